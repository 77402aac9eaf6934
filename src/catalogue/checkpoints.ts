import type { Database } from './database.js'

/**
 * Pages that the write-ahead log may hold before a commit writes them back into the database. In the first reading, one
 * commit after another changes the same pages, so they are written back rarely; afterwards a log should be short, since
 * it is searched by every query and recovered after a kill.
 */
const logPages = { rare: 8000, usual: 1000 } as const

/**
 * Sets how often commits on this connection end with a checkpoint.
 *
 * @see https://sqlite.org/pragma.html#pragma_wal_autocheckpoint
 */
export function setCheckpoints(db: Database, often: keyof typeof logPages): void {
  db.exec(`PRAGMA wal_autocheckpoint = ${logPages[often]}`)
}
