import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { removeDatabase } from './data-files.js'
import { type Database, transaction } from './database.js'
import { salvage } from './salvage.js'
import { carryOver, createSchema } from './schema.js'
import { type State, StateRow } from './state.js'
import { beginningOfGuids } from './stored-guids.js'
import type { CatalogueSettings } from './writer.js'

/** The catalogue that is set aside, and why. */
export interface PreviousCatalogue {
  readonly file: string
  readonly fault: 'schema' | 'damaged'
}

/**
 * Creates an empty catalogue. Its file appears whole or not at all.
 *
 * @param previous - the catalogue from which to carry over what the folder cannot give back
 * @returns whether anything was carried over
 */
export function createCatalogue(
  file: string,
  previous: PreviousCatalogue | undefined,
  settings: CatalogueSettings,
): boolean {
  const made = `${file}.new`
  removeDatabase(made)
  const isCarriedOver = previous !== undefined && carryOverInto(made, previous, settings)
  if (!isCarriedOver) create(made, settings, () => ({}))
  flush(made)
  removeDatabase(file)
  renameSync(made, file)
  return isCarriedOver
}

function carryOverInto(
  made: string,
  { file, fault }: PreviousCatalogue,
  settings: CatalogueSettings,
): boolean {
  try {
    if (fault === 'damaged') create(made, settings, (db) => salvage(db, file))
    else create(made, settings, (db) => carryOver(db, 'older'), file)
    return true
  } catch {
    // Whatever is wrong with the other file, only what was to be carried over is lost: the folder has the rest.
    removeDatabase(made)
    return false
  }
}

const pageBytes = 16_384

/**
 * @param older - carries over what it can, and returns the other file's state
 * @param attached - a file that is attached as `older` meanwhile
 */
function create(
  made: string,
  settings: CatalogueSettings,
  older: (db: Database) => Partial<State>,
  attached?: string,
): void {
  // Without a write-ahead log: the file is renamed once it is closed, and a log would be left behind.
  const db: Database = new DatabaseSync(made)
  try {
    // Bodies take some 2 KB: a quarter of each page of 4 KB would stay empty; of these, a twentieth does.
    db.exec(`PRAGMA page_size = ${pageBytes}`)
    db.exec('PRAGMA synchronous = OFF') // One flush at the end is enough.
    if (attached !== undefined) db.prepare('ATTACH ? AS older').run(attached)
    transaction(db, () => {
      createSchema(db)
      const state = firstState(settings, older(db))
      new StateRow(db).write(state)
      db.prepare('UPDATE scope SET touched = ? WHERE id = 1').run(state.moment)
    })
  } finally {
    db.close()
  }
}

function firstState(settings: CatalogueSettings, older: Partial<State>): State {
  const { readFingerprint, renderFingerprint, guidBase, guids, future, keep = {}, search, now } = settings
  // Moments never go back. With nothing carried over they begin now: an earlier one could cause a false 304.
  const moment = Math.max(Math.trunc(now()), typeof older.moment === 'number' ? older.moment + 1 : 0)
  return {
    version: typeof older.version === 'number' ? older.version + 1 : 1,
    moment,
    lastCommit: moment,
    epoch: moment,
    assetsChanged: moment,
    complete: false,
    reading: 1,
    readFingerprint,
    renderFingerprint,
    // The former values, so that the writer sees on opening whether they have changed.
    guidBase: typeof older.guidBase === 'string' ? older.guidBase : guidBase,
    guids: older.guids ?? guids,
    formerGuids: older.formerGuids ?? null,
    guidsBegin: beginningOfGuids(settings),
    future,
    keep,
    search,
    searchChanged: moment,
    ...(older.isOpen === true && typeof older.moment === 'number' ? { doubt: older.moment } : {}),
  }
}

function flush(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
