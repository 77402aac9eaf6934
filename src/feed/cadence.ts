/** How many of the newest posts show a feed's rhythm. */
const postsMax = 20

/**
 * For how many seconds readers may keep a feed: half the median gap between its newest 20 posts, within bounds. A
 * function of the posts, so it changes only with them.
 *
 * @param instantsMs - newest first, in milliseconds since the epoch
 * @param secondsMin - polling more often than this finds nothing new
 * @param secondsMax - news would be late beyond this; also the result where there is no gap to go by
 * @returns whole seconds
 * @see RFC 9111 §5.2.2.1
 */
export function maxAgeSeconds(instantsMs: readonly number[], secondsMin: number, secondsMax: number): number {
  const newest = instantsMs.slice(0, postsMax)
  const gapsMs = newest.slice(1).map((instantMs, index) => (newest[index] ?? instantMs) - instantMs)
  if (gapsMs.length === 0) return secondsMax
  return Math.min(secondsMax, Math.max(secondsMin, Math.floor(median(gapsMs) / 2 / 1000)))
}

/** Middle of the values; of an even number, the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1)
  return middle.reduce((sum, value) => sum + value, 0) / middle.length
}

/** The same for RSS's `ttl`: whole minutes, rounded up. */
export function ttlMinutes(maxAge: number): number {
  return Math.ceil(maxAge / 60)
}
