import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from '@photostructure/sqlite'
import { looksSound } from './damage.js'
import { DamageError, type Database, errorKind, openDatabase, transaction } from './database.js'
import { unwritable } from './faults.js'
import { applicationId, createSchema, inherit, schemaVersion } from './schema.js'
import { type State, StateRow } from './state.js'
import type { CatalogueSettings, CatalogueWriter } from './writer.js'

/** The one file of a catalogue; SQLite keeps `-wal` and `-shm` beside it while it is open. */
export function catalogueFile(dataDir: string): string {
  return join(dataDir, 'catalogue.sqlite')
}

/** Its being there says that the catalogue was found to be damaged: the next opening makes it anew. */
export function damageMark(dataDir: string): string {
  return join(dataDir, 'catalogue.damaged')
}

/** A catalogue that can be written. */
export interface Opened {
  readonly db: Database
  /** Why it was made anew, where it was. */
  readonly rebuilt: Exclude<CatalogueWriter['rebuilt'], 'settings'>
}

/**
 * Opens the catalogue for writing, whatever is found in its place: a file that is damaged, or of another
 * version, is set aside, one of each at most, and an empty one is made, which the folder fills again.
 *
 * To be called by whoever holds the lock of the data folder.
 *
 * @throws FeedmillError `data-unwritable`
 */
export function openForWriting(settings: CatalogueSettings): Opened {
  const { dataDir } = settings
  const file = catalogueFile(dataDir)
  try {
    finishRebuild(file)
    const found = existsSync(damageMark(dataDir)) ? 'damaged' : inspect(file)
    if (found === 'sound') return { db: openDatabase(file), rebuilt: undefined }
    const rebuilt = makeAnew(file, found, settings)
    rmSync(damageMark(dataDir), { force: true })
    return { db: openDatabase(file), rebuilt }
  } catch (error) {
    throw unwritable(dataDir, error)
  }
}

/**
 * Opens the catalogue for reading, also where nothing can be written any more: what is known is then served.
 *
 * @throws FeedmillError `data-unwritable` where there is no catalogue, or none that can be read
 */
export function openForReading(dataDir: string): Database {
  const file = catalogueFile(dataDir)
  try {
    statSync(file) // SQLite would make an empty one.
    return reader(openDatabase(file))
  } catch (error) {
    if (errorKind(error) !== 'unwritable') throw unwritable(dataDir, error)
  }
  try {
    return reader(new DatabaseSync(`${pathToFileURL(file)}?immutable=1`, { readOnly: true }))
  } catch (error) {
    throw unwritable(dataDir, error)
  }
}

function reader(db: Database): Database {
  try {
    if (pragma(db, 'user_version') !== schemaVersion) throw new DamageError('it is of another version')
    db.exec('PRAGMA query_only = 1; PRAGMA cache_size = -16000')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Makes the data folder where it is missing. */
export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
  } catch (error) {
    throw unwritable(dataDir, error)
  }
}

type Found = 'sound' | 'new' | 'damaged' | 'schema'

/** Looks at a file in constant time: at a larger one's beginning and ends, and at a small one whole. */
function inspect(file: string): Found {
  if (!existsSync(file) || statSync(file).size === 0) return 'new'
  let db: Database | undefined
  try {
    db = openDatabase(file)
    if (pragma(db, 'application_id') !== applicationId) return 'damaged'
    if (pragma(db, 'user_version') !== schemaVersion) return 'schema'
    return looksSound(db, file) ? 'sound' : 'damaged'
  } catch (error) {
    if (errorKind(error) === 'busy') throw error
    return 'damaged'
  } finally {
    db?.close()
  }
}

function pragma(db: Database, name: string): unknown {
  const row: Record<string, unknown> | undefined = db.prepare(`PRAGMA ${name}`).get()
  return row?.[name]
}

/**
 * Makes an empty catalogue beside the old file, sets the old one aside, and puts the new one in its place.
 * A kill in between is mended by `finishRebuild`.
 */
function makeAnew(
  file: string,
  why: Exclude<Found, 'sound'>,
  settings: CatalogueSettings,
): Opened['rebuilt'] {
  const made = freshFile(file)
  removeFile(made)
  let rebuilt = why
  try {
    makeEmpty(made, why === 'schema' ? file : undefined, settings)
  } catch (error) {
    if (why !== 'schema') throw error
    // Its heirlooms cannot be read: it is not merely of another version.
    rebuilt = 'damaged'
    removeFile(made)
    makeEmpty(made, undefined, settings)
  }
  if (why === 'new') removeFile(file)
  else setAside(file, rebuilt === 'schema' ? '.older-1' : '.damaged-1')
  renameSync(made, file)
  return rebuilt
}

function freshFile(file: string): string {
  return `${file}.new`
}

/** The new file is whole when the old one is set aside; one that stands beside the old one is not needed. */
function finishRebuild(file: string): void {
  const made = freshFile(file)
  if (!existsSync(made)) return
  if (existsSync(file)) {
    removeFile(made)
    return
  }
  removeFile(file) // An old log beside a new file would be played into it.
  renameSync(made, file)
}

/** @param heritage - file of another version to inherit from */
function makeEmpty(made: string, heritage: string | undefined, settings: CatalogueSettings): void {
  // Without a log of its own: it is renamed when it is closed, and a log would stay behind.
  const db: Database = new DatabaseSync(made)
  try {
    db.exec('PRAGMA synchronous = OFF') // One flush at the end does.
    if (heritage !== undefined) db.prepare('ATTACH ? AS older').run(heritage)
    transaction(db, () => {
      createSchema(db)
      const older: Partial<State> = heritage === undefined ? {} : JSON.parse(inherit(db, 'older'))
      new StateRow(db).write(firstState(settings, older))
      db.prepare('UPDATE scope SET touched = ? WHERE id = 1').run(firstMoment(settings, older))
    })
  } finally {
    db.close()
  }
  flush(made)
}

function flush(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Moments never go back, and with nothing inherited they begin now: an earlier one could give a false 304. */
function firstMoment({ now }: CatalogueSettings, { moment }: Partial<State>): number {
  return Math.max(Math.trunc(now()), typeof moment === 'number' ? moment + 1 : 0)
}

function firstState(settings: CatalogueSettings, older: Partial<State>): State {
  const { readFingerprint, renderFingerprint, guidBase, future } = settings
  const moment = firstMoment(settings, older)
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
    // Kept as it was, so that whoever opens it next sees that it has changed.
    guidBase: typeof older.guidBase === 'string' ? older.guidBase : guidBase,
    future,
  }
}

/** What SQLite keeps of one database; the file itself last, since while it is there the rebuild is not over. */
const parts = ['-wal', '-shm', '-journal', '']

function removeFile(file: string): void {
  for (const part of parts) rmSync(file + part, { force: true })
}

/** Keeps the last of its kind, for whoever wants to look into it. */
function setAside(file: string, suffix: string): void {
  removeFile(file + suffix)
  for (const part of parts) if (existsSync(file + part)) renameSync(file + part, file + suffix + part)
}
