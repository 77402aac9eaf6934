import type { Catalogue, Moment } from '../catalogue/catalogue.js'
import { ByteCache } from './byte-cache.js'
import { type Dependence, type DocumentResource, restore } from './document.js'
import { PlainDocuments } from './plain-documents.js'
import type { Resource } from './resource.js'

/** What making a document gave. */
interface Made {
  readonly resource: DocumentResource
  /** Depends on which assets there are. */
  readonly namesFiles: boolean
}

/** What a document would be made from now. */
export interface MakingState extends Dependence {
  readonly assets: Moment
  /** What else it is made from, in few words; absent where `since` says all. Such a document is never stored. */
  readonly print?: string
}

interface Held extends Made {
  /** State of the catalogue in which it was last found to hold. */
  version: number
  readonly state: MakingState
}

/** One that is under way. */
interface Making {
  /** State of the catalogue in which it was last asked for. */
  version: number
  promise?: Promise<Resource>
}

/** The makings of one document that are under way together, and the latest state that one of them gave. */
interface Makings {
  readonly byState: Map<string, Making>
  latest?: Held
}

/** What the records of a document weigh beside its bytes. */
const overheadBytes = 2_000

/**
 * Documents that were made, kept while there is room and used while they hold: that is, until what
 * they were made from is committed anew.
 */
export class DocumentShelf {
  readonly #held: ByteCache<Held>
  readonly #plain = new PlainDocuments()
  readonly #underWay = new Map<string, Makings>()

  constructor(
    private readonly catalogue: Catalogue,
    private readonly bytesMax: number,
  ) {
    this.#held = new ByteCache(bytesMax)
  }

  /** A document that certainly holds, since nothing was committed after it was last looked at. */
  held(address: string): Resource | undefined {
    const held = this.#held.get(address)
    return held !== undefined && held.version === this.catalogue.version() ? held.resource : undefined
  }

  /** A document that is held, or was stored before the start, and still holds. */
  find(address: string, state: MakingState): Resource | undefined {
    const version = this.catalogue.version()
    const held = this.#held.get(address)
    if (held !== undefined) {
      const { since, print, assets } = held.state
      if (since !== state.since || print !== state.print) return undefined
      if (held.namesFiles && assets !== state.assets) return undefined
      held.version = version
      return held.resource
    }
    const stored = state.print === undefined ? this.catalogue.storedDocument(address) : undefined
    if (stored === undefined || stored.since !== state.since) return undefined
    const namesFiles = stored.assets !== undefined
    if (namesFiles && stored.assets !== state.assets) return undefined
    const resource = restore(this.catalogue, stored)
    return resource && this.#keep(address, { resource, namesFiles, version, state })
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
    state: MakingState,
    make: () => D | Promise<D>,
    finish: (composed: D) => Made,
  ): Resource | Promise<Resource> {
    // Read before anything is made: a commit that comes meanwhile makes the document be looked at again.
    const version = this.catalogue.version()
    const found = this.find(address, state)
    if (found !== undefined) return found
    const makings: Makings = this.#underWay.get(address) ?? { byState: new Map() }
    const { since, assets, print = '' } = state
    const key = `${since} ${assets} ${print}`
    const making: Making = makings.byState.get(key) ?? { version }
    making.version = version
    if (making.promise !== undefined) return making.promise
    const keep = (composed: D): Resource => {
      const { latest } = makings
      if (latest !== undefined && latest.version > making.version) return latest.resource
      makings.latest = { ...finish(composed), version: making.version, state }
      return this.#keep(address, makings.latest)
    }
    const made = make()
    if (!(made instanceof Promise)) return keep(made)
    making.promise = made.then(keep).finally(() => {
      makings.byState.delete(key)
      if (makings.byState.size === 0) this.#underWay.delete(address)
    })
    makings.byState.set(key, making)
    this.#underWay.set(address, makings)
    return making.promise
  }

  #keep(address: string, held: Held): Resource {
    const { resource } = held
    const weight = () => resource.bytes + overheadBytes
    const before = this.#held.get(address)?.resource
    if (before !== undefined && before !== resource) this.#plain.delete(before)
    this.#held.set(address, held, weight())
    resource.plainShelf = this.#plain
    resource.onReweighed = () => {
      this.#held.reweigh(address, held, weight())
      this.#plain.limit(this.bytesMax - this.#held.bytes)
    }
    resource.onReweighed()
    return resource
  }
}
