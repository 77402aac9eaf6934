import { messageOf } from '../model/message-of.js'

/** The kinds of work that the intake does; each fails and recovers on its own. */
export type Work = 'scan' | 'follow' | 'release' | 'records' | 'documents' | 'index'

/** Reports a fault when it first occurs, and not again while retries fail in the same way. */
export class FaultLog {
  readonly #faults = new Map<Work, string>()

  constructor(private readonly tell: (reason: string) => void) {}

  failed(work: Work, error: unknown): void {
    const reason = messageOf(error)
    if (this.#faults.get(work) === reason) return
    // A full disk makes every kind of work fail with the same message.
    const isKnown = [...this.#faults.values()].includes(reason)
    this.#faults.set(work, reason)
    if (!isKnown) this.tell(reason)
  }

  wentWell(work: Work): void {
    this.#faults.delete(work)
  }

  /** @returns whether it succeeded */
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
