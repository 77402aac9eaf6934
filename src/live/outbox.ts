import type { Announcement, Revision, StoredDocument } from '../catalogue/catalogue.js'
import type { IntakeRequest } from './intake-messages.js'

/** How long revisions and documents are gathered before they are handed to the writer, in milliseconds. */
const gatherMs = 500
/** Documents that are on their way to the disk, in bytes; what comes beyond is passed over. */
const documentBytesMax = 16_000_000

/** What the hub was told, until it is on the disk. */
interface OwedAnnouncements {
  readonly announcements: readonly Announcement[]
  /** Of the message that it was handed over in. */
  number?: number
  readonly kept: () => void
}

/** What is to be written, on its way to the thread that writes. Records are held until they are on the disk. */
export class Outbox {
  readonly #revisions = new Map<string, Revision>()
  /** What was handed over and is not known to be on the disk, and in which message. */
  readonly #sent = new Map<string, { readonly revision: Revision; readonly number: number }>()
  #announcements: OwedAnnouncements[] = []
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

  /** Resolves when it is on the disk: never, where that is not before the end. */
  keepAnnouncements(announcements: readonly Announcement[]): Promise<void> {
    return new Promise((kept) => {
      this.#announcements.push({ announcements, kept })
      this.flush()
    })
  }

  /** A document is passed over where the writer is too far behind: it can be made again. */
  storeDocument(document: StoredDocument): void {
    if (this.#documentBytes > documentBytesMax) return
    const before = this.#documents.get(document.address)
    this.#documents.set(document.address, document)
    this.#documentBytes += document.body.byteLength - (before?.body.byteLength ?? 0)
    this.#gather()
  }

  /** Hands over what was gathered. */
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
    const announcements = unsent.flatMap((owed) => owed.announcements)
    if (!this.send({ kind: 'records', number, revisions, announcements })) return
    this.#number = number
    for (const owed of unsent) owed.number = number
    for (const [address, revision] of this.#revisions) this.#sent.set(address, { revision, number })
    this.#revisions.clear()
  }

  /** Records are on the disk. @param number - of the last message whose records are */
  kept(number: number): void {
    for (const [address, sent] of this.#sent) if (sent.number <= number) this.#sent.delete(address)
    const isKept = (owed: OwedAnnouncements) => owed.number !== undefined && owed.number <= number
    for (const owed of this.#announcements) if (isKept(owed)) owed.kept()
    this.#announcements = this.#announcements.filter((owed) => !isKept(owed))
  }

  /** Documents are on the disk, or were passed over. */
  stored(): void {
    this.#documentBytes = 0
    for (const { body } of this.#documents.values()) this.#documentBytes += body.byteLength
  }

  /** The thread has ended: records that it may not have written are to be handed over anew. */
  takeBack(): void {
    for (const [address, { revision }] of this.#sent) {
      if (!this.#revisions.has(address)) this.#revisions.set(address, revision)
    }
    this.#sent.clear()
    for (const owed of this.#announcements) delete owed.number
    this.stored()
  }

  #gather(): void {
    this.#gathering ??= setTimeout(() => this.flush(), gatherMs).unref()
  }
}
