import { crc32 } from 'node:zlib'
import type { Moment } from './catalogue.js'
import { DamageError, type Database, type Statement } from './database.js'

/** What is true of the catalogue as a whole: one row. */
export interface State {
  /** Raised by every commit but those of stamps and revisions alone. */
  readonly version: number
  /** The last moment that was given out. */
  readonly moment: Moment
  readonly lastCommit: Moment
  readonly epoch: Moment
  readonly assetsChanged: Moment
  readonly complete: boolean
  /** Counts the settings under which files were read; see `file.reading` in the schema. */
  readonly reading: number
  readonly readFingerprint: string
  readonly renderFingerprint: string
  readonly guidBase: string
  readonly future: boolean
  /** Path of the `feeds.yml` that was read last. */
  readonly feedsFile?: string
}

/** Reads and writes the one row. Its checksum tells of a damage that SQLite cannot see. */
export class StateRow {
  readonly #read: Statement
  readonly #write: Statement

  constructor(db: Database) {
    this.#read = db.prepare('SELECT record, sum FROM state WHERE id = 1')
    this.#write = db.prepare('INSERT OR REPLACE INTO state (id, record, sum) VALUES (1, ?, ?)')
  }

  /** @throws DamageError where the row is missing, or is not as it was written */
  read(): State {
    const row: { record: string; sum: number } | undefined = this.#read.get()
    if (row === undefined || crc32(row.record) !== row.sum) throw new DamageError('the state is damaged')
    return JSON.parse(row.record)
  }

  write(state: State): void {
    const record = JSON.stringify(state)
    this.#write.run(record, crc32(record))
  }
}

/** The next moment: now, or just after the last one where the clock stands or has gone back. */
export function nextMoment({ moment }: Pick<State, 'moment'>, nowMs: number): Moment {
  return Math.max(Math.trunc(nowMs), moment + 1)
}
