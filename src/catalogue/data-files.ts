import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The catalogue's file: `catalogue-1.sqlite`; of several the highest number holds.
 *
 * One that is made anew gets the next number, not the old name: a connection that was closed lives on
 * until its statements are collected, and then deletes the log of its file by name, whosever it is by then.
 *
 * @returns undefined where there is none
 */
export function findCatalogueFile(dataDir: string): string | undefined {
  const numbers = numbersIn(dataDir)
  return numbers.length === 0 ? undefined : fileOf(dataDir, Math.max(...numbers))
}

/** Whether a data folder has a catalogue, whatever can be read of it. It may not be there itself. */
export function hasCatalogue(dataDir: string): boolean {
  try {
    return findCatalogueFile(dataDir) !== undefined
  } catch {
    return false
  }
}

/** The file that is to come after all that are there. */
export function nextCatalogueFile(dataDir: string): string {
  return fileOf(dataDir, Math.max(0, ...numbersIn(dataDir)) + 1)
}

/** Its being there makes the next opening for writing set the catalogue aside and make it anew. */
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

/** What SQLite keeps of one database. */
const parts = ['-wal', '-shm', '-journal', '']

/** Removes a database with all that SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const part of parts) rmSync(file + part, { force: true })
}

/**
 * Sets aside every catalogue but one, for whoever wants to look into it: of each kind the last is kept.
 *
 * @param current - the one that stays
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
