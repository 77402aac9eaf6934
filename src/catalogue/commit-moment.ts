import type { Moment } from './catalogue.js'

/** From the end of the work until the commit is visible, in milliseconds: a few, with some to spare. */
const lateMs = 20
/** Attempts at one commit: a clock that runs wild must not cause endless retries. */
const attemptsMax = 4

/** Longer than a transaction of the first reading takes, in milliseconds. */
export const longCommitMs = 1000

/** The second of a commit's moment was over before the commit was visible. */
class LateError extends Error {
  override readonly name = 'LateError'
}

/**
 * Commits with a moment whose second is not over before the commit is visible. A client that was answered in between
 * would have that second as the date of the old bytes, and would later be told that nothing has changed since (RFC 9110
 * §8.8.2.2). A commit that is too late is retried, with a moment ahead of the clock.
 *
 * @param expectedMs - how far ahead of the clock its moment lies the first time: for a commit that often outlasts its
 *   second, and is too long to be repeated
 * @param commit - the work, in a transaction that is rolled back if it throws; it is given how many milliseconds ahead
 *   its moment should be, and calls `check` with that moment last
 */
export function commitWithinItsSecond<T>(
  now: () => number,
  expectedMs: number,
  commit: (aheadMs: number, check: (moment: Moment) => void) => T,
): T {
  const beganMs = now()
  let aheadMs = expectedMs
  for (let attempt = 1; ; attempt++) {
    const startMs = now()
    const check = (moment: Moment): void => {
      if (attempt < attemptsMax && secondOf(now() + lateMs) > secondOf(moment)) throw new LateError()
    }
    try {
      return commit(aheadMs, check)
    } catch (error) {
      if (!(error instanceof LateError)) throw error
      const endMs = now()
      aheadMs = Math.max(expectedMs, endMs - beganMs + 2 * (endMs - startMs) + lateMs)
    }
  }
}

function secondOf(ms: number): number {
  return Math.floor(ms / 1000)
}
