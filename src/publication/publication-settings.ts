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

/** What each cache may hold, in bytes. */
export interface CacheShare {
  readonly documents: number
  readonly bodies: number
  readonly items: number
}

/**
 * Documents are asked for most, items and bodies only where a document has to be made anew. Combinations have rooms of
 * their own, an eighth of all, so that they push nothing out that others read.
 */
export function shareCache(bytes: number): Record<'common' | 'combinations', CacheShare> {
  const share = (of: number) => ({ documents: (of * 5) / 8, bodies: (of * 3) / 16, items: (of * 3) / 16 })
  return { common: share((bytes * 7) / 8), combinations: share(bytes / 8) }
}

/** What the publication needs done outside itself. */
export interface PublicationHands {
  readonly renderBody: RenderBody
  readonly openAsset: (asset: AssetRecord) => Body
}
