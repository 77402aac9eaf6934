import { crc32 } from 'node:zlib'
import type { Moment } from './catalogue.js'
import { DamageError, type Database, type Statement } from './database.js'
import { type GuidMemory, isRuleOf } from './guid-rule.js'
import type { SearchMode } from './searchable.js'
import type { CatalogueSettings, Keep } from './writer.js'

/** What is true of the catalogue as a whole: one row. */
export interface State extends GuidMemory {
  /** Raised by every commit but those of stamps and revisions alone. */
  readonly version: number
  /** The last moment that was given out. */
  readonly moment: Moment
  readonly epoch: Moment
  readonly assetsChanged: Moment
  readonly complete: boolean
  /** Counts the settings under which files were read; see `file.reading` in the schema. */
  readonly reading: number
  readonly readFingerprint: string
  readonly renderFingerprint: string
  /** What most guids began with when the catalogue was made, see `KeptGuids`. */
  readonly guidsBegin: string
  readonly future: boolean
  /** What is kept of history; in catalogues of earlier versions absent, as where everything is. */
  readonly keep?: Keep
  /** By it, the oldest age that is kept; absent where age decides nothing. */
  readonly cutoff?: number
  /** By what posts are found: what the index of words is made of. */
  readonly search: SearchMode
  /** When the index of words last grew. */
  readonly searchChanged: Moment
  /** Path of the `feeds.yml` that was read last. */
  readonly feedsFile?: string
  /** Who was told of changes last. */
  readonly hub?: string | undefined
  /** Somebody writes, or was killed while he did. */
  readonly isOpen?: boolean
  /** See `Catalogue.doubt`. */
  readonly doubt?: Moment
}

/** Whether a catalogue was made whole under these settings. What is kept of history the writer sees to, beside. */
export function isCurrent(state: State, settings: Omit<CatalogueSettings, 'now'>): boolean {
  const { readFingerprint, renderFingerprint, future } = settings
  return (
    state.complete &&
    state.readFingerprint === readFingerprint &&
    state.renderFingerprint === renderFingerprint &&
    isRuleOf(state, settings) &&
    state.future === future
  )
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
