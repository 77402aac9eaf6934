import { existsSync, statSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { isConsistent } from './consistency.js'
import { findCatalogueFile, rebuildMark } from './data-files.js'
import { type Database, errorKind } from './database.js'
import { createSchema } from './schema.js'
import { StateRow } from './state.js'

/** A file of up to this size, in bytes, is checked as a whole at every start: some 50 ms. */
const smallBytesMax = 4_000_000

/**
 * Whether a file of our version seems usable, in a time that does not grow with it. Damage that this misses is found by
 * a later SQLite error or by `checkCatalogue`, and the next start rebuilds the catalogue.
 *
 * @throws DamageError, or what SQLite throws, if it runs into damage
 */
export function looksSound(db: Database, file: string): boolean {
  if (isTruncated(db, file) || !hasOurTables(db)) return false
  new StateRow(db).read()
  probeWriting(db)
  probeEnds(db)
  return statSync(file).size > smallBytesMax || isSound(db)
}

/** Whether a whole file is intact and its tables agree. Takes seconds per gigabyte. */
function isSound(db: Database): boolean {
  const row: { integrity_check: string } | undefined = db.prepare('PRAGMA integrity_check(1)').get()
  return row?.integrity_check === 'ok' && isConsistent(db)
}

/**
 * Checks a whole catalogue while it is in use, on a connection of its own. Meant for a separate process, since it takes
 * some 30 s of CPU for a million posts. If it finds damage, the next opening for writing rebuilds the catalogue.
 *
 * @returns false if it is damaged
 */
export function checkCatalogue(dataDir: string): boolean {
  const file = findCatalogueFile(dataDir)
  if (file === undefined) return true
  const db: Database = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  // One snapshot: otherwise a commit in between would look like a disagreement.
  db.exec('BEGIN')
  try {
    if (isSound(db)) return true
  } catch (error) {
    const kind = errorKind(error)
    if (kind === 'busy' || kind === 'unwritable') throw error
  } finally {
    db.exec('ROLLBACK')
    db.close()
  }
  markDamaged(dataDir)
  return false
}

/** Makes the next start rebuild the catalogue. */
export function markDamaged(dataDir: string): void {
  writeFileSync(
    rebuildMark(dataDir),
    'The catalogue is damaged. It is made anew from the content folder at the next start.\n',
  )
}

/** Whether a file is shorter than it says, with no log that could hold the rest. */
function isTruncated(db: Database, file: string): boolean {
  const wal = `${file}-wal`
  if (existsSync(wal) && statSync(wal).size > 0) return false
  const pages: { page_count: number } | undefined = db.prepare('PRAGMA page_count').get()
  const size: { page_size: number } | undefined = db.prepare('PRAGMA page_size').get()
  return statSync(file).size < (pages?.page_count ?? 0) * (size?.page_size ?? 0)
}

interface Named {
  readonly type: string
  readonly name: string
  readonly sql: string | null
}

function tablesOf(db: Database): Named[] {
  return db
    .prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name",
    )
    .all()
}

/** Whether the tables are, to the letter, those of an empty catalogue of ours. */
function hasOurTables(db: Database): boolean {
  const model: Database = new DatabaseSync(':memory:')
  try {
    createSchema(model)
    return JSON.stringify(tablesOf(model)) === JSON.stringify(tablesOf(db))
  } finally {
    model.close()
  }
}

/** A file whose header forbids writing is damaged too, since its folder is writable. */
function probeWriting(db: Database): void {
  db.exec('BEGIN IMMEDIATE; UPDATE state SET sum = sum; ROLLBACK')
}

/** The B-trees of the file, each with a column that it is ordered by. */
const trees = [
  ['id', 'post'],
  ['permalink', 'post WHERE standing = 1'],
  ['guid', 'post WHERE standing = 1'],
  ['due', 'post WHERE due IS NOT NULL'],
  ['post', 'body'],
  ['folder', 'file'],
  ['scope', 'membership'],
  ['scope', 'retired'],
  ['id', 'former'],
  ['path', 'former'],
  ['age', 'unindexed'],
  ['id', 'words_data'],
  ['segid', 'words_idx'],
  ['id', 'words_docsize'],
  ['id', 'scope'],
  ['address', 'revision'],
  ['address', 'document'],
  ['stored', 'document'],
  ['nfc', 'asset'],
  ['origin', 'problem'],
] as const

/** Reads the first and the last row of every B-tree, and with them its upper pages. */
function probeEnds(db: Database): void {
  for (const [column, table] of trees) {
    // One end per query: for both, SQLite would read everything in between. Only the type is returned: FTS5 has
    // integers that are too large for JavaScript.
    db.prepare(`SELECT typeof(min(${column})) FROM ${table}`).get()
    db.prepare(`SELECT typeof(max(${column})) FROM ${table}`).get()
  }
}
