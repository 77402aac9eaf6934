import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Catalogue, Moment } from '../catalogue/catalogue.js'
import type { Coding, Resource, ResourceKind } from './resource.js'

const gzipAsync = promisify(gzip)

/** Below this, in bytes, a gzip header and trailer cost more than they save. */
const gzipBytesMin = 256

/** A document as it was made, before it has its validators. */
export interface Document {
  readonly kind: ResourceKind
  readonly mediaType: string
  readonly cacheControl: string
  readonly link?: string
  readonly bytes: Uint8Array
}

/**
 * Gives a document its validators: both stay as they were if and only if its bytes do.
 *
 * The ETag is made from everything that a client is told, media type and `Link` included. A document
 * that changed is dated by the commit that gave reason to make it anew, so that the same history
 * gives the same dates however late it is asked for; the date never goes back.
 *
 * @param address - path of the document, as we spell it
 * @param reason - when it last had reason to change
 */
export function toResource(
  catalogue: Catalogue,
  address: string,
  reason: Moment,
  document: Document,
): Resource {
  const hash = hashOf(document)
  const known = catalogue.revision(address)
  if (known?.hash === hash) return new DocumentResource(document, hash, known.modified)
  const modified = known === undefined ? reason : Math.max(reason, known.modified + 1)
  catalogue.keepRevision({ address, hash, modified })
  return new DocumentResource(document, hash, modified)
}

function hashOf({ mediaType, cacheControl, link = '', bytes }: Document): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([mediaType, cacheControl, link]))
    .update(bytes)
  return hash.digest('base64url').slice(0, 27)
}

/** A document in every coding it is kept in, each made once. */
class DocumentResource implements Resource {
  readonly kind: ResourceKind
  readonly mediaType: string
  readonly cacheControl: string
  readonly link?: string
  readonly etag: string
  readonly codings: readonly Coding[]
  readonly #identity: Uint8Array
  #gzip: Uint8Array | Promise<Uint8Array> | undefined

  constructor(
    document: Document,
    hash: string,
    readonly modified: number,
  ) {
    this.kind = document.kind
    this.mediaType = document.mediaType
    this.cacheControl = document.cacheControl
    if (document.link !== undefined) this.link = document.link
    this.etag = `W/"${hash}"`
    this.#identity = document.bytes
    this.codings = document.bytes.length < gzipBytesMin ? [] : ['gzip']
  }

  body(coding: Coding): Uint8Array | Promise<Uint8Array> {
    if (coding === 'identity') return this.#identity
    this.#gzip ??= gzipAsync(this.#identity, { level: 7 }).then((bytes) => {
      this.#gzip = bytes
      return bytes
    })
    return this.#gzip
  }
}
