import type { Moment } from './catalogue.js'

/** From the end of the work until a commit can be seen, in milliseconds: a few, and some to spare. */
const lateMs = 20
/** Where a clock runs wild, a commit is not begun anew for ever. */
const attemptsMax = 4

/** The second of a commit's moment was over before the commit could be seen. */
class LateError extends Error {
  override readonly name = 'LateError'
}

/**
 * Commits with a moment whose second is not over before the commit can be seen. Whoever was answered between the two
 * has that second as the date of what was before, and would be told that nothing has changed since (RFC 9110
 * §8.8.2.2). One that is too late is begun anew, with a moment that lies ahead.
 *
 * @param commit - the work, in a transaction of which nothing stays where it throws; it is told how many milliseconds
 *   its moment is to lie ahead, and calls `check` with it last
 */
export function commitInTime<T>(
  now: () => number,
  commit: (aheadMs: number, check: (moment: Moment) => void) => T,
): T {
  const beganMs = now()
  let aheadMs = 0
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
      aheadMs = endMs - beganMs + 2 * (endMs - startMs) + lateMs
    }
  }
}

function secondOf(ms: number): number {
  return Math.floor(ms / 1000)
}
