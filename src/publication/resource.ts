import type { ByteRange } from '../model/byte-range.js'

/** Content codings in which a document is available (RFC 9110 §8.4.1). */
export type Coding = 'identity' | 'gzip' | 'br'

/** What kind of thing a resource is; decides its security headers. */
export type ResourceKind = 'feed' | 'page' | 'style' | 'asset' | 'active-asset'

/** The body of a resource: finished bytes, or a file to be streamed. */
export type Body = Uint8Array | BodyFile

/** A file that is streamed, since it may be large. */
export interface BodyFile {
  readonly size: number
  /**
   * Opens the file as it was when it was indexed; rejects if it has changed since.
   *
   * @param part - a range within its size; the whole file if left out
   */
  open(part?: ByteRange): Promise<AsyncIterable<Uint8Array>>
}

/** One thing that can be fetched, in every coding it is available in. */
export interface Resource {
  readonly kind: ResourceKind
  /** For `Content-Type`, with its charset if it has one. */
  readonly mediaType: string
  /**
   * Changes if and only if the bytes do. Weak, `W/"…"`, and the same in every coding (RFC 9110 §8.8.3.3). For a file of
   * the content folder it is strong, `"…"`, since there is no coding but identity: clients can combine parts (§13.1.5).
   */
  readonly etag: string
  /** When the bytes last changed, in milliseconds since the epoch; absent if that is not known for sure. */
  readonly modified?: number | undefined
  /** For `Cache-Control`. */
  readonly cacheControl: string
  /** For `Link` (RFC 8288), if the resource has one. */
  readonly link?: string
  /** The codings other than identity that it is available in, the smallest first. */
  readonly codings: readonly Coding[]
  /** The bytes, made once per version; returned synchronously if they exist already. */
  body(coding: Coding): Body | Promise<Body>
}
