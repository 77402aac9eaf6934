/** The kind of an `fs.watch` event: a name appeared, disappeared or was moved; or its content was written to. */
export type EventKind = 'rename' | 'change'

/** How long a name must be still before it is checked, in milliseconds. */
export interface DebounceDelays {
  /** After a name appeared or disappeared, and nothing was written to it: it was moved into place complete. */
  readonly movedMs: number
  /** Upper bound for a name that files keep being moved to: each of them is complete. */
  readonly movedLongestMs: number
  /** After the last write to it: scripts that write in place pause for less. */
  readonly writtenMs: number
  /** Upper bound for a file that keeps being written to. */
  readonly longestMs: number
}

/** The values that a running server uses. */
const usualDelays: DebounceDelays = {
  movedMs: 20,
  movedLongestMs: 100,
  writtenMs: 300,
  longestMs: 10_000,
}

/** Names that appear or disappear within this many milliseconds may be the two ends of one move. */
const togetherMs = 5

/** A name that is still. */
export interface SettledPath {
  readonly name: string
  /** It was moved into place and not written to since: it is complete. */
  readonly isComplete: boolean
}

interface Pending {
  readonly sinceMs: number
  readonly stillAtMs: number
  readonly written: boolean
}

/**
 * Debounces watch events, each name on its own, so that steady writing to one never delays another.
 *
 * An atomic replacement shows as two `rename` events, a file that is written in place as one `rename` followed by
 * `change` events. So the former is taken at once, and the latter when its writer pauses.
 *
 * The time is passed in: there is no clock or timer here.
 */
export class Debouncer {
  readonly #pending = new Map<string, Pending>()

  constructor(private readonly delays: DebounceDelays = usualDelays) {}

  /**
   * @param nowMs - on a monotonic clock
   * @returns when the name will be still, if no more events come for it
   */
  add(name: string, kind: EventKind, nowMs: number): number {
    // Removed and created again, or replaced while it was being written: complete again.
    const written = kind === 'change'
    const { movedMs, movedLongestMs, writtenMs, longestMs } = this.delays
    const sinceMs = this.#pending.get(name)?.sinceMs ?? nowMs
    const [pauseMs, mostMs] = written ? [writtenMs, longestMs] : [movedMs, movedLongestMs]
    const stillAtMs = Math.min(nowMs + pauseMs, sinceMs + mostMs)
    this.#pending.set(name, { sinceMs, written, stillAtMs })
    return stillAtMs
  }

  /** Schedules a name to be checked again, unless events are pending for it already. @param atMs - on the same clock */
  again(name: string, atMs: number): void {
    if (!this.#pending.has(name)) this.#pending.set(name, { sinceMs: atMs, written: true, stillAtMs: atMs })
  }

  /**
   * Takes out the names that are still by now, and with them those that appeared or disappeared at almost the same
   * time: a move is reported under both its names, one after the other.
   */
  take(nowMs: number): SettledPath[] {
    const settled: SettledPath[] = []
    if ((this.nextMs() ?? Number.POSITIVE_INFINITY) > nowMs) return settled
    for (const [name, { stillAtMs, written }] of this.#pending) {
      if (stillAtMs > nowMs + (written ? 0 : togetherMs)) continue
      settled.push({ name, isComplete: !written })
      this.#pending.delete(name)
    }
    return settled
  }

  /** When the next name will be still, if no more events come; undefined if none is pending. */
  nextMs(): number | undefined {
    let next: number | undefined
    for (const { stillAtMs } of this.#pending.values()) {
      if (next === undefined || stillAtMs < next) next = stillAtMs
    }
    return next
  }

  /** Whether a name is pending: a scan that comes across it must leave it alone. */
  has(name: string): boolean {
    return this.#pending.has(name)
  }

  /** Whether a name is being written to: what is read from it now may be incomplete. */
  isWritten(name: string): boolean {
    return this.#pending.get(name)?.written === true
  }

  /** The names that are pending. */
  names(): string[] {
    return [...this.#pending.keys()]
  }

  get size(): number {
    return this.#pending.size
  }
}
