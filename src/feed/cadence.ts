/** How many of the newest posts a feed's cadence is measured on. */
const postsMax = 20

/**
 * How long readers may cache a feed: half the median gap between its newest 20 posts, within bounds. It depends on
 * the posts alone, so it changes only with them.
 *
 * @param instantsMs - newest first, in milliseconds since the epoch
 * @param secondsMin - lower bound: polling more often would find nothing new
 * @param secondsMax - upper bound: beyond it news would arrive late; also the result for fewer than two posts
 * @returns whole seconds
 * @see RFC 9111 §5.2.2.1
 */
export function maxAgeSeconds(instantsMs: readonly number[], secondsMin: number, secondsMax: number): number {
  const newest = instantsMs.slice(0, postsMax)
  const gapsMs = newest.slice(1).map((instantMs, index) => (newest[index] ?? instantMs) - instantMs)
  if (gapsMs.length === 0) return secondsMax
  return Math.min(secondsMax, Math.max(secondsMin, Math.floor(median(gapsMs) / 2 / 1000)))
}

/** The middle value, or the mean of the two middle ones if their number is even. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1)
  return middle.reduce((sum, value) => sum + value, 0) / middle.length
}

/** `maxAgeSeconds` as RSS's `ttl`: whole minutes, rounded up. */
export function ttlMinutes(maxAge: number): number {
  return Math.ceil(maxAge / 60)
}
