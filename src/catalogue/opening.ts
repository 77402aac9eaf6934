import { mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from '@photostructure/sqlite'
import { looksSound } from './damage.js'
import { findCatalogueFile, nextCatalogueFile, rebuildMark, setOthersAside } from './data-files.js'
import { DamageError, type Database, errorKind, openDatabase } from './database.js'
import { unwritable, wordFault } from './faults.js'
import { makeEmptyCatalogue } from './making.js'
import { applicationId, schemaVersion } from './schema.js'
import type { CatalogueSettings, CatalogueWriter } from './writer.js'

/** A catalogue that can be written. */
export interface Opened {
  readonly db: Database
  /** Why it was made anew, where it was. */
  readonly rebuilt: Exclude<CatalogueWriter['rebuilt'], 'settings'>
}

/** Makes the data folder, and those above it, where they are missing. @param dataDir - absolute */
export function makeDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir)
  } catch (error) {
    throw unwritable(dataDir, error)
  }
}

/** Node's own `recursive` never ends where a folder that is there takes none, as `/proc`. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  const above = dirname(path)
  if (above !== path) makeFolder(above)
  try {
    mkdirSync(path)
  } catch (error) {
    // Another process may have made it just now.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}

/**
 * Opens the catalogue for writing, whatever is found in its place: a file that is damaged, or of another
 * version, is set aside, one of each at most, and an empty one is made, which the folder fills again.
 *
 * To be called by whoever holds the lock of the data folder.
 *
 * @throws FeedmillError `data-unwritable`, `data-in-use`
 */
export function openForWriting(settings: CatalogueSettings): Opened {
  const { dataDir } = settings
  try {
    const file = findCatalogueFile(dataDir)
    if (file === undefined) return makeAnew(file, 'new', settings)
    const found = inspect(file, isMarked(dataDir))
    if (typeof found === 'string') return makeAnew(file, found, settings)
    setOthersAside(dataDir, file, 'damaged') // Left by a rebuild that was cut short.
    return { db: found, rebuilt: undefined }
  } catch (error) {
    throw errorKind(error) === 'busy' ? wordFault(dataDir, error) : unwritable(dataDir, error)
  }
}

/** Whether the catalogue was found to be damaged, and is to be made anew. */
export function isMarked(dataDir: string): boolean {
  return statSync(rebuildMark(dataDir), { throwIfNoEntry: false }) !== undefined
}

type Fault = NonNullable<Opened['rebuilt']>

/**
 * Looks at a file in constant time: at a larger one's beginning and ends, and at a small one whole.
 *
 * @returns the file, open, where it is sound
 */
function inspect(file: string, marked: boolean): Database | Fault {
  if (statSync(file).size === 0) return 'new'
  if (marked) return 'damaged'
  let db: Database | undefined
  try {
    db = openDatabase(file)
    const fault = faultOf(db, file)
    if (fault === undefined) return db
    db.close()
    return fault
  } catch (error) {
    db?.close()
    if (errorKind(error) === 'busy') throw error
    return 'damaged'
  }
}

function faultOf(db: Database, file: string): Fault | undefined {
  if (pragma(db, 'application_id') !== applicationId) return 'damaged'
  if (pragma(db, 'user_version') !== schemaVersion) return 'schema'
  return looksSound(db, file) ? undefined : 'damaged'
}

function pragma(db: Database, name: string): unknown {
  const row: Record<string, unknown> | undefined = db.prepare(`PRAGMA ${name}`).get()
  return row?.[name]
}

/** Once the new file is there it holds; a kill before leaves the old one, a kill after leaves it to be set aside. */
function makeAnew(file: string | undefined, fault: Fault, settings: CatalogueSettings): Opened {
  const { dataDir } = settings
  const made = nextCatalogueFile(dataDir)
  const heritage = file === undefined || fault === 'new' ? undefined : { file, fault }
  const inherits = makeEmptyCatalogue(made, heritage, settings)
  // Where the heirlooms cannot be read, it is not merely of another version.
  const rebuilt = fault === 'schema' && !inherits ? 'damaged' : fault
  setOthersAside(dataDir, made, rebuilt === 'schema' ? 'older' : 'damaged')
  rmSync(rebuildMark(dataDir), { force: true })
  return { db: openDatabase(made), rebuilt }
}

/**
 * Opens the catalogue for reading, also where nothing can be written any more: what is known is then served.
 *
 * @throws FeedmillError `data-unwritable` where there is no catalogue, or none that can be read
 */
export function openForReading(dataDir: string): Database {
  try {
    const file = findCatalogueFile(dataDir)
    if (file === undefined) throw new Error('it holds no catalogue yet')
    return (
      openBesideWriter(file) ??
      reader(new DatabaseSync(`${pathToFileURL(file)}?immutable=1`, { readOnly: true }))
    )
  } catch (error) {
    throw unwritable(dataDir, error)
  }
}

/** @returns undefined where the folder cannot be written, and so not even a log be opened; nobody else writes then either */
function openBesideWriter(file: string): Database | undefined {
  try {
    return reader(openDatabase(file))
  } catch (error) {
    if (errorKind(error) !== 'unwritable') throw error
    return undefined
  }
}

function reader(db: Database): Database {
  try {
    if (pragma(db, 'user_version') !== schemaVersion) throw new DamageError('it is of another version')
    db.exec('PRAGMA query_only = 1')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
