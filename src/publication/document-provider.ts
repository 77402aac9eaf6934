import type { Catalogue, Moment } from '../catalogue/catalogue.js'
import { assetType } from '../content/asset-types.js'
import { lazily } from '../model/lazily.js'
import { store, toResource, toUndatedResource } from './document.js'
import { DocumentCache } from './document-cache.js'
import type { DocumentMakers } from './document-makers.js'
import type { MadeDocument } from './feed-documents.js'
import { asFound, type Found } from './publication.js'
import { type PublicationDependencies, type PublicationSettings, shareCache } from './publication-settings.js'

/** How a document is cached. */
export interface Keeping {
  /**
   * Fingerprint of what it is made from. With one, the document is made again when the fingerprint changes, not
   * whenever it was touched, and is not stored for the next start.
   */
  readonly fingerprint?: string
  /** Whether it is stored for the next start. */
  readonly stored?: boolean
}

/** Makes a document with the maker of its kind. */
export type MakeDocument = (makers: DocumentMakers) => MadeDocument | Promise<MadeDocument>

/**
 * Loads the code that makes documents, which nothing else needs. The first request that needs it does so, unless someone
 * has done it before.
 */
export function loadMakers() {
  return import('./document-makers.js')
}

/** Provides documents: from the cache if they are current, else once they have been made. */
export class DocumentProvider {
  readonly #cache: DocumentCache
  #makers: DocumentMakers | undefined

  /** The makers of documents, loaded on first use. */
  readonly makers = lazily(async () => {
    const { DocumentMakers } = await loadMakers()
    this.#makers = new DocumentMakers(this.catalogue, this.settings, this.dependencies)
    return this.#makers
  })

  /**
   * @param prefix - the path in the site's address
   * @param askAgain - looks an address of the site up again
   */
  constructor(
    private readonly catalogue: Catalogue,
    private readonly settings: PublicationSettings,
    private readonly dependencies: PublicationDependencies,
    private readonly prefix: string,
    private readonly askAgain: (address: string) => Found | Promise<Found>,
  ) {
    this.#cache = new DocumentCache(catalogue, shareCache(settings.cacheBytes).common.documents)
  }

  /** A document that is certainly current, since nothing was committed after it was last checked. */
  held(address: string): Found | undefined {
    const held = this.#cache.held(address)
    return held && asFound(held)
  }

  /**
   * Takes a document from the cache, or makes it. Call it inside a snapshot.
   *
   * @param path - without the prefix
   * @param touched - when what it shows may last have changed, the epoch aside
   */
  take(
    path: string,
    touched: Moment,
    make: MakeDocument,
    { fingerprint, stored = true }: Keeping = {},
  ): Found | Promise<Found> {
    const address = this.prefix + path
    const epoch = this.catalogue.epoch()
    const state = {
      since: fingerprint === undefined ? Math.max(touched, epoch) : epoch,
      assets: this.catalogue.assetsChanged(),
      ...(fingerprint !== undefined && { fingerprint }),
    }
    const makers = this.#makers
    if (makers === undefined) {
      const found = this.#cache.find(address, state)
      if (found !== undefined) return asFound(found)
      // Look the address up again once they are loaded: the catalogue may have changed meanwhile.
      return this.makers().then(() => this.askAgain(address))
    }
    const finish = ({ document, refersToFiles, until = 0, retryAtMs }: MadeDocument) => {
      // Assets are looked up once bodies are rendered: they may be those of a commit that came meanwhile.
      const assets = refersToFiles ? this.catalogue.assetsChanged() : 0
      const reason = Math.max(touched, epoch, until, assets)
      // A picture that was at this address may have had a later date than the page that is there now. What replaces a
      // stopgap is dated by the commit that it shows, which the stopgap itself must not have been dated by.
      const isDated = assetType(path) === undefined && retryAtMs === undefined
      const resource = isDated
        ? toResource(this.catalogue, address, reason, document)
        : toUndatedResource(document)
      const dependence = { since: state.since, ...(refersToFiles ? { assets: state.assets } : {}) }
      if (stored && fingerprint === undefined && retryAtMs === undefined)
        void store(this.catalogue, address, resource, dependence)
      return { resource, refersToFiles, retryAtMs }
    }
    const resource = this.#cache.take(address, state, () => make(makers), finish)
    return resource instanceof Promise ? resource.then(asFound) : asFound(resource)
  }
}
