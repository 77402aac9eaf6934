import type { AssetRecord } from '../catalogue/catalogue.js'
import type { Site } from '../model/site.js'
import type { RenderBody } from './body-shelf.js'
import type { CachePolicy } from './cache-policy.js'
import type { FeedSettings } from './feed-documents.js'
import type { Body } from './resource.js'

/** What the operator decides about everything that is published. */
export interface PublicationSettings {
  readonly site: Site
  readonly feeds: FeedSettings
  readonly cache: CachePolicy
  /** Hosts whose `iframe` is kept. */
  readonly iframeHosts: readonly string[]
  /** What all caches together may hold. */
  readonly cacheBytes: number
}

/** What the publication needs done outside itself. */
export interface PublicationHands {
  readonly renderBody: RenderBody
  readonly openAsset: (asset: AssetRecord) => Body
}
