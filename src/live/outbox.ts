import type { Revision, StoredDocument } from '../catalogue/catalogue.js'
import type { IntakeRequest } from './intake-messages.js'

/** How long revisions and documents are gathered before they are handed to the writer, in milliseconds. */
const gatherMs = 500
/** Documents that are on their way to the disk, in bytes; what comes beyond is passed over. */
const documentBytesMax = 16_000_000

/** What is to be written, on its way to the thread that writes. Revisions are held until they are on the disk. */
export class Outbox {
  readonly #revisions = new Map<string, Revision>()
  /** What was handed over and is not known to be on the disk, and in which message. */
  readonly #sent = new Map<string, { readonly revision: Revision; readonly number: number }>()
  readonly #documents = new Map<string, StoredDocument>()
  #documentBytes = 0
  #number = 0
  #gathering: NodeJS.Timeout | undefined

  /** @param send - hands over to the thread; false where there is none now */
  constructor(private readonly send: (request: IntakeRequest) => boolean) {}

  keepRevision(revision: Revision): void {
    this.#revisions.set(revision.address, revision)
    this.#gather()
  }

  /** A document is passed over where the writer is too far behind: it can be made again. */
  storeDocument(document: StoredDocument): void {
    if (this.#documentBytes > documentBytesMax) return
    this.#documents.set(document.address, document)
    this.#documentBytes += document.body.byteLength
    this.#gather()
  }

  /** Hands over what was gathered. */
  flush(): void {
    clearTimeout(this.#gathering)
    this.#gathering = undefined
    this.#sendRevisions()
    if (this.#documents.size === 0) return
    if (this.send({ kind: 'documents', documents: [...this.#documents.values()] })) this.#documents.clear()
  }

  #sendRevisions(): void {
    if (this.#revisions.size === 0) return
    const number = this.#number + 1
    if (!this.send({ kind: 'revisions', number, revisions: [...this.#revisions.values()] })) return
    this.#number = number
    for (const [address, revision] of this.#revisions) this.#sent.set(address, { revision, number })
    this.#revisions.clear()
  }

  /** Revisions are on the disk. @param number - of the last message whose revisions are */
  kept(number: number): void {
    for (const [address, sent] of this.#sent) if (sent.number <= number) this.#sent.delete(address)
  }

  /** Documents are on the disk, or were passed over. */
  stored(): void {
    this.#documentBytes = 0
    for (const { body } of this.#documents.values()) this.#documentBytes += body.byteLength
  }

  /** The thread has ended: revisions that it may not have written are to be handed over anew. */
  takeBack(): void {
    for (const [address, { revision }] of this.#sent) {
      if (!this.#revisions.has(address)) this.#revisions.set(address, revision)
    }
    this.#sent.clear()
    this.stored()
  }

  #gather(): void {
    this.#gathering ??= setTimeout(() => this.flush(), gatherMs).unref()
  }
}
