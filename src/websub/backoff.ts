/** The longest wait after the first failure, and after many, in milliseconds. */
const firstMs = 2_000
const mostMs = 900_000
/** However long a hub asks us to stay away, it is tried again after a day, in milliseconds. */
const askedMostMs = 86_400_000

/**
 * How long to wait after so many failures in a row: twice as long after each, and a random part of half of it less,
 * so that those who failed together do not come back together. Never less than the hub asked for.
 *
 * @param failures - from 1
 * @param random - from 0 up to 1
 * @param askedMs - what the hub's `Retry-After` said, in milliseconds (RFC 9110 §10.2.3)
 * @returns milliseconds
 */
export function backoffMs(failures: number, random: number, askedMs = 0): number {
  const longestMs = Math.min(firstMs * 2 ** Math.min(failures - 1, 30), mostMs)
  return Math.max(Math.round(longestMs * (1 - random / 2)), Math.min(askedMs, askedMostMs))
}
