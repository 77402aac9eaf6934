import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { Catalogue, Revision, StoredDocument } from '../catalogue/catalogue.js'
import { type CommitMemory, makeCommitMemory } from '../catalogue/commit-count.js'
import { openCatalogue, openCurrentCatalogue } from '../catalogue/sqlite-catalogue.js'
import type { CatalogueWriter, Keep } from '../catalogue/writer.js'
import type { Config } from '../config/settings.js'
import { siteOf } from '../config/site-of.js'
import { openAsset } from '../content/read-file.js'
import { Renderer } from '../content/renderer.js'
import type { LossReason } from '../content/worker-pool.js'
import { Intake } from '../live/intake.js'
import type { IntakeListener } from '../live/intake-listener.js'
import type { IntakeSettings } from '../live/intake-messages.js'
import type { Site } from '../model/site.js'
import { archivePosts } from '../publication/archives.js'
import type { CachePolicy } from '../publication/cache-policy.js'
import type { Publication } from '../publication/publication.js'
import { SitePublication } from '../publication/site-publication.js'
import type { Operations } from '../web/operations.js'
import type { AnnouncerListener } from '../websub/announcer.js'
import { startAnnouncing } from './announcing.js'
import { CatalogueCheck } from './catalogue-check.js'
import { operationsOf } from './operations.js'
import { readOptionsOf } from './read-options.js'
import { ServedCatalogue, whenRenewed } from './served-catalogue.js'

/**
 * Raised when another version of the program reads the same file otherwise, or makes other documents
 * of it: the catalogue is then read anew, or its documents looked at again.
 */
const readVersion = 1
const renderVersion = 5

/** Of the memory that the operator allows: about as much again goes to the allocator and to what waits for collection. */
const cacheShare = 0.5

/** The catalogue is looked through when all that a start has to do is long over, in milliseconds. */
const checkAfterMs = 60_000

/** The disk may hold so many times what memory holds of documents. */
const storedFactor = 4

/** A publication that is open: it follows its folder until it is closed. */
export interface OpenPublication {
  readonly publication: Publication
  readonly operations: Operations
  readonly site: Site
  /** Why the catalogue began empty, where it did. */
  readonly rebuilt: CatalogueWriter['rebuilt']
  /** How guids were made before, where it was otherwise and readers may still know posts by those. */
  readonly guidRuleBefore: CatalogueWriter['guidRuleBefore']
  /** Resolves when the folder has been looked at once. */
  readonly ready: Promise<void>
  /** Looks at the folder now, not waiting for the next time; resolves when what was different is published. */
  rescan(): Promise<void>
  /**
   * All that is published, to be asked; see its own words. Not to be closed by whoever asks, nor kept: one
   * that is found damaged gives way to another.
   */
  readonly catalogue: Catalogue
  /** Ends the threads and closes the files. */
  close(): Promise<void>
}

/** What a publication is opened with, beside its settings. */
export interface OpenOptions {
  /** The port that the server listens on: part of the address of a site without `SITE_URL`. */
  readonly port?: number
  readonly listener?: IntakeListener
  /**
   * Told, before the folder can be looked at, of a publication that answers from what was known when the
   * last process ended. What it throws means that the catalogue is damaged, and made anew meanwhile.
   */
  readonly servable?: (publication: Publication) => void
  /** How long after the first look at the folder the whole catalogue is looked through for damage, in milliseconds. */
  readonly checkAfterMs?: number
  /** Told of announcing, where there is a hub. */
  readonly announcing?: AnnouncerListener
  /** A body could not be made ready, in time or at all, and is shown as plain text. */
  readonly bodyLost?: (permalink: string, why: LossReason) => void
}

/**
 * Opens what a folder publishes: starts the thread that reads it, and answers from the catalogue at once.
 *
 * @throws FeedmillError where the data folder cannot be used, and nothing is known that could be served meanwhile
 */
export async function openPublication(config: Config, options: OpenOptions = {}): Promise<OpenPublication> {
  const site = siteOf(config, options.port ?? config.PORT)
  const commits = makeCommitMemory()
  const settings = intakeSettings(config, site, commits)
  let served: ServedCatalogue | undefined
  let isStill = false
  const replace = () => {
    const catalogue = openCatalogue(settings.catalogue.dataDir, hooks)
    served?.replace(catalogue, publish(catalogue))
    isStill = false
  }
  const listener = whenRenewed(options.listener ?? {}, replace, () => isStill)
  const intake = new Intake(settings, listener)
  const hooks = {
    commits,
    onRevision: (revision: Revision) => intake.keepRevision(revision),
    onDocument: (document: StoredDocument) => intake.storeDocument(document),
  }
  const renderer = new Renderer({ onLost: ({ permalink }, why) => options.bodyLost?.(permalink, why) })
  const root = resolve(config.CONTENT_DIR)
  const publish = (catalogue: Catalogue) =>
    new SitePublication(catalogue, publicationSettings(config, site), {
      renderBody: (body, context) => renderer.render(body, context),
      openAsset: (asset) => ({ size: asset.size, open: (part) => openAsset(root, asset.file, asset, part) }),
    })
  // Opened beside the thread that will write, which takes longer to begin.
  const current = openCurrentCatalogue(settings.catalogue, hooks)
  let publication = current && publish(current)
  if (publication !== undefined) {
    intake.awaitWriting()
    options.servable?.(publication)
  }
  const opened = await intake.opened.catch((error: unknown) => {
    current?.close()
    throw error
  })
  isStill = opened.isRefused === true
  const holds = current !== undefined && opened.rebuilt === undefined
  const catalogue = holds ? current : openCatalogue(settings.catalogue.dataDir, hooks)
  if (!holds || publication === undefined) publication = publish(catalogue)
  const now = new ServedCatalogue(catalogue, publication)
  served = now
  const announcer = startAnnouncing(config, site, now, intake, options.announcing ?? {})
  const check = new CatalogueCheck(settings.catalogue.dataDir, () => intake.renew())
  const ready = intake.rescan().then(() => check.start(options.checkAfterMs ?? checkAfterMs))
  return {
    publication: now.publication,
    operations: operationsOf(intake, () => now.catalogue),
    site,
    ...opened,
    ready,
    rescan: () => intake.rescan(),
    get catalogue() {
      return now.catalogue
    },
    async close() {
      check.stop()
      await announcer?.close()
      await Promise.all([intake.close(), renderer.close()])
      now.close()
      if (!holds) current?.close()
    },
  }
}

function intakeSettings(config: Config, site: Site, commits: CommitMemory): IntakeSettings {
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
      commits,
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
    ...(KEEP_DAYS === undefined ? {} : { days: KEEP_DAYS }),
    ...(KEEP_POSTS === undefined ? {} : { posts: KEEP_POSTS }),
  }
}

function publicationSettings(config: Config, site: Site) {
  return {
    site,
    feeds: {
      limit: config.FEED_LIMIT,
      hours: config.FEED_HOURS,
      max: config.FEED_MAX,
      archivePosts,
      content: config.FEED_CONTENT,
      typeXml: config.FEED_TYPE_XML,
      ...(config.WEBSUB_HUB === undefined ? {} : { hub: config.WEBSUB_HUB }),
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
