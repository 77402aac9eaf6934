import type { AssetRecord } from '../catalogue/catalogue.js'
import type { Site } from '../model/site.js'
import type { RenderBody } from './body-cache.js'
import type { CachePolicy } from './cache-policy.js'
import type { FeedSettings } from './feed-documents.js'
import type { Body } from './resource.js'

/** The operator's settings for everything that is published. */
export interface PublicationSettings {
  readonly site: Site
  readonly feeds: FeedSettings
  readonly cache: CachePolicy
  /** Hosts whose `iframe` elements are kept. */
  readonly iframeHosts: readonly string[]
  /** Size of all caches together, in bytes. */
  readonly cacheBytes: number
}

/** Size of each cache, in bytes. */
export interface CacheShare {
  readonly documents: number
  readonly bodies: number
  readonly items: number
}

/**
 * Divides the memory among the caches. Documents are requested most, items and bodies only when a document has to be
 * made again. Combinations have caches of their own, an eighth of it all, so that they evict nothing that others read.
 */
export function shareCache(bytes: number): Record<'common' | 'combinations', CacheShare> {
  const share = (of: number) => ({ documents: (of * 5) / 8, bodies: (of * 3) / 16, items: (of * 3) / 16 })
  return { common: share((bytes * 7) / 8), combinations: share(bytes / 8) }
}

/** What the publication needs from outside. */
export interface PublicationDependencies {
  readonly renderBody: RenderBody
  readonly openAsset: (asset: AssetRecord) => Body
}
