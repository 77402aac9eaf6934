import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite'

/** A connection. What `node:sqlite` lacks is not used, so that one import changes when it can take over. */
export type Database = DatabaseSyncInstance
/** A prepared statement. It is kept as long as its connection: one left to the collector holds memory till then. */
export type Statement = StatementSyncInstance

/** How long a connection waits for another one's lock, in milliseconds. */
const busyMs = 5000

/**
 * Opens a connection as every floor of the catalogue wants it: write-ahead log, so that readers see
 * whole commits and never wait; `synchronous=NORMAL`, so that a power cut may lose the last commits
 * (the folder still has them) but never breaks the file.
 *
 * @param waitMs - how long to wait for another one's lock, in milliseconds
 * @throws whatever SQLite throws; see `errorKind`
 */
export function openDatabase(file: string, waitMs = busyMs): Database {
  const db = new DatabaseSync(file, { timeout: waitMs })
  try {
    // The log is cut back after a large batch, or it would keep the size of the largest one for ever.
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -16000;
      PRAGMA temp_store = MEMORY;
      PRAGMA journal_size_limit = 67108864;
    `)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Prepares every statement of a table of them, under the same names. */
export function prepareAll<Name extends string>(
  db: Database,
  sql: Record<Name, string>,
): Record<Name, Statement> {
  const names = Object.keys(sql) as Name[]
  return Object.fromEntries(names.map((name) => [name, db.prepare(sql[name])])) as Record<Name, Statement>
}

/**
 * Runs `work` in one transaction that may write. Whatever it throws, nothing of it stays.
 *
 * @throws what `work` or SQLite throws
 */
export function transaction<T>(db: Database, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    rollBack(db)
    throw error
  }
}

/** Ends a transaction that failed. SQLite has ended it itself after a full disk, and then says so. */
function rollBack(db: Database): void {
  try {
    db.exec('ROLLBACK')
  } catch {
    // Nothing is open: what was wanted.
  }
}

/** What an error of SQLite means to us. */
export type ErrorKind = 'busy' | 'unwritable' | 'damaged' | 'other'

/** SQLite's primary result codes, by what they mean to us (https://sqlite.org/rescode.html). */
const kinds = new Map<number, ErrorKind>([
  [3, 'unwritable'], // PERM
  [5, 'busy'], // BUSY
  [6, 'busy'], // LOCKED
  [8, 'unwritable'], // READONLY
  [10, 'unwritable'], // IOERR
  [11, 'damaged'], // CORRUPT
  [13, 'unwritable'], // FULL
  [14, 'unwritable'], // CANTOPEN
  [26, 'damaged'], // NOTADB
])

/** Every error of SQLite has one and the same `code`; what happened stands in `errcode`. */
export function errorKind(error: unknown): ErrorKind {
  if (error instanceof DamageError) return 'damaged'
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : Number.NaN
  return kinds.get(code & 0xff) ?? 'other'
}

/** Thrown where the file is well for SQLite, and yet does not hold what we wrote. */
export class DamageError extends Error {
  override readonly name = 'DamageError'
}

/** Text as it comes back from SQLite, which cuts it off at a NUL, and keeps no halves of surrogate pairs. */
export function bindable(text: string): string {
  const whole = text.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole
}
