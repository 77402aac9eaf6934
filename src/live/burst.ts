/** What an event of `fs.watch` says of a name: it came, went or was moved; or its content was written to. */
export type EventKind = 'rename' | 'change'

/** How long a name must be still before it is looked at, in milliseconds. */
export interface Stillness {
  /** After a name came or went, and nothing was written to it: it was moved into its place whole. */
  readonly movedMs: number
  /** After the last writing to it: scripts that write in place pause less. */
  readonly writtenMs: number
  /** A file that is never still is looked at all the same after so long. */
  readonly longestMs: number
}

export const usualStillness: Stillness = { movedMs: 20, writtenMs: 300, longestMs: 10_000 }

interface Pending {
  readonly sinceMs: number
  lastMs: number
  written: boolean
}

/**
 * Gathers events until what they tell of is still. Each name waits for itself alone, so that steady
 * writing to one never postpones another.
 *
 * An atomic replacement is two events of coming and going; a file that is written in its place gives one of
 * coming and then those of writing. So the first is taken at once, and the second when its writer pauses.
 *
 * It is handed the time, and has no clock or timer of its own.
 */
export class Burst {
  readonly #pending = new Map<string, Pending>()

  constructor(private readonly stillness: Stillness = usualStillness) {}

  /** @param nowMs - of a clock that only goes forward */
  add(name: string, kind: EventKind, nowMs: number): void {
    const known = this.#pending.get(name)
    const pending = known ?? { sinceMs: nowMs, lastMs: nowMs, written: false }
    pending.lastMs = nowMs
    // Removed and come anew, or moved over what was being written: whole again.
    pending.written = kind === 'change'
    this.#pending.set(name, pending)
  }

  /** Takes the names that are still now. */
  take(nowMs: number): string[] {
    const still = [...this.#pending]
      .filter(([, pending]) => this.#stillAt(pending) <= nowMs)
      .map(([name]) => name)
    for (const name of still) this.#pending.delete(name)
    return still
  }

  /** When the next name will be still, if nothing more is told of it; undefined where none waits. */
  nextMs(): number | undefined {
    let next: number | undefined
    for (const pending of this.#pending.values()) {
      const at = this.#stillAt(pending)
      if (next === undefined || at < next) next = at
    }
    return next
  }

  /** Whether a name waits to be still: whoever comes by it otherwise is to leave it alone. */
  has(name: string): boolean {
    return this.#pending.has(name)
  }

  get size(): number {
    return this.#pending.size
  }

  #stillAt({ sinceMs, lastMs, written }: Pending): number {
    const { movedMs, writtenMs, longestMs } = this.stillness
    return Math.min(lastMs + (written ? writtenMs : movedMs), sinceMs + longestMs)
  }
}
