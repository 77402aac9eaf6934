import type { ByteRange } from '../model/byte-range.js'

/** Content codings in which a document is kept (RFC 9110 §8.4.1). */
export type Coding = 'identity' | 'gzip' | 'br'

/** What kind of thing a resource is: its security headers follow. */
export type ResourceKind = 'feed' | 'page' | 'style' | 'asset' | 'active-asset'

/** The body of a resource: bytes made before, or a file to be streamed. */
export type Body = Uint8Array | BodyFile

/** A file that is sent piece by piece, since it may be large. */
export interface BodyFile {
  readonly size: number
  /**
   * Opens the file as it was when it was indexed; rejects where it has changed since.
   *
   * @param part - of it, within its size; all of it where none is given
   */
  open(part?: ByteRange): Promise<AsyncIterable<Uint8Array>>
}

/** One thing that can be fetched, in every coding it is kept in. */
export interface Resource {
  readonly kind: ResourceKind
  /** For `Content-Type`, with its charset where it has one. */
  readonly mediaType: string
  /**
   * Changes if and only if the bytes do. Weak, and the same in every coding: `W/"…"` (RFC 9110 §8.8.3.3); strong,
   * `"…"`, where there is none but identity, so that parts can be put together by it (§13.1.5).
   */
  readonly etag: string
  /** When the bytes last changed, in milliseconds since the epoch; absent where that is not known for sure. */
  readonly modified?: number | undefined
  /** For `Cache-Control`. */
  readonly cacheControl: string
  /** For `Link` (RFC 8288), where the resource has one. */
  readonly link?: string
  /** Codings other than identity that it is kept in, the smallest first. */
  readonly codings: readonly Coding[]
  /** The bytes, made once a version: at once where they were made before. */
  body(coding: Coding): Body | Promise<Body>
}
