/** The longest wait after the first failure, and after many, in milliseconds. */
const firstMs = 2_000
const mostMs = 900_000
/** However long a hub asks us to stay away, it is retried after a day, in milliseconds. */
const askedMostMs = 86_400_000

/**
 * Exponential backoff: the wait doubles with each consecutive failure, less a random share of up to half, so that those
 * that failed together do not come back together. Never shorter than the hub asked for, up to a day.
 *
 * @param failures - consecutive failures, from 1
 * @param random - from 0 up to, but not including, 1
 * @param askedMs - what the hub's `Retry-After` said, in milliseconds (RFC 9110 §10.2.3)
 * @returns milliseconds
 */
export function backoffMs(failures: number, random: number, askedMs = 0): number {
  const longestMs = Math.min(firstMs * 2 ** Math.min(failures - 1, 30), mostMs)
  return Math.max(Math.round(longestMs * (1 - random / 2)), Math.min(askedMs, askedMostMs))
}
