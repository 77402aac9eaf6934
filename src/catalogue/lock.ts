import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { FeedmillError } from '../model/problem.js'
import { type Database, errorKind } from './database.js'
import { unwritable } from './faults.js'

/** The exclusive right of this process to write to a data folder, until released. */
export interface Lock {
  release(): void
}

/**
 * Takes the writer's lock: an exclusive transaction on a small SQLite file of its own, since Node has no file locks.
 * The system releases it when the process ends, however it ends.
 *
 * @param dataDir - exists
 * @throws FeedmillError `data-in-use` if another process holds it, `data-unwritable` if no file can be created
 */
export function lockDataDir(dataDir: string): Lock {
  const file = join(dataDir, 'writer.lock')
  try {
    return hold(file)
  } catch (error) {
    if (errorKind(error) === 'busy') throw inUse(dataDir, error)
    if (errorKind(error) !== 'damaged') throw unwritable(dataDir, error)
  }
  // The file is not a database, so nobody can hold a lock on it: it is safe to remove.
  try {
    rmSync(file, { force: true })
    return hold(file)
  } catch (error) {
    throw errorKind(error) === 'busy' ? inUse(dataDir, error) : unwritable(dataDir, error)
  }
}

function hold(file: string): Lock {
  const db: Database = new DatabaseSync(file, { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    throw error
  }
  return { release: () => db.close() }
}

function inUse(dataDir: string, cause: unknown): FeedmillError {
  return new FeedmillError(
    {
      code: 'data-in-use',
      severity: 'error',
      file: 'DATA_DIR',
      reason: `another process is using "${dataDir}"`,
      hint: 'Stop that process first, or give this one a data folder of its own.',
    },
    { cause },
  )
}
