import type { FileRecord } from '../catalogue/writer.js'
import type { AnyReadResult } from '../content/read-result.js'

/**
 * Files that are gone, and perhaps only to another place: one whose bytes have come up elsewhere goes in the
 * transaction in which they come, and stays while they are still left alone. So a post that is moved is
 * at no time missing, however many are.
 */
export class Departures {
  readonly #byHash = new Map<string, string[]>()

  constructor(gone: readonly FileRecord[]) {
    for (const { file, hash } of gone) this.#byHash.set(hash, [...(this.#byHash.get(hash) ?? []), file])
  }

  /** Different contents among them. */
  get size(): number {
    return this.#byHash.size
  }

  /** Takes those whose bytes are among these. */
  takeWith(reads: readonly AnyReadResult[]): string[] {
    return reads.flatMap(({ hash }) => {
      const files = this.#byHash.get(hash) ?? []
      this.#byHash.delete(hash)
      return files
    })
  }

  /** Takes all that are left. */
  takeRest(): string[] {
    const files = [...this.#byHash.values()].flat()
    this.#byHash.clear()
    return files
  }
}
