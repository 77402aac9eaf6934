import { mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from '@photostructure/sqlite'
import { createCatalogue } from './create-catalogue.js'
import { looksSound } from './damage.js'
import { findCatalogueFile, nextCatalogueFile, rebuildMark, setOthersAside } from './data-files.js'
import { DamageError, type Database, errorKind, openDatabase } from './database.js'
import { toOperatorError, unwritable } from './faults.js'
import { applicationId, schemaVersion } from './schema.js'
import type { CatalogueSettings, CatalogueWriter } from './writer.js'

/** A catalogue opened for writing. */
export interface Opened {
  readonly db: Database
  /** Why it was rebuilt, if it was. */
  readonly rebuilt: Exclude<CatalogueWriter['rebuilt'], 'settings'>
}

/** Creates the data folder, and those above it, if missing. @param dataDir - absolute */
export function makeDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir)
  } catch (error) {
    throw unwritable(dataDir, error)
  }
}

/** Node's own `recursive` never ends in a folder that exists but takes no new ones, such as `/proc`. */
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
 * Opens the catalogue for writing, whatever is found there: a file that is damaged or of another version is set aside,
 * at most one of each, and an empty one is created, to be filled again from the folder.
 *
 * The caller must hold the lock of the data folder.
 *
 * @throws FeedmillError `data-unwritable`, `data-in-use`
 */
export function openForWriting(settings: CatalogueSettings): Opened {
  const { dataDir } = settings
  try {
    const file = findCatalogueFile(dataDir)
    if (file === undefined) return createAnew(file, 'new', settings)
    const found = inspect(file, isMarked(dataDir))
    if (typeof found === 'string') return createAnew(file, found, settings)
    setOthersAside(dataDir, file, 'damaged') // Left by an interrupted rebuild.
    return { db: found, rebuilt: undefined }
  } catch (error) {
    throw errorKind(error) === 'busy' ? toOperatorError(dataDir, error) : unwritable(dataDir, error)
  }
}

/** Whether the catalogue was found damaged, and must be rebuilt. */
export function isMarked(dataDir: string): boolean {
  return statSync(rebuildMark(dataDir), { throwIfNoEntry: false }) !== undefined
}

type Fault = NonNullable<Opened['rebuilt']>

/**
 * Checks a file in constant time: a small one as a whole, a larger one at its beginning and ends.
 *
 * @returns the file, open, if it is sound; otherwise what is wrong
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

/**
 * The new file counts once it exists: a kill before that leaves the old one in use, a kill after it leaves the old one
 * to be set aside.
 */
function createAnew(file: string | undefined, fault: Fault, settings: CatalogueSettings): Opened {
  const { dataDir } = settings
  const made = nextCatalogueFile(dataDir)
  const previous = file === undefined || fault === 'new' ? undefined : { file, fault }
  const isCarriedOver = createCatalogue(made, previous, settings)
  // If nothing can be carried over from it, it is not merely of another version.
  const rebuilt = fault === 'schema' && !isCarriedOver ? 'damaged' : fault
  setOthersAside(dataDir, made, rebuilt === 'schema' ? 'older' : 'damaged')
  rmSync(rebuildMark(dataDir), { force: true })
  return { db: openDatabase(made), rebuilt }
}

/**
 * Opens the catalogue for reading, even if nothing can be written any more: what is known is then still served.
 *
 * @throws FeedmillError `data-unwritable` if there is no catalogue, or none that can be read
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

/** @returns undefined if the folder is not writable, so that not even a log can be opened; then nobody writes */
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
