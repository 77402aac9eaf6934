import { crc32 } from 'node:zlib'
import type { Moment } from './catalogue.js'
import { DamageError, type Database, type Statement } from './database.js'
import { type GuidMemory, isSameRule } from './guid-rule.js'
import type { SearchMode } from './searchable.js'
import type { CatalogueSettings, Keep } from './writer.js'

/** The state of the catalogue as a whole, kept in one row. */
export interface State extends GuidMemory {
  /** See `Catalogue.version`. */
  readonly version: number
  /** The last moment that was assigned. */
  readonly moment: Moment
  readonly epoch: Moment
  readonly assetsChanged: Moment
  readonly complete: boolean
  /** Numbers the settings under which files are read; see `file.reading` in the schema. */
  readonly reading: number
  readonly readFingerprint: string
  readonly renderFingerprint: string
  /** What most guids began with when the catalogue was created, see `StoredGuids`. */
  readonly guidsBegin: string
  readonly future: boolean
  /** How much of history is kept. */
  readonly keep: Keep
  /** The oldest age that is kept accordingly; absent if age does not matter. */
  readonly cutoff?: number
  /** What the index of words is made from. */
  readonly search: SearchMode
  /** When the index of words last grew. */
  readonly searchChanged: Moment
  /** Path of the last `feeds.yml` that was read. */
  readonly feedsFile?: string
  /** Address of the hub that was last told of changes. */
  readonly hub?: string | undefined
  /** A writer has it open, or was killed while it had. */
  readonly isOpen?: boolean
  /** See `Catalogue.doubt`. */
  readonly doubt?: Moment
}

/** Whether a catalogue is complete and was made under these settings. The writer applies the rest, such as `keep`. */
export function isCurrent(state: State, settings: Omit<CatalogueSettings, 'now'>): boolean {
  const { readFingerprint, renderFingerprint, future } = settings
  return (
    state.complete &&
    state.readFingerprint === readFingerprint &&
    state.renderFingerprint === renderFingerprint &&
    isSameRule(state, settings) &&
    state.future === future
  )
}

/** Reads and writes the state's row. Its checksum reveals damage that SQLite cannot see. */
export class StateRow {
  readonly #read: Statement
  readonly #write: Statement

  constructor(db: Database) {
    this.#read = db.prepare('SELECT record, sum FROM state WHERE id = 1')
    this.#write = db.prepare('INSERT OR REPLACE INTO state (id, record, sum) VALUES (1, ?, ?)')
  }

  /** @throws DamageError if the row is missing, or is not as it was written */
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

/** The next moment: now, or just after the last one if the clock has stood still or gone back. */
export function nextMoment({ moment }: Pick<State, 'moment'>, nowMs: number): Moment {
  return Math.max(Math.trunc(nowMs), moment + 1)
}
