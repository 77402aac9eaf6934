import { createHash } from 'node:crypto'
import type { Catalogue, Moment, StoredDocument } from '../catalogue/catalogue.js'
import { decodeGzip, encode } from './codecs.js'
import { exactly } from './exact-bytes.js'
import type { Coding, Resource, ResourceKind } from './resource.js'

/** Below this, in bytes, a gzip header and trailer cost more than they save. */
const codedBytesMin = 256

/** What is said of a document beside its bytes. */
export interface DocumentHead {
  readonly kind: ResourceKind
  readonly mediaType: string
  readonly cacheControl: string
  readonly link?: string
}

/** A document as it was made, before it has its validators. */
export interface Document extends DocumentHead {
  readonly bytes: Uint8Array
}

/**
 * Gives a document its validators: both stay as they were if and only if its bytes do.
 *
 * The ETag is made from everything that a client is told, media type and `Link` included. A document
 * that changed is dated by the commit that gave reason to make it anew, so that the same history
 * gives the same dates however late it is asked for; the date never goes back. After a kill, a document that
 * comes out as it was may get a later date once.
 *
 * @param address - path of the document, as we spell it
 * @param reason - when it last had reason to change
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
 * Gives a document an ETag alone. Of combinations there are too many for their revisions to be remembered, and without
 * one a date could go back, or change though the bytes have not.
 */
export function toUndatedResource(document: Document): DocumentResource {
  return makeResource(document, hashOf(document))
}

/**
 * Whoever was killed may have told a later date than the one we know, with bytes that were taken back since, before
 * the kill or after it. The date that we know would then be a false 304 to whoever has those.
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

/** What a document depends on: it holds as long as neither is later. */
export interface Dependence {
  /** When what it shows last changed. */
  readonly since: Moment
  /** When the assets last changed; absent where it names none. */
  readonly assets?: Moment
}

/** Gives a document to the catalogue for the next start. One that is too small to be packed is soon made again. */
export async function store(
  catalogue: Catalogue,
  address: string,
  resource: DocumentResource,
  dependence: Dependence,
): Promise<void> {
  const { kind, mediaType, cacheControl, link, hash, modified, size } = resource
  if (resource.codings.length === 0 || modified === undefined) return
  const head: StoredHead = { kind, mediaType, cacheControl, ...(link === undefined ? {} : { link }), size }
  const body = await resource.body('gzip')
  catalogue.storeDocument({ address, hash, modified, ...dependence, head: JSON.stringify(head), body })
}

interface StoredHead extends DocumentHead {
  /** Of the identity coding, in bytes. */
  readonly size: number
}

/** A document as it was before the start, if it is still what its address was last known to be. */
export function restore(catalogue: Catalogue, stored: StoredDocument): DocumentResource | undefined {
  const known = catalogue.revision(stored.address)
  if (known?.hash !== stored.hash || known.modified !== stored.modified) return undefined
  const { size, ...head }: StoredHead = JSON.parse(stored.head)
  return new DocumentResource(head, stored.hash, stored.modified, size, { gzip: stored.body })
}

/** Keeps documents as they were made beside gzip, where there is room. */
export interface PlainShelf {
  get(document: DocumentResource): Buffer | undefined
  set(document: DocumentResource, bytes: Buffer): void
}

type Kept<Bytes = Buffer> = { readonly identity: Bytes } | { readonly gzip: Bytes }

const noShelf: PlainShelf = { get: () => undefined, set: () => undefined }

/**
 * A document in every coding it is kept in, each made once, when it is first asked for. What it was made as goes on a
 * shelf of its own when there is gzip, if anybody asked for it so: nearly all take gzip, which is a fourth, and from which
 * the rest is had again.
 */
export class DocumentResource implements Resource {
  readonly kind: ResourceKind
  readonly mediaType: string
  readonly cacheControl: string
  readonly link?: string
  readonly etag: string
  readonly codings: readonly Coding[]
  /** What every coding can be had from. */
  #kept: Kept
  #brotli: Buffer | undefined
  readonly #making: { [coding in Coding]?: Promise<Buffer> } = {}
  #isAskedPlain = false
  plainShelf: PlainShelf = noShelf
  /** Told whenever it has come to weigh something else. */
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
    this.#kept = 'gzip' in made ? { gzip: exactly(made.gzip) } : { identity: exactly(made.identity) }
  }

  /** Bytes of all codings that it keeps itself. */
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
    return 'identity' in this.#kept ? this.#kept.identity : this.plainShelf.get(this)
  }

  #unpack(): Buffer | Promise<Buffer> {
    const keep = (bytes: Uint8Array) => {
      const plain = exactly(bytes)
      this.plainShelf.set(this, plain)
      return plain
    }
    const bytes = this.#plain()
    return bytes instanceof Promise ? bytes.then(keep) : keep(bytes)
  }

  async #pack(coding: Exclude<Coding, 'identity'>): Promise<Buffer> {
    const packed = exactly(await encode(await this.#plain(), coding))
    if (coding === 'br') this.#brotli = packed
    else {
      if (this.#isAskedPlain && 'identity' in this.#kept) this.plainShelf.set(this, this.#kept.identity)
      this.#kept = { gzip: packed }
    }
    this.onReweighed?.()
    return packed
  }

  #plain(): Uint8Array | Promise<Uint8Array> {
    if ('identity' in this.#kept) return this.#kept.identity
    return this.plainShelf.get(this) ?? decodeGzip(this.#kept.gzip, this.size)
  }
}
