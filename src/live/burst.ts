/** What an event of `fs.watch` says of a name: it came, went or was moved; or its content was written to. */
export type EventKind = 'rename' | 'change'

/** How long a name must be still before it is looked at, in milliseconds. */
export interface Stillness {
  /** After a name came or went, and nothing was written to it: it was moved into its place whole. */
  readonly movedMs: number
  /** A name to which files are moved again and again is looked at all the same after so long: each is whole. */
  readonly movedLongestMs: number
  /** After the last writing to it: scripts that write in place pause less. */
  readonly writtenMs: number
  /** A file that is never still is looked at all the same after so long. */
  readonly longestMs: number
}

/** How long a file must be still before it is read, as a running server has it. */
export const usualStillness: Stillness = {
  movedMs: 20,
  movedLongestMs: 100,
  writtenMs: 300,
  longestMs: 10_000,
}

/** Names that come or go within so many milliseconds may be the two of one move. */
const togetherMs = 5

/** A name that is still. */
export interface Still {
  readonly name: string
  /** It was moved into its place, and nothing was written to it since: there is no more to come. */
  readonly whole: boolean
}

interface Pending {
  readonly sinceMs: number
  readonly stillAtMs: number
  readonly written: boolean
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

  /**
   * @param nowMs - of a clock that only goes forward
   * @returns when the name will be still, if nothing more is told of it
   */
  add(name: string, kind: EventKind, nowMs: number): number {
    // Removed and come anew, or moved over what was being written: whole again.
    const written = kind === 'change'
    const { movedMs, movedLongestMs, writtenMs, longestMs } = this.stillness
    const sinceMs = this.#pending.get(name)?.sinceMs ?? nowMs
    const [pauseMs, mostMs] = written ? [writtenMs, longestMs] : [movedMs, movedLongestMs]
    const stillAtMs = Math.min(nowMs + pauseMs, sinceMs + mostMs)
    this.#pending.set(name, { sinceMs, written, stillAtMs })
    return stillAtMs
  }

  /** Has a name looked at again by and by, where nothing is told of it before. @param atMs - of the same clock */
  again(name: string, atMs: number): void {
    if (!this.#pending.has(name)) this.#pending.set(name, { sinceMs: atMs, written: true, stillAtMs: atMs })
  }

  /**
   * Takes the names that are still now, and with them those that came or went all but as long ago: a move is
   * told of by both its names, one after the other.
   */
  take(nowMs: number): Still[] {
    const still: Still[] = []
    if ((this.nextMs() ?? Number.POSITIVE_INFINITY) > nowMs) return still
    for (const [name, { stillAtMs, written }] of this.#pending) {
      if (stillAtMs > nowMs + (written ? 0 : togetherMs)) continue
      still.push({ name, whole: !written })
      this.#pending.delete(name)
    }
    return still
  }

  /** When the next name will be still, if nothing more is told of it; undefined where none waits. */
  nextMs(): number | undefined {
    let next: number | undefined
    for (const { stillAtMs } of this.#pending.values()) {
      if (next === undefined || stillAtMs < next) next = stillAtMs
    }
    return next
  }

  /** Whether a name waits to be still: whoever comes by it otherwise is to leave it alone. */
  has(name: string): boolean {
    return this.#pending.has(name)
  }

  /** Whether a name is being written to: what is read of it now may be half of it. */
  isWritten(name: string): boolean {
    return this.#pending.get(name)?.written === true
  }

  /** The names that wait. */
  names(): string[] {
    return [...this.#pending.keys()]
  }

  get size(): number {
    return this.#pending.size
  }
}
