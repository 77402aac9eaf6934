import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { makeCommitMemory } from '../catalogue/commit-count.js'
import type { Keep } from '../catalogue/writer.js'
import type { Config } from '../config/settings.js'
import type { IntakeSettings } from '../live/intake-messages.js'
import type { Site } from '../model/site.js'
import { archivePosts } from '../publication/archives.js'
import type { CachePolicy } from '../publication/cache-policy.js'
import type { PublicationSettings } from '../publication/publication-settings.js'
import { readOptionsOf } from './read-options.js'

/**
 * Raise one when a new version of the program reads the same file differently, or renders other documents from it: the
 * folder is then read again, or its documents are rendered again and compared.
 */
const readVersion = 3
const renderVersion = 14

/** The share of `CACHE_MB` that documents get: the allocator and uncollected garbage take about as much again. */
const cacheShare = 0.5

/** Documents may take this many times `CACHE_MB` on disk. */
const storedFactor = 4

/** What the intake is started with: how files are read, and what the catalogue depends on. */
export function intakeSettings(config: Config, site: Site): IntakeSettings {
  const read = readOptionsOf(config, site)
  const { FEED_LIMIT, FEED_HOURS, FEED_MAX, FEED_CONTENT, FEED_TYPE_XML, WEBSUB_HUB, IFRAME_HOSTS } = config
  const feeds = { FEED_LIMIT, FEED_HOURS, FEED_MAX, FEED_CONTENT, FEED_TYPE_XML, WEBSUB_HUB, IFRAME_HOSTS }
  const cache = cachePolicy(config)
  return {
    root: resolve(config.CONTENT_DIR),
    read,
    drafts: config.DRAFTS,
    catalogue: {
      dataDir: resolve(config.DATA_DIR),
      readFingerprint: fingerprint([readVersion, read, config.DRAFTS]),
      renderFingerprint: fingerprint([renderVersion, site, feeds, cache]),
      guidBase: site.guidBase,
      guids: config.GUIDS,
      commits: makeCommitMemory(),
      documentBytesMax: config.CACHE_MB * 1_000_000 * storedFactor,
      future: config.FUTURE,
      keep: keepOf(config),
      search: config.SEARCH,
      hub: config.WEBSUB_HUB,
    },
    rescanSeconds: config.RESCAN_SECONDS,
  }
}

function keepOf({ KEEP_DAYS, KEEP_POSTS }: Config): Keep {
  return {
    ...(KEEP_DAYS !== undefined && { days: KEEP_DAYS }),
    ...(KEEP_POSTS !== undefined && { posts: KEEP_POSTS }),
  }
}

/** The settings that documents are made from. */
export function publicationSettings(config: Config, site: Site): PublicationSettings {
  return {
    site,
    feeds: {
      limit: config.FEED_LIMIT,
      hours: config.FEED_HOURS,
      max: config.FEED_MAX,
      archivePosts,
      content: config.FEED_CONTENT,
      typeXml: config.FEED_TYPE_XML,
      ...(config.WEBSUB_HUB !== undefined && { hub: config.WEBSUB_HUB }),
    },
    cache: cachePolicy(config),
    iframeHosts: config.IFRAME_HOSTS,
    cacheBytes: config.CACHE_MB * 1_000_000 * cacheShare,
  }
}

function cachePolicy(config: Config): CachePolicy {
  return {
    feedMin: config.MAX_AGE_MIN,
    feedMax: config.MAX_AGE_MAX,
    page: config.PAGE_MAX_AGE,
    shared: config.S_MAXAGE,
    staleWhileRevalidate: config.STALE_WHILE_REVALIDATE,
    staleIfError: config.STALE_IF_ERROR,
  }
}

function fingerprint(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
