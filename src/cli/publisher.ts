import { resolve } from 'node:path'
import type { Catalogue, CatalogueHooks } from '../catalogue/catalogue.js'
import { openCatalogue, openCurrentCatalogue } from '../catalogue/sqlite-catalogue.js'
import type { Config } from '../config/settings.js'
import type { LossReason } from '../content/job-lost.js'
import { openAsset } from '../content/read-file.js'
import { Renderer } from '../content/renderer.js'
import type { Intake } from '../live/intake.js'
import type { IntakeSettings } from '../live/intake-messages.js'
import type { Site } from '../model/site.js'
import type { Publication } from '../publication/publication.js'
import { SitePublication } from '../publication/site-publication.js'
import { publicationSettings } from './opening-settings.js'

/** An open catalogue, and the publication that answers from it. */
export interface Published {
  readonly catalogue: Catalogue
  readonly publication: Publication
}

/** What a Publisher needs from elsewhere. */
export interface PublisherDependencies {
  readonly settings: IntakeSettings['catalogue']
  /** Stores what clients were sent: revisions and documents. */
  readonly intake: Pick<Intake, 'keepRevision' | 'storeDocument'>
  readonly onBodyFailed?: ((permalink: string, why: LossReason) => void) | undefined
}

/** Opens a site's catalogue, again whenever it is rebuilt, and makes a publication from each. */
export class Publisher {
  readonly #renderer: Renderer
  readonly #hooks: CatalogueHooks

  constructor(
    private readonly config: Config,
    private readonly site: Site,
    private readonly dependencies: PublisherDependencies,
  ) {
    const { settings, intake, onBodyFailed } = dependencies
    this.#renderer = new Renderer({ onLost: ({ permalink }, why) => onBodyFailed?.(permalink, why) })
    this.#hooks = {
      commits: settings.commits,
      onRevision: (revision) => intake.keepRevision(revision),
      onDocument: (document) => intake.storeDocument(document),
    }
  }

  /** The catalogue that the last process left; undefined if there is none, or it was made under other settings. */
  openCurrent(): Published | undefined {
    const catalogue = openCurrentCatalogue(this.dependencies.settings, this.#hooks)
    return catalogue && this.#publish(catalogue)
  }

  /** The catalogue that the writer has opened. */
  open(): Published {
    return this.#publish(openCatalogue(this.dependencies.settings.dataDir, this.#hooks))
  }

  /** Ends the thread that renders bodies. */
  close(): Promise<void> {
    return this.#renderer.close()
  }

  #publish(catalogue: Catalogue): Published {
    const root = resolve(this.config.CONTENT_DIR)
    const publication = new SitePublication(catalogue, publicationSettings(this.config, this.site), {
      renderBody: (body, context) => this.#renderer.render(body, context),
      openAsset: (asset) => ({ size: asset.size, open: (part) => openAsset(root, asset.file, asset, part) }),
    })
    return { catalogue, publication }
  }
}
