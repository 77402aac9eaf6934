import type { Catalogue } from '../catalogue/catalogue.js'
import { makeCommitMemory } from '../catalogue/commit-count.js'
import type { CatalogueWriter } from '../catalogue/writer.js'
import type { Config } from '../config/settings.js'
import { siteOf } from '../config/site-of.js'
import type { LossReason } from '../content/job-lost.js'
import { Intake } from '../live/intake.js'
import type { IntakeListener } from '../live/intake-listener.js'
import type { Site } from '../model/site.js'
import type { Publication } from '../publication/publication.js'
import type { Operations } from '../web/operations.js'
import type { AnnouncerListener } from '../websub/announcer.js'
import { startAnnouncing } from './announcing.js'
import { CatalogueCheck } from './catalogue-check.js'
import { openServed } from './open-served.js'
import { intakeSettings } from './opening-settings.js'
import { operationsOf } from './operations.js'
import { Publisher } from './publisher.js'
import { type ServedCatalogue, whenRenewed } from './served-catalogue.js'

/** Delay of the check of the whole catalogue, in milliseconds: all that a start has to do is long over by then. */
const checkAfterMs = 60_000

/** A publication that is open: it follows its folder until it is closed. */
export interface OpenPublication {
  readonly publication: Publication
  readonly operations: Operations
  readonly site: Site
  /** Why the catalogue began empty, where it did. */
  readonly rebuilt: CatalogueWriter['rebuilt']
  /** How guids were made before, if that was different and readers may still know posts by those. */
  readonly guidRuleBefore: CatalogueWriter['guidRuleBefore']
  /** Resolves when the folder has been looked at once. */
  readonly ready: Promise<void>
  /** Looks at the folder now, not waiting for the next time; resolves when what was different is published. */
  rescan(): Promise<void>
  /** All that is published, for queries. Neither close it nor keep it: a damaged one is replaced. */
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
   * Called, before the folder can be looked at, with a publication that answers from what was known when the
   * last process ended. If it throws, the catalogue is damaged, and is being rebuilt.
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
  let now: ServedCatalogue | undefined
  const listener = whenRenewed(options.listener ?? {}, () => now)
  const intake = new Intake(settings, listener)
  const publisher = new Publisher(config, site, {
    settings: settings.catalogue,
    commits,
    intake,
    bodyLost: options.bodyLost,
  })
  const { served, opened } = await openServed(publisher, intake, options.servable)
  now = served
  const announcer = startAnnouncing(config, site, served, intake, options.announcing ?? {})
  const check = new CatalogueCheck(settings.catalogue.dataDir, () => intake.renew())
  const ready = intake.rescan().then(() => check.start(options.checkAfterMs ?? checkAfterMs))
  return {
    publication: served.publication,
    operations: operationsOf(intake, () => served.catalogue),
    site,
    ...opened,
    ready,
    rescan: () => intake.rescan(),
    get catalogue() {
      return served.catalogue
    },
    async close() {
      check.stop()
      await announcer?.close()
      await Promise.all([intake.close(), publisher.close()])
      served.close()
    },
  }
}
