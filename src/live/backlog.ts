import { joinPath } from '../model/content-path.js'

/**
 * Paths of posts waiting to be read. Packed, since there may be a million of them: the names of one day in one folder
 * form one string, which takes a tenth of the memory of as many paths.
 */
export class Backlog {
  /** By day: a folder, then its names joined by slashes, then the next folder, and so on. */
  readonly #days = new Map<string, string[]>()
  #size = 0

  get size(): number {
    return this.#size
  }

  /** @param names - of files in the folder */
  add(folder: string, names: readonly string[]): void {
    const days = new Map<string, string[]>()
    for (const name of names) {
      const day = dayOf(name)
      const ofDay = days.get(day)
      if (ofDay === undefined) days.set(day, [name])
      else ofDay.push(name)
    }
    for (const [day, ofDay] of days) this.#put(day, folder, ofDay.join('/'), ofDay.length)
  }

  /** Adds everything that another backlog holds. */
  addAll(other: Backlog): void {
    for (const [day, packed] of other.#days) {
      for (let at = 0; at < packed.length; at += 2) {
        const [folder = '', names = ''] = [packed[at], packed[at + 1]]
        this.#put(day, folder, names, names.split('/').length)
      }
    }
  }

  #put(day: string, folder: string, names: string, count: number): void {
    const ofDay = this.#days.get(day)
    if (ofDay === undefined) this.#days.set(day, [folder, names])
    else ofDay.push(folder, names)
    this.#size += count
  }

  /**
   * All paths: by the day that their names begin with, newest first, then by name, descending, then by path. Names
   * that begin with no day come first.
   */
  *newestFirst(): Generator<string> {
    const days = [...this.#days.keys()].sort((a, b) => (a < b ? 1 : -1))
    for (const day of days) yield* this.#pathsOf(day).sort(newestNameFirst)
  }

  #pathsOf(day: string): string[] {
    const packed = this.#days.get(day) ?? []
    const paths: string[] = []
    for (let at = 0; at < packed.length; at += 2) {
      const folder = packed[at] ?? ''
      for (const name of (packed[at + 1] ?? '').split('/')) paths.push(joinPath(folder, name))
    }
    return paths
  }
}

function dayOf(name: string): string {
  return /^\d{4}-\d{2}-\d{2}/.exec(name)?.[0] ?? '~'
}

function newestNameFirst(a: string, b: string): number {
  const [nameA, nameB] = [nameOf(a), nameOf(b)]
  if (nameA !== nameB) return nameA < nameB ? 1 : -1
  return a < b ? -1 : 1
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}
