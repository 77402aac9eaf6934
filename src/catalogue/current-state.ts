import type { CommitCount } from './commit-count.js'
import type { Database, Statement } from './database.js'
import type { Snapshots } from './snapshots.js'
import { type State, StateRow } from './state.js'

/** The state of the last commit, for whoever reads. */
export class CurrentState {
  readonly #row: StateRow
  readonly #dataVersion: Statement
  #state: State | undefined
  #version: number | undefined
  /** What the count of commits was when the state was read last. */
  #count: number | undefined

  constructor(
    db: Database,
    private readonly commits: CommitCount,
    private readonly snapshots: Pick<Snapshots, 'isOpen'>,
  ) {
    this.#row = new StateRow(db)
    this.#dataVersion = db.prepare('PRAGMA data_version')
  }

  /** It is read again only when another connection has committed, which SQLite counts in shared memory. */
  read(): State {
    const count = this.commits.quiet()
    if (this.#state !== undefined && count !== undefined && count === this.#count) return this.#state
    const version: number = this.#dataVersion.get().data_version
    if (this.#state === undefined || version !== this.#version) {
      this.#state = this.#row.read()
      this.#version = version
    }
    // In a snapshot it may be the state of an earlier commit than the last.
    this.#count = this.snapshots.isOpen ? undefined : count
    return this.#state
  }
}
