import type { CatalogueWriter, Commit } from '../catalogue/writer.js'
import { Alarm } from './alarm.js'
import type { FaultLog } from './fault-log.js'

/** Longest time between checks for due posts, in milliseconds: meanwhile the clock may be set, or the machine sleep. */
const waitMsMax = 60_000

/** Publishes posts whose date has come. */
export class DuePosts {
  readonly #alarm = new Alarm(() => this.release())

  /** @param retryMs - delay before a failed attempt is repeated */
  constructor(
    private readonly writer: Pick<CatalogueWriter, 'release' | 'nextDueMs'>,
    private readonly faults: FaultLog,
    private readonly tell: (commit: Commit) => void,
    private readonly retryMs: number,
  ) {}

  /** Publishes what is due, and schedules itself for when the next post is. */
  release(): void {
    let waitMs: number | undefined = this.retryMs
    this.faults.attempt('release', () => {
      this.tell(this.writer.release(Date.now()))
      const dueMs = this.writer.nextDueMs()
      waitMs = dueMs && Math.min(Math.max(dueMs - Date.now(), 0) + 1, waitMsMax)
    })
    this.#alarm.clear()
    if (waitMs !== undefined) this.#alarm.set(performance.now() + waitMs)
  }

  close(): void {
    this.#alarm.clear()
  }
}
