import type { FileRecord } from '../catalogue/writer.js'
import type { AnyReadResult } from '../content/read-result.js'

/**
 * Files that are gone from their places, perhaps only because they were moved. If the same bytes turn up elsewhere,
 * the old file is removed in the transaction that ingests the new one, and stays while that one is left for later. So
 * a post that is moved is never missing, however many are moved at once.
 */
export class Departures {
  readonly #byHash = new Map<string, string[]>()

  constructor(gone: readonly FileRecord[]) {
    for (const { file, hash } of gone) this.#byHash.set(hash, [...(this.#byHash.get(hash) ?? []), file])
  }

  /** How many different contents are among them. */
  get size(): number {
    return this.#byHash.size
  }

  /** Takes out the files whose bytes are among these. */
  takeWith(reads: readonly AnyReadResult[]): string[] {
    return reads.flatMap(({ hash }) => {
      const files = this.#byHash.get(hash) ?? []
      this.#byHash.delete(hash)
      return files
    })
  }

  /** Takes out all that are left. */
  takeRest(): string[] {
    const files = [...this.#byHash.values()].flat()
    this.#byHash.clear()
    return files
  }
}
