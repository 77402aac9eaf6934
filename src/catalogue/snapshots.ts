import type { Database } from './database.js'

/** One committed state for several queries: it does not change between them. */
export class Snapshots {
  #isOpen = false

  constructor(private readonly db: Database) {}

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Runs `ask` in a snapshot of its own. Cannot be nested. */
  take<T>(ask: () => T): T {
    if (this.#isOpen) throw new Error('A snapshot is taken inside another')
    this.#isOpen = true
    try {
      // Deferred: the snapshot is that of the first query.
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

  /** Runs `ask` in the snapshot that is open, if there is one, or else in one of its own. */
  join<T>(ask: () => T): T {
    return this.#isOpen ? ask() : this.take(ask)
  }
}
