import type { Announcement, Revision } from '../catalogue/catalogue.js'
import type { CatalogueWriter } from '../catalogue/writer.js'
import { Alarm } from './alarm.js'
import type { FaultLog } from './fault-log.js'

/** What could not be recovered if it were lost: revisions of documents, and what the hub was told. */
export interface Records {
  readonly revisions: readonly Revision[]
  readonly announcements: readonly Announcement[]
}

/** Records on their way to disk: none is lost if the disk is full for a while. */
export class PendingRecords {
  /** By address: only the latest matters. */
  readonly #revisions = new Map<string, Revision>()
  #announcements: readonly Announcement[] = []
  readonly #alarm = new Alarm(() => this.#keep())
  #number = 0

  /**
   * @param kept - called when the records of all messages up to this number are on disk
   * @param retryMs - delay before a failed write is repeated
   */
  constructor(
    private readonly writer: Pick<CatalogueWriter, 'keepRevisions' | 'keepAnnouncements'>,
    private readonly faults: FaultLog,
    private readonly kept: (number: number) => void,
    private readonly retryMs: number,
  ) {}

  /** Writes these, along with those that could not be written before. @param number - of their message */
  keep(number: number, { revisions, announcements }: Records): void {
    for (const revision of revisions) this.#revisions.set(revision.address, revision)
    this.#announcements = [...this.#announcements, ...announcements]
    this.#number = number
    this.#keep()
  }

  #keep(): void {
    if (this.#revisions.size === 0 && this.#announcements.length === 0) return
    this.#alarm.clear()
    const wentWell = this.faults.attempt('records', () => {
      this.writer.keepRevisions([...this.#revisions.values()])
      this.writer.keepAnnouncements(this.#announcements)
    })
    if (wentWell) {
      this.#revisions.clear()
      this.#announcements = []
      this.kept(this.#number)
    } else this.#alarm.set(performance.now() + this.retryMs)
  }

  /** Tries one last time. */
  close(): void {
    this.#keep()
    this.#alarm.clear()
  }
}
