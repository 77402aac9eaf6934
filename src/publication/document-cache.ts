import type { Catalogue, Moment } from '../catalogue/catalogue.js'
import { ByteCache } from './byte-cache.js'
import { type Dependence, type DocumentResource, restore } from './document.js'
import { PlainDocuments } from './plain-documents.js'
import type { Resource } from './resource.js'

/** A document that was made. */
interface Made {
  readonly resource: DocumentResource
  /** It depends on which assets exist. */
  readonly refersToFiles: boolean
  /** When it is to be made again, whatever was committed; on the clock of `performance.now()`. */
  readonly retryAtMs?: number | undefined
}

/** The state that a document would be made from now. */
export interface MakingState extends Dependence {
  readonly assets: Moment
  /** Fingerprint of what else it is made from; absent if `since` covers that. A document with one is never stored. */
  readonly fingerprint?: string
}

interface Held extends Made {
  /** Version of the catalogue at which it was last found current. */
  version: number
  readonly state: MakingState
}

/** A document that is being made. */
interface Making {
  /** Version of the catalogue at which it was last requested. */
  version: number
  promise?: Promise<Resource>
}

/** All versions of one document that are being made at the same time, and the latest result so far. */
interface Makings {
  readonly byState: Map<string, Making>
  latest?: Held
}

/** Memory that a document takes besides its bytes. */
const overheadBytes = 2_000

/**
 * Cache of finished documents. One is kept while there is room, and served until a commit changes what it was made
 * from.
 */
export class DocumentCache {
  readonly #held: ByteCache<Held>
  readonly #plain = new PlainDocuments()
  readonly #underWay = new Map<string, Makings>()

  constructor(
    private readonly catalogue: Catalogue,
    private readonly bytesMax: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#held = new ByteCache(bytesMax)
  }

  /** A document that is certainly current, since nothing was committed after it was last checked. */
  held(address: string): Resource | undefined {
    const held = this.#held.get(address)
    if (held === undefined || held.version !== this.catalogue.version() || this.#isDue(held)) return undefined
    return held.resource
  }

  #isDue({ retryAtMs }: Held): boolean {
    return retryAtMs !== undefined && retryAtMs <= this.now()
  }

  /** A document in memory, or stored in the catalogue, that is still current. */
  find(address: string, state: MakingState): Resource | undefined {
    const version = this.catalogue.version()
    const held = this.#held.get(address)
    if (held !== undefined) {
      const { since, fingerprint, assets } = held.state
      if (since !== state.since || fingerprint !== state.fingerprint) return undefined
      if (held.refersToFiles && assets !== state.assets) return undefined
      if (this.#isDue(held)) return undefined
      held.version = version
      return held.resource
    }
    const stored = state.fingerprint === undefined ? this.catalogue.storedDocument(address) : undefined
    if (stored === undefined || stored.since !== state.since) return undefined
    const refersToFiles = stored.assets !== undefined
    if (refersToFiles && stored.assets !== state.assets) return undefined
    const resource = restore(this.catalogue, stored)
    return resource && this.#keep(address, { resource, refersToFiles, version, state })
  }

  /**
   * Like `find`, but makes the document if there is none. Requests for it meanwhile wait for the same result. If it is
   * slow, and one of a later state is finished first, it is dropped and the later one returned.
   *
   * @param make - composes the document
   * @param finish - gives it its validators, which are recorded: called only if no later one is finished
   */
  take<D>(
    address: string,
    state: MakingState,
    make: () => D | Promise<D>,
    finish: (composed: D) => Made,
  ): Resource | Promise<Resource> {
    // Read before anything is made, so that a commit meanwhile has the document checked again.
    const version = this.catalogue.version()
    const found = this.find(address, state)
    if (found !== undefined) return found
    const makings: Makings = this.#underWay.get(address) ?? { byState: new Map() }
    const { since, assets, fingerprint = '' } = state
    const key = `${since} ${assets} ${fingerprint}`
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
    resource.plainCache = this.#plain
    resource.onReweighed = () => {
      this.#held.reweigh(address, held, weight())
      this.#plain.limit(this.bytesMax - this.#held.bytes)
    }
    resource.onReweighed()
    return resource
  }
}
