import type { Announcement, Revision, StoredDocument } from '../catalogue/catalogue.js'
import type { IntakeRequest } from './intake-messages.js'

/** How long revisions and documents are batched before they are handed to the writer, in milliseconds. */
const gatherMs = 500
/** Limit on documents in flight to the disk, in bytes; beyond it, further documents are dropped. */
const documentBytesMax = 16_000_000

/** What the hub was told, held until it is on disk. */
interface PendingAnnouncements {
  readonly announcements: readonly Announcement[]
  /** Number of the message that carried it; absent while unsent. */
  number?: number
  readonly kept: () => void
}

/** Buffers what the intake thread is to write. Records are held until they are on disk. */
export class Outbox {
  readonly #revisions = new Map<string, Revision>()
  /** What was sent and is not known to be on disk, with the number of its message. */
  readonly #sent = new Map<string, { readonly revision: Revision; readonly number: number }>()
  #announcements: PendingAnnouncements[] = []
  readonly #documents = new Map<string, StoredDocument>()
  #documentBytes = 0
  #number = 0
  #gathering: NodeJS.Timeout | undefined

  /** @param send - posts to the thread; false if there is no thread at the moment */
  constructor(private readonly send: (request: IntakeRequest) => boolean) {}

  keepRevision(revision: Revision): void {
    this.#revisions.set(revision.address, revision)
    this.#gather()
  }

  /** Resolves once they are on disk; never, if that does not happen before the process ends. */
  keepAnnouncements(announcements: readonly Announcement[]): Promise<void> {
    return new Promise((kept) => {
      this.#announcements.push({ announcements, kept })
      this.flush()
    })
  }

  /** Drops the document if the writer is too far behind: it can be rendered again. */
  storeDocument(document: StoredDocument): void {
    if (this.#documentBytes > documentBytesMax) return
    const before = this.#documents.get(document.address)
    this.#documents.set(document.address, document)
    this.#documentBytes += document.body.byteLength - (before?.body.byteLength ?? 0)
    this.#gather()
  }

  /** Sends what has been batched. */
  flush(): void {
    clearTimeout(this.#gathering)
    this.#gathering = undefined
    this.#sendRecords()
    if (this.#documents.size === 0) return
    if (this.send({ kind: 'documents', documents: [...this.#documents.values()] })) this.#documents.clear()
  }

  #sendRecords(): void {
    const unsent = this.#announcements.filter(({ number }) => number === undefined)
    if (this.#revisions.size === 0 && unsent.length === 0) return
    const number = this.#number + 1
    const revisions = [...this.#revisions.values()]
    const announcements = unsent.flatMap((pending) => pending.announcements)
    if (!this.send({ kind: 'records', number, revisions, announcements })) return
    this.#number = number
    for (const pending of unsent) pending.number = number
    for (const [address, revision] of this.#revisions) this.#sent.set(address, { revision, number })
    this.#revisions.clear()
  }

  /** Records are on disk. @param number - of the last message whose records are */
  kept(number: number): void {
    for (const [address, sent] of this.#sent) if (sent.number <= number) this.#sent.delete(address)
    const isKept = (pending: PendingAnnouncements) => pending.number !== undefined && pending.number <= number
    for (const pending of this.#announcements) if (isKept(pending)) pending.kept()
    this.#announcements = this.#announcements.filter((pending) => !isKept(pending))
  }

  /** Documents are on disk, or failed to be written. */
  stored(): void {
    this.#documentBytes = 0
    for (const { body } of this.#documents.values()) this.#documentBytes += body.byteLength
  }

  /** The thread has ended: queues the records that it may not have written once more. */
  takeBack(): void {
    for (const [address, { revision }] of this.#sent) {
      if (!this.#revisions.has(address)) this.#revisions.set(address, revision)
    }
    this.#sent.clear()
    for (const pending of this.#announcements) delete pending.number
    this.stored()
  }

  #gather(): void {
    this.#gathering ??= setTimeout(() => this.flush(), gatherMs).unref()
  }
}
