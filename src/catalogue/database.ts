import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite'

/** A connection. Nothing is used that `node:sqlite` lacks, so that only imports change when it can take over. */
export type Database = DatabaseSyncInstance
/** A prepared statement. Keep it as long as its connection: a discarded one holds memory until it is collected. */
export type Statement = StatementSyncInstance

/** How long a connection waits for a lock held by another, in milliseconds. */
const busyMs = 5000

/**
 * Opens a connection with the settings that all of the catalogue relies on: a write-ahead log, so that readers see
 * whole commits and never wait; `synchronous=NORMAL`, so that a power cut may lose the last commits (the folder still
 * has them) but never corrupts the file.
 *
 * @throws whatever SQLite throws; see `errorKind`
 */
export function openDatabase(file: string): Database {
  const db = new DatabaseSync(file, { timeout: busyMs })
  try {
    // The log is truncated after a large batch: otherwise it would keep the size of the largest one for ever.
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

/** Prepares all statements of a table of SQL, under the same names. */
export function prepareAll<Name extends string>(
  db: Database,
  sql: Record<Name, string>,
): Record<Name, Statement> {
  const names = Object.keys(sql) as Name[]
  return Object.fromEntries(names.map((name) => [name, db.prepare(sql[name])])) as Record<Name, Statement>
}

/**
 * Runs `work` in one transaction that may write, and rolls it back if anything is thrown.
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

/** Rolls back a transaction that failed. After a full disk, SQLite has already done so, and throws. */
function rollBack(db: Database): void {
  try {
    db.exec('ROLLBACK')
  } catch {
    // No transaction is open, as intended.
  }
}

/** What an SQLite error means to us. */
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

/** All SQLite errors have the same `code`; what happened is in `errcode`. */
export function errorKind(error: unknown): ErrorKind {
  if (error instanceof DamageError) return 'damaged'
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : Number.NaN
  return kinds.get(code & 0xff) ?? 'other'
}

/** Thrown if a file is fine for SQLite, but does not hold what we wrote. */
export class DamageError extends Error {
  override readonly name = 'DamageError'
}

/** Text as it will come back from SQLite, which cuts it off at a NUL and does not keep lone surrogates. */
export function bindable(text: string): string {
  const whole = text.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole
}
