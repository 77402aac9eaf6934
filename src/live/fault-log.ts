import { messageOf } from '../model/message-of.js'

/** What the intake is about; each fails, and goes well again, by itself. */
export type Work = 'look' | 'follow' | 'release' | 'records' | 'documents' | 'index'

/** Tells of a fault when it comes, and not again each time that the same is tried, until it went well. */
export class FaultLog {
  readonly #faults = new Map<Work, string>()

  constructor(private readonly tell: (reason: string) => void) {}

  failed(work: Work, error: unknown): void {
    const reason = messageOf(error)
    if (this.#faults.get(work) === reason) return
    // A full disk fails them all, with the same words.
    const isKnown = [...this.#faults.values()].includes(reason)
    this.#faults.set(work, reason)
    if (!isKnown) this.tell(reason)
  }

  wentWell(work: Work): void {
    this.#faults.delete(work)
  }

  /** @returns whether it went well */
  attempt(work: Work, run: () => void): boolean {
    try {
      run()
    } catch (error) {
      this.failed(work, error)
      return false
    }
    this.wentWell(work)
    return true
  }
}
