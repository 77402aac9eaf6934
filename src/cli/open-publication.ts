import type { Catalogue } from '../catalogue/catalogue.js'
import type { CatalogueWriter } from '../catalogue/writer.js'
import type { Config } from '../config/settings.js'
import { siteOf } from '../config/site-of.js'
import type { LossReason } from '../content/job-lost.js'
import { Intake } from '../live/intake.js'
import type { IntakeListener } from '../live/intake-listener.js'
import type { Site } from '../model/site.js'
import { loadMakers } from '../publication/document-provider.js'
import type { Publication } from '../publication/publication.js'
import type { Operations } from '../web/operations.js'
import type { AnnouncerListener } from '../websub/announcer.js'
import { startAnnouncing } from './announcing.js'
import { CatalogueCheck } from './catalogue-check.js'
import { openServed } from './open-served.js'
import { intakeSettings } from './opening-settings.js'
import { operationsOf } from './operations.js'
import { Publisher } from './publisher.js'
import { type ServedCatalogue, switchOverWhenRebuilt } from './served-catalogue.js'

/** Delay before the whole catalogue is checked, in milliseconds: by then the work of a start is long over. */
const checkAfterMs = 60_000

/** An open publication: it follows its folder until it is closed. */
export interface OpenPublication {
  readonly publication: Publication
  readonly operations: Operations
  readonly site: Site
  /** Why the catalogue started out empty; undefined if it did not. */
  readonly rebuilt: CatalogueWriter['rebuilt']
  /** How guids were made before, if that has changed and readers may still know the old ones. */
  readonly formerGuidRule: CatalogueWriter['formerGuidRule']
  /** Resolves once the folder has been scanned for the first time. */
  readonly ready: Promise<void>
  /** Scans the folder now instead of at the next interval; resolves once every difference is published. */
  rescan(): Promise<void>
  /**
   * Loads what the first requests would load otherwise. Call it once the first answers are out: a request that cannot
   * load it, as when too many files are open, would make all that follow fail as well (see `lazily`).
   */
  prepare(): Promise<unknown>
  /** All that is published, for queries. Do not close it, nor hold on to it: a damaged one is replaced. */
  readonly catalogue: Catalogue
  /** Ends the threads and closes the files. */
  close(): Promise<void>
}

/** What a publication is opened with, besides its settings. */
export interface OpenOptions {
  /** The port that the server listens on: part of the site's address if there is no `SITE_URL`. */
  readonly port?: number
  readonly listener?: IntakeListener
  /**
   * Called before the folder can be read, with a publication that answers from what was known when the last
   * process ended. If that publication throws, the catalogue is damaged, and is being rebuilt.
   */
  readonly onServable?: (publication: Publication) => void
  /** How long after the first scan, or failure, the whole catalogue is checked for damage, in milliseconds. */
  readonly checkAfterMs?: number
  /** Hears how announcing goes, if there is a hub. */
  readonly announcing?: AnnouncerListener
  /** Called if a body could not be rendered, in time or at all; it is shown as plain text. */
  readonly onBodyFailed?: (permalink: string, why: LossReason) => void
}

/**
 * Opens a folder for publishing: starts the thread that reads it, and answers from the catalogue at once.
 *
 * @throws FeedmillError if the data folder cannot be used, and there is no catalogue that could be served meanwhile
 */
export async function openPublication(config: Config, options: OpenOptions = {}): Promise<OpenPublication> {
  const site = siteOf(config, options.port ?? config.PORT)
  const settings = intakeSettings(config, site)
  let now: ServedCatalogue | undefined
  const check = new CatalogueCheck(settings.catalogue.dataDir, () => intake.renew())
  const startCheck = () => check.start(options.checkAfterMs ?? checkAfterMs)
  const listener = checkIfFailed(options.listener ?? {}, startCheck)
  const intake = new Intake(
    settings,
    switchOverWhenRebuilt(listener, () => now),
  )
  const publisher = new Publisher(config, site, {
    settings: settings.catalogue,
    intake,
    onBodyFailed: options.onBodyFailed,
  })
  const { served, opened } = await openServed(publisher, intake, options.onServable)
  now = served
  const announcer = startAnnouncing(config, site, served, intake, options.announcing ?? {})
  const ready = intake.rescan().then(startCheck)
  return {
    publication: served.publication,
    operations: operationsOf(intake, () => served.catalogue),
    site,
    ...opened,
    ready,
    rescan: () => intake.rescan(),
    prepare: loadMakers,
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

/** Damage may be why a scan fails, even where SQLite does not call it that: the check must not wait for a good one. */
function checkIfFailed(listener: IntakeListener, startCheck: () => void): IntakeListener {
  return {
    ...listener,
    failed(reason) {
      listener.failed?.(reason)
      startCheck()
    },
  }
}
