import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The catalogue's file, such as `catalogue-1.sqlite`; of several, the one with the highest number.
 *
 * A rebuilt catalogue gets the next number instead of the old name: a closed connection lives on until its statements
 * are garbage-collected, and then deletes the log of its file by name, whichever file has that name by then.
 *
 * @returns undefined if there is none
 */
export function findCatalogueFile(dataDir: string): string | undefined {
  const numbers = numbersIn(dataDir)
  return numbers.length === 0 ? undefined : fileOf(dataDir, Math.max(...numbers))
}

/** Whether a data folder, which need not exist, has a catalogue, readable or not. */
export function hasCatalogue(dataDir: string): boolean {
  try {
    return findCatalogueFile(dataDir) !== undefined
  } catch {
    return false
  }
}

/** The file that comes next after all existing ones. */
export function nextCatalogueFile(dataDir: string): string {
  return fileOf(dataDir, Math.max(0, ...numbersIn(dataDir)) + 1)
}

/** If this file exists, the next opening for writing sets the catalogue aside and rebuilds it. */
export function rebuildMark(dataDir: string): string {
  return join(dataDir, 'catalogue.rebuild')
}

function numbersIn(dataDir: string): number[] {
  return readdirSync(dataDir)
    .map((name) => Number(/^catalogue-([1-9]\d*)\.sqlite$/.exec(name)?.[1]))
    .filter((number) => Number.isSafeInteger(number))
}

function fileOf(dataDir: string, number: number): string {
  return join(dataDir, `catalogue-${number}.sqlite`)
}

/** Suffixes of the files that SQLite keeps for one database. */
const parts = ['-wal', '-shm', '-journal', '']

/** Removes a database and all that SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const part of parts) rmSync(file + part, { force: true })
}

/**
 * Sets aside every catalogue but one, for inspection; of each kind, only the last is kept.
 *
 * @param current - the one that stays in use
 */
export function setOthersAside(dataDir: string, current: string, kind: 'damaged' | 'older'): void {
  const aside = join(dataDir, `catalogue.${kind}-1`)
  for (const number of numbersIn(dataDir)) {
    const file = fileOf(dataDir, number)
    if (file === current) continue
    removeDatabase(aside)
    for (const part of parts) if (existsSync(file + part)) renameSync(file + part, aside + part)
  }
}
