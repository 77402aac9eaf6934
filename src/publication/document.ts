import { createHash } from 'node:crypto'
import type { Catalogue, Moment, StoredDocument } from '../catalogue/catalogue.js'
import { decodeGzip, encode } from './codecs.js'
import type { Coding, Resource, ResourceKind } from './resource.js'
import { withOwnBuffer } from './with-own-buffer.js'

/** Smaller documents, in bytes, are not compressed: gzip's header and trailer would cost more than it saves. */
const codedBytesMin = 256

/** What a client is told about a document besides its bytes. */
export interface DocumentHead {
  readonly kind: ResourceKind
  readonly mediaType: string
  readonly cacheControl: string
  readonly link?: string
}

/** A document as it was made, still without validators. */
export interface Document extends DocumentHead {
  readonly bytes: Uint8Array
}

/**
 * Gives a document its validators: both stay the same if and only if its bytes do.
 *
 * The ETag is a hash of everything that a client is told, media type and `Link` included. A changed document is dated
 * by the commit that made it stale, not by the request that renders it, so the same history gives the same dates; the
 * date never goes back. After a kill, an unchanged document may get a later date once.
 *
 * @param address - path of the document, as we spell it
 * @param reason - the last commit that may have changed it
 */
export function toResource(
  catalogue: Catalogue,
  address: string,
  reason: Moment,
  document: Document,
): DocumentResource {
  const hash = hashOf(document)
  const known = catalogue.revision(address)
  if (known?.hash === hash && !isDoubtful(catalogue, known.modified, reason)) {
    return makeResource(document, hash, known.modified)
  }
  const modified = known === undefined ? reason : Math.max(reason, known.modified + 1)
  catalogue.keepRevision({ address, hash, modified })
  return makeResource(document, hash, modified)
}

/**
 * Gives a document an ETag only. There are too many combinations to remember their revisions, and without a revision a
 * date could go back, or change although the bytes have not.
 */
export function toUndatedResource(document: Document): DocumentResource {
  return makeResource(document, hashOf(document))
}

/**
 * A process that was killed may have sent a later date than the one we know, with bytes that were reverted since,
 * before the kill or after it. With our earlier date, clients that hold those bytes would get a false 304.
 */
function isDoubtful(catalogue: Catalogue, modified: Moment, reason: Moment): boolean {
  return modified <= catalogue.doubt() && modified < reason
}

function makeResource(document: Document, hash: string, modified?: Moment): DocumentResource {
  return new DocumentResource(document, hash, modified, document.bytes.length, { identity: document.bytes })
}

function hashOf({ mediaType, cacheControl, link = '', bytes }: Document): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([mediaType, cacheControl, link]))
    .update(bytes)
  return hash.digest('base64url').slice(0, 27)
}

/** What a document depends on: it is stale as soon as either moment is later. */
export interface Dependence {
  /** When what it shows last changed. */
  readonly since: Moment
  /** When the assets last changed; absent if it refers to none. */
  readonly assets?: Moment
}

/** Stores a document for the next start, unless it is too small to be compressed: remaking it is quick. */
export async function store(
  catalogue: Catalogue,
  address: string,
  resource: DocumentResource,
  dependence: Dependence,
): Promise<void> {
  const { kind, mediaType, cacheControl, link, hash, modified, size } = resource
  if (resource.codings.length === 0 || modified === undefined) return
  const head: StoredHead = { kind, mediaType, cacheControl, ...(link !== undefined && { link }), size }
  const body = await resource.body('gzip')
  catalogue.storeDocument({ address, hash, modified, ...dependence, head: JSON.stringify(head), body })
}

interface StoredHead extends DocumentHead {
  /** Of the identity coding, in bytes. */
  readonly size: number
}

/** A stored document, if it is still the last revision known for its address. */
export function restore(catalogue: Catalogue, stored: StoredDocument): DocumentResource | undefined {
  const known = catalogue.revision(stored.address)
  if (known?.hash !== stored.hash || known.modified !== stored.modified) return undefined
  const { size, ...head }: StoredHead = JSON.parse(stored.head)
  return new DocumentResource(head, stored.hash, stored.modified, size, { gzip: stored.body })
}

