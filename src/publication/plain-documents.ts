import { ByteCache } from './byte-cache.js'
import type { DocumentResource, PlainCache } from './document.js'

/** When there is no room, one document in this many evicts others. */
const admittedOf = 8

/**
 * Cache of uncompressed documents, in the room that the other documents leave. If that is too small for the demand,
 * most are unpacked, sent and dropped: large buffers that live for a short while cost the garbage collector most.
 */
export class PlainDocuments implements PlainCache {
  readonly #kept = new ByteCache<Buffer, DocumentResource>(0)
  #refused = 0

  get(document: DocumentResource): Buffer | undefined {
    return this.#kept.get(document)
  }

  set(document: DocumentResource, bytes: Buffer): void {
    const isAdmitted = this.#kept.hasRoom(bytes.byteLength) || ++this.#refused % admittedOf === 0
    if (isAdmitted) this.#kept.set(document, bytes, bytes.byteLength)
  }

  /** For a document that can no longer be requested. */
  delete(document: DocumentResource): void {
    this.#kept.delete(document)
  }

  /** @param bytesMax - the new bound for all of them together */
  limit(bytesMax: number): void {
    this.#kept.limit(bytesMax)
  }
}
