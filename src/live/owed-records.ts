import type { Announcement, Revision } from '../catalogue/catalogue.js'
import type { CatalogueWriter } from '../catalogue/writer.js'
import { Alarm } from './alarm.js'
import type { FaultLog } from './fault-log.js'

/** What nobody could find out again: of what documents were, and of what the hub was told. */
export interface Records {
  readonly revisions: readonly Revision[]
  readonly announcements: readonly Announcement[]
}

/** Records on their way to the disk: none is lost because the disk is full for a while. */
export class OwedRecords {
  /** By address: the last says it all. */
  readonly #revisions = new Map<string, Revision>()
  #announcements: readonly Announcement[] = []
  readonly #alarm = new Alarm(() => this.#keep())
  #number = 0

  /**
   * @param kept - told when all up to a message are on the disk
   * @param retryMs - where it failed, it is tried again after so long
   */
  constructor(
    private readonly writer: Pick<CatalogueWriter, 'keepRevisions' | 'keepAnnouncements'>,
    private readonly faults: FaultLog,
    private readonly kept: (number: number) => void,
    private readonly retryMs: number,
  ) {}

  /** Writes these, and those that could not be written before. @param number - of their message */
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

  /** Tries a last time. */
  close(): void {
    this.#keep()
    this.#alarm.clear()
  }
}