/** Caches documents uncompressed, besides their gzip form, while there is room. */
export interface PlainCache {
  get(document: DocumentResource): Buffer | undefined
  set(document: DocumentResource, bytes: Buffer): void
}

type Kept<Bytes = Buffer> = { readonly identity: Bytes } | { readonly gzip: Bytes }

const noCache: PlainCache = { get: () => undefined, set: () => undefined }

/**
 * A document in all of its codings, each made once, on first request. Once gzip is made, the uncompressed bytes move to
 * a cache of their own, and only if anybody asked for them: nearly every client takes gzip, which is a quarter of the
 * size, and from which the other codings can be made again.
 */
export class DocumentResource implements Resource {
  readonly kind: ResourceKind
  readonly mediaType: string
  readonly cacheControl: string
  readonly link?: string
  readonly etag: string
  readonly codings: readonly Coding[]
  /** The bytes from which every other coding can be made. */
  #kept: Kept
  #brotli: Buffer | undefined
  readonly #making: { [coding in Coding]?: Promise<Buffer> } = {}
  #isAskedPlain = false
  plainCache: PlainCache = noCache
  /** Called whenever `bytes` has changed. */
  onReweighed: (() => void) | undefined

  /** @param size - of the identity coding, in bytes */
  constructor(
    head: DocumentHead,
    readonly hash: string,
    readonly modified: number | undefined,
    readonly size: number,
    made: Kept<Uint8Array>,
  ) {
    this.kind = head.kind
    this.mediaType = head.mediaType
    this.cacheControl = head.cacheControl
    if (head.link !== undefined) this.link = head.link
    this.etag = `W/"${hash}"`
    this.codings = size < codedBytesMin ? [] : ['br', 'gzip']
    this.#kept =
      'gzip' in made ? { gzip: withOwnBuffer(made.gzip) } : { identity: withOwnBuffer(made.identity) }
  }

  /** Total size of the codings that it holds itself. */
  get bytes(): number {
    const kept = 'gzip' in this.#kept ? this.#kept.gzip : this.#kept.identity
    return kept.byteLength + (this.#brotli?.byteLength ?? 0)
  }

  body(coding: Coding): Buffer | Promise<Buffer> {
    if (coding === 'identity') this.#isAskedPlain = true
    const held = this.#held(coding)
    if (held !== undefined) return held
    const underWay = this.#making[coding]
    if (underWay !== undefined) return underWay
    const made = coding === 'identity' ? this.#unpack() : this.#pack(coding)
    if (!(made instanceof Promise)) return made
    this.#making[coding] = made.finally(() => delete this.#making[coding])
    return this.#making[coding]
  }

  #held(coding: Coding): Buffer | undefined {
    if (coding === 'br') return this.#brotli
    if (coding === 'gzip') return 'gzip' in this.#kept ? this.#kept.gzip : undefined
    return 'identity' in this.#kept ? this.#kept.identity : this.plainCache.get(this)
  }

  #unpack(): Buffer | Promise<Buffer> {
    const keep = (bytes: Uint8Array) => {
      const plain = withOwnBuffer(bytes)
      this.plainCache.set(this, plain)
      return plain
    }
    const bytes = this.#plain()
    return bytes instanceof Promise ? bytes.then(keep) : keep(bytes)
  }

  async #pack(coding: Exclude<Coding, 'identity'>): Promise<Buffer> {
    const packed = withOwnBuffer(await encode(await this.#plain(), coding))
    if (coding === 'br') this.#brotli = packed
    else {
      if (this.#isAskedPlain && 'identity' in this.#kept) this.plainCache.set(this, this.#kept.identity)
      this.#kept = { gzip: packed }
    }
    this.onReweighed?.()
    return packed
  }

  #plain(): Uint8Array | Promise<Uint8Array> {
    if ('identity' in this.#kept) return this.#kept.identity
    return this.plainCache.get(this) ?? decodeGzip(this.#kept.gzip, this.size)
  }
}
