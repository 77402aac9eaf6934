import type { Catalogue, Moment } from '../catalogue/catalogue.js'
import { ByteCache } from './byte-cache.js'
import { type DocumentResource, restore } from './document.js'
import type { Resource } from './resource.js'

/** What making a document gave. */
interface Made {
  readonly resource: DocumentResource
  /** Depends on which assets there are. */
  readonly namesFiles: boolean
}

interface Held extends Made {
  /** State of the catalogue in which it was last found to hold. */
  version: number
  readonly since: Moment
  readonly assets: Moment
}

/** A resource also keeps its gzip coding, and the caches' own records weigh something. */
const overheadBytes = 1000
const codingsFactor = 1.4

/**
 * Documents that were made, kept while there is room and used while they hold: that is, until what
 * they were made from is committed anew.
 */
export class DocumentShelf {
  readonly #held: ByteCache<Held>
  readonly #underWay = new Map<string, Promise<Resource>>()

  constructor(
    private readonly catalogue: Catalogue,
    bytesMax: number,
  ) {
    this.#held = new ByteCache(bytesMax)
  }

  /** A document that certainly holds, since nothing was committed after it was last looked at. */
  held(address: string): Resource | undefined {
    const held = this.#held.get(address)
    return held !== undefined && held.version === this.catalogue.version() ? held.resource : undefined
  }

  /**
   * A document that is held, or was stored before the start, and still holds.
   *
   * @param since - when what it shows last changed
   * @param assets - when the assets last changed
   */
  find(address: string, since: Moment, assets: Moment): Resource | undefined {
    const version = this.catalogue.version()
    const held = this.#held.get(address)
    if (held !== undefined) {
      if (held.since !== since || (held.namesFiles && held.assets !== assets)) return undefined
      held.version = version
      return held.resource
    }
    const stored = this.catalogue.storedDocument(address)
    if (stored === undefined || stored.since !== since) return undefined
    const namesFiles = stored.assets !== undefined
    if (namesFiles && stored.assets !== assets) return undefined
    const resource = restore(this.catalogue, stored)
    return resource && this.#keep(address, { resource, namesFiles, version, since, assets })
  }

  /**
   * As `find`, else a document made now. Whoever asks while it is being made waits for the same.
   */
  take(
    address: string,
    since: Moment,
    assets: Moment,
    make: () => Made | Promise<Made>,
  ): Resource | Promise<Resource> {
    // Read before anything is made: a commit that comes meanwhile makes the document be looked at again.
    const version = this.catalogue.version()
    const found = this.find(address, since, assets)
    if (found !== undefined) return found
    const key = `${address} ${since} ${assets}`
    const underWay = this.#underWay.get(key)
    if (underWay !== undefined) return underWay
    const keep = (made: Made) => this.#keep(address, { ...made, version, since, assets })
    const made = make()
    if (!(made instanceof Promise)) return keep(made)
    const promise = made.then(keep).finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, promise)
    return promise
  }

  #keep(address: string, held: Held): Resource {
    this.#held.set(address, held, held.resource.size * codingsFactor + overheadBytes)
    return held.resource
  }
}
