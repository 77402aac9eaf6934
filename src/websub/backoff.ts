/** After the first failure it is waited so long at most, and after many so long, in milliseconds. */
const firstMs = 2_000
const mostMs = 900_000

/**
 * How long to wait after so many failures in a row: twice as long after each, and a random part of half of it less,
 * so that those who failed together do not come back together.
 *
 * @param failures - from 1
 * @param random - from 0 up to 1
 * @returns milliseconds
 */
export function backoffMs(failures: number, random: number): number {
  const longestMs = Math.min(firstMs * 2 ** Math.min(failures - 1, 30), mostMs)
  return Math.round(longestMs * (1 - random / 2))
}
