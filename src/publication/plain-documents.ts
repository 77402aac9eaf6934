import { ByteCache } from './byte-cache.js'
import type { DocumentResource, PlainShelf } from './document.js'

/** Where there is no room, one in so many takes the place of others. */
const admittedOf = 8

/**
 * Documents as they were made, in what room others leave. Where that is too small for what is asked for, most are unpacked,
 * sent and forgotten: large bytes that are kept for a short while are what the collector has most work with.
 */
export class PlainDocuments implements PlainShelf {
  readonly #kept = new ByteCache<Buffer, DocumentResource>(0)
  #refused = 0

  get(document: DocumentResource): Buffer | undefined {
    return this.#kept.get(document)
  }

  set(document: DocumentResource, bytes: Buffer): void {
    const isAdmitted = this.#kept.hasRoom(bytes.byteLength) || ++this.#refused % admittedOf === 0
    if (isAdmitted) this.#kept.set(document, bytes, bytes.byteLength)
  }

  /** Nobody can ask for it any more. */
  delete(document: DocumentResource): void {
    this.#kept.delete(document)
  }

  /** @param bytesMax - what all of them together may weigh now */
  limit(bytesMax: number): void {
    this.#kept.limit(bytesMax)
  }
}
