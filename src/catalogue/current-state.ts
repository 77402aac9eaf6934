import type { Database, Statement } from './database.js'
import { type State, StateRow } from './state.js'

/** The state of the last commit, for whoever reads. */
export class CurrentState {
  readonly #row: StateRow
  readonly #dataVersion: Statement
  #state: State | undefined
  #version: number | undefined

  constructor(db: Database) {
    this.#row = new StateRow(db)
    this.#dataVersion = db.prepare('PRAGMA data_version')
  }

  /** It is read again only when another connection has committed, which SQLite counts in shared memory. */
  read(): State {
    const version: number = this.#dataVersion.get().data_version
    if (this.#state === undefined || version !== this.#version) {
      this.#state = this.#row.read()
      this.#version = version
    }
    return this.#state
  }
}
