import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { removeDatabase } from './data-files.js'
import { type Database, transaction } from './database.js'
import { beginningOfGuids } from './kept-guids.js'
import { salvage } from './salvage.js'
import { createSchema, inherit } from './schema.js'
import { type State, StateRow } from './state.js'
import type { CatalogueSettings } from './writer.js'

/** A catalogue that is set aside, and why. */
export interface Heritage {
  readonly file: string
  readonly fault: 'schema' | 'damaged'
}

/**
 * Creates an empty catalogue. Its file appears whole or not at all.
 *
 * @param heritage - the catalogue to inherit from
 * @returns whether it has inherited
 */
export function makeEmptyCatalogue(
  file: string,
  heritage: Heritage | undefined,
  settings: CatalogueSettings,
): boolean {
  const made = `${file}.new`
  removeDatabase(made)
  const inherits = heritage !== undefined && inheritInto(made, heritage, settings)
  if (!inherits) make(made, settings, () => ({}))
  flush(made)
  removeDatabase(file)
  renameSync(made, file)
  return inherits
}

function inheritInto(made: string, { file, fault }: Heritage, settings: CatalogueSettings): boolean {
  try {
    if (fault === 'damaged') make(made, settings, (db) => salvage(db, file))
    else make(made, settings, (db) => inherit(db, 'older'), file)
    return true
  } catch {
    // Whatever is wrong with the other file, only what was to be inherited is lost: the folder has the rest.
    removeDatabase(made)
    return false
  }
}

const pageBytes = 16_384

/**
 * @param older - carries over what it can, and returns the other file's state
 * @param attached - a file that is attached as `older` meanwhile
 */
function make(
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
  // Moments never go back. With nothing inherited they begin now: an earlier one could cause a false 304.
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
