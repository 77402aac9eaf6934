import type { Moment } from './catalogue.js'

/** From the end of the work until the commit is visible, in milliseconds: a few, with some to spare. */
const lateMs = 20
/** Attempts at one commit: a clock that runs wild must not cause endless retries. */
const attemptsMax = 4

/** Longer than a transaction of the first reading takes on a usual disk, in milliseconds. */
const longMs = 1000
/** The next long commit may have twice the posts of the last one, and takes a little longer for each. */
const growth = 3
/** No commit is expected to take longer, in milliseconds: then the clock was set, or the machine slept. */
const longestMs = 60_000

/** The second of a commit's moment was over before the commit was visible. */
class LateError extends Error {
  override readonly name = 'LateError'
}

/**
 * Commits with a moment whose second is not over before the commit is visible. A client that was answered in between
 * would have that second as the date of the old bytes, and would later be told that nothing has changed since (RFC 9110
 * §8.8.2.2). A commit that is too late is retried, with a moment ahead of the clock.
 */
export class TimelyCommits {
  /** How far ahead of the clock the moment of a long commit lies the first time, in milliseconds. */
  #expectedMs = longMs

  /** @param now - the clock, in milliseconds since the epoch */
  constructor(private readonly now: () => number) {}

  /**
   * @param isLong - the commit often outlasts its second, and is too long to be repeated: its moment lies ahead of the
   *   clock from the start, and further so after one that took long
   * @param commit - the work, in a transaction that is rolled back if it throws; it is given how many milliseconds ahead
   *   its moment should be, and calls `check` with that moment last
   */
  run<T>(isLong: boolean, commit: (aheadMs: number, check: (moment: Moment) => void) => T): T {
    const expectedMs = isLong ? this.#expectedMs : 0
    const beganMs = this.now()
    let aheadMs = expectedMs
    for (let attempt = 1; ; attempt++) {
      const startMs = this.now()
      const check = (moment: Moment): void => {
        if (attempt < attemptsMax && secondOf(this.now() + lateMs) > secondOf(moment)) throw new LateError()
      }
      try {
        const result = commit(aheadMs, check)
        if (isLong) this.#learn(this.now() - startMs)
        return result
      } catch (error) {
        if (!(error instanceof LateError)) throw error
        const endMs = this.now()
        aheadMs = Math.max(expectedMs, endMs - beganMs + 2 * (endMs - startMs) + lateMs)
      }
    }
  }

  #learn(tookMs: number): void {
    this.#expectedMs = Math.min(Math.max(longMs, growth * tookMs), longestMs)
  }
}

function secondOf(ms: number): number {
  return Math.floor(ms / 1000)
}
