import type { Database } from './database.js'

/** One committed state for several questions: what is asked does not change under whoever asks. */
export class Snapshots {
  #isOpen = false

  constructor(private readonly db: Database) {}

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Runs `ask` on one state. Not nested. */
  take<T>(ask: () => T): T {
    if (this.#isOpen) throw new Error('A snapshot is taken inside another')
    this.#isOpen = true
    try {
      // Deferred: the state that is seen is that of the first question.
      this.db.exec('BEGIN')
      try {
        return ask()
      } finally {
        this.db.exec('ROLLBACK')
      }
    } finally {
      this.#isOpen = false
    }
  }

  /** The same, in the snapshot that is taken already, where there is one. */
  join<T>(ask: () => T): T {
    return this.#isOpen ? ask() : this.take(ask)
  }
}
