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

/** The makings of one document that are under way together, and the latest state that one of them gave. */
interface Makings {
  readonly promises: Map<string, Promise<Resource>>
  latest?: Held
}

/** What the records of a document weigh beside its bytes. */
const overheadBytes = 1000

/**
 * Documents that were made, kept while there is room and used while they hold: that is, until what
 * they were made from is committed anew.
 */
export class DocumentShelf {
  readonly #held: ByteCache<Held>
  readonly #underWay = new Map<string, Makings>()

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
   * As `find`, else a document made now. Whoever asks while it is being made waits for the same. One that
   * was overtaken, in a slow making, by one of a later state is not kept: the later one is given instead.
   *
   * @param make - composes it
   * @param finish - gives it its validators, which are kept: done only where it is the latest
   */
  take<D>(
    address: string,
    since: Moment,
    assets: Moment,
    make: () => D | Promise<D>,
    finish: (composed: D) => Made,
  ): Resource | Promise<Resource> {
    // Read before anything is made: a commit that comes meanwhile makes the document be looked at again.
    const version = this.catalogue.version()
    const found = this.find(address, since, assets)
    if (found !== undefined) return found
    const makings: Makings = this.#underWay.get(address) ?? { promises: new Map() }
    const key = `${since} ${assets}`
    const underWay = makings.promises.get(key)
    if (underWay !== undefined) return underWay
    const keep = (composed: D): Resource => {
      const { latest } = makings
      if (latest !== undefined && (latest.since > since || latest.assets > assets)) return latest.resource
      makings.latest = { ...finish(composed), version, since, assets }
      return this.#keep(address, makings.latest)
    }
    const made = make()
    if (!(made instanceof Promise)) return keep(made)
    const promise = made.then(keep).finally(() => {
      makings.promises.delete(key)
      if (makings.promises.size === 0) this.#underWay.delete(address)
    })
    makings.promises.set(key, promise)
    this.#underWay.set(address, makings)
    return promise
  }

  #keep(address: string, held: Held): Resource {
    const { resource } = held
    const weight = () => resource.bytes + overheadBytes
    this.#held.set(address, held, weight())
    resource.onGrown = () => this.#held.reweigh(address, held, weight())
    return resource
  }
}
