import type { Revision } from '../catalogue/catalogue.js'
import type { CatalogueWriter } from '../catalogue/writer.js'
import { Alarm } from './alarm.js'
import type { FaultLog } from './fault-log.js'

/** Revisions on their way to the disk: none is lost because the disk is full for a while. */
export class OwedRevisions {
  /** By address: the last says it all. */
  readonly #owed = new Map<string, Revision>()
  readonly #alarm = new Alarm(() => this.#keep())
  #number = 0

  /**
   * @param kept - told when all up to a message are on the disk
   * @param retryMs - where it failed, it is tried again after so long
   */
  constructor(
    private readonly writer: Pick<CatalogueWriter, 'keepRevisions'>,
    private readonly faults: FaultLog,
    private readonly kept: (number: number) => void,
    private readonly retryMs: number,
  ) {}

  /** Writes these, and those that could not be written before. @param number - of their message */
  keep(number: number, revisions: readonly Revision[]): void {
    for (const revision of revisions) this.#owed.set(revision.address, revision)
    this.#number = number
    this.#keep()
  }

  #keep(): void {
    if (this.#owed.size === 0) return
    this.#alarm.clear()
    const revisions = [...this.#owed.values()]
    if (this.faults.attempt('revisions', () => this.writer.keepRevisions(revisions))) {
      this.#owed.clear()
      this.kept(this.#number)
    } else this.#alarm.set(performance.now() + this.retryMs)
  }

  /** Tries a last time. */
  close(): void {
    this.#keep()
    this.#alarm.clear()
  }
}
