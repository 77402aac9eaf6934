import { existsSync, statSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from '@photostructure/sqlite'
import { agrees } from './agreement.js'
import { findCatalogueFile, rebuildMark } from './data-files.js'
import { type Database, errorKind } from './database.js'
import { createSchema } from './schema.js'
import { StateRow } from './state.js'

/** Up to this size, in bytes, a file is looked through whole at every start: some 50 ms. */
const smallBytesMax = 4_000_000

/**
 * Whether a file of our version can be used, in a time that does not grow with it. Whatever this does not
 * see, a later error of SQLite or `checkCatalogue` does, and the next start makes the catalogue anew.
 *
 * @throws what SQLite throws, where the file is worse than that
 */
export function looksSound(db: Database, file: string): boolean {
  if (isCutOff(db, file) || !hasOurTables(db)) return false
  new StateRow(db).read()
  probeWriting(db)
  probeEnds(db)
  return statSync(file).size > smallBytesMax || isSound(db)
}

/** Whether all of a file is well, and says the same everywhere. Takes seconds for each gigabyte. */
export function isSound(db: Database): boolean {
  const row: { integrity_check: string } | undefined = db.prepare('PRAGMA integrity_check(1)').get()
  return row?.integrity_check === 'ok' && agrees(db)
}

/**
 * Looks through a whole catalogue while it is in use, on a connection of its own: for a program of its
 * own, since it takes some 30 s of a processor for a million posts. Where it finds damage, the next opening for writing makes the catalogue anew.
 *
 * @returns false where it is damaged
 */
export function checkCatalogue(dataDir: string): boolean {
  const file = findCatalogueFile(dataDir)
  if (file === undefined) return true
  const db: Database = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  // One state of it, or a commit meanwhile would look like a disagreement.
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

/** Says to the next start that the catalogue is to be made anew. */
export function markDamaged(dataDir: string): void {
  writeFileSync(
    rebuildMark(dataDir),
    'The catalogue is damaged. It is made anew from the content folder at the next start.\n',
  )
}

/** Fewer bytes than the file itself counts, and no log that could hold the rest. */
function isCutOff(db: Database, file: string): boolean {
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

/** The same tables, to the letter, as an empty catalogue of ours has. */
function hasOurTables(db: Database): boolean {
  const model: Database = new DatabaseSync(':memory:')
  try {
    createSchema(model)
    return JSON.stringify(tablesOf(model)) === JSON.stringify(tablesOf(db))
  } finally {
    model.close()
  }
}

/** A file whose header says that it cannot be written is damaged too: its folder can be. */
function probeWriting(db: Database): void {
  db.exec('BEGIN IMMEDIATE; UPDATE state SET sum = sum; ROLLBACK')
}

/** The trees of the file, each by a column that it is ordered by. */
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

/** Reads the first and the last row of every tree: the way to them leads through its upper pages. */
function probeEnds(db: Database): void {
  for (const [column, table] of trees) {
    // One end a query, or SQLite would read everything in between.
    // It is read, not given out: FTS5 has numbers that are too large for ours.
    db.prepare(`SELECT typeof(min(${column})) FROM ${table}`).get()
    db.prepare(`SELECT typeof(max(${column})) FROM ${table}`).get()
  }
}
