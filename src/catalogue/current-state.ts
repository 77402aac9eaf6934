import type { CommitCount } from './commit-count.js'
import type { Database, Statement } from './database.js'
import type { Snapshots } from './snapshots.js'
import { type State, StateRow } from './state.js'

/** The state of the last commit, cached for readers. */
export class CurrentState {
  readonly #row: StateRow
  readonly #dataVersion: Statement
  #state: State | undefined
  #version: number | undefined
  /** The count of commits when the state was last read. */
  #count: number | undefined

  constructor(
    db: Database,
    private readonly commits: CommitCount,
    private readonly snapshots: Pick<Snapshots, 'isOpen'>,
  ) {
    this.#row = new StateRow(db)
    this.#dataVersion = db.prepare('PRAGMA data_version')
  }

  /**
   * Reads the row again only after another connection has committed, which SQLite counts in shared memory. In a snapshot
   * it is always asked: that may be the first question, whose answer decides of which state all the others are.
   */
  read(): State {
    const count = this.snapshots.isOpen ? undefined : this.commits.settledCount()
    if (this.#state !== undefined && count !== undefined && count === this.#count) return this.#state
    const version: number = this.#dataVersion.get().data_version
    if (this.#state === undefined || version !== this.#version) {
      this.#state = this.#row.read()
      this.#version = version
    }
    this.#count = count
    return this.#state
  }
}
