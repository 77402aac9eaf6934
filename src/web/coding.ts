import type { Coding } from '../publication/resource.js'
import { parseQualities } from './quality.js'

/**
 * Picks the coding to answer in: the one that the client prefers, and among equals the smallest.
 *
 * If nothing that we have is acceptable, identity is sent all the same: a reader that forbids it by accident is better
 * off with a feed than with a 406 (RFC 9110 §12.5.3 leaves the choice).
 *
 * @param acceptEncoding - the field's value; undefined (no preference) and empty both mean identity
 * @param available - the codings other than identity that the bytes are available in, the smallest first
 */
export function preferredCoding(acceptEncoding: string | undefined, available: readonly Coding[]): Coding {
  if (acceptEncoding === undefined || available.length === 0) return 'identity'
  const wishes = parseQualities(acceptEncoding)
  let best: Coding = 'identity'
  // If identity is not mentioned, it is acceptable, but less wanted than anything that is.
  let most = wishes.get('identity') ?? wishes.get('*') ?? 0
  for (const coding of available) {
    const weight = weightOf(coding, wishes)
    const isBetter = best === 'identity' ? weight >= most : weight > most
    if (weight > 0 && isBetter) [best, most] = [coding, weight]
  }
  return best
}

/** `x-gzip` is gzip (§8.4.1.3). `*` does not include brotli: a client that names nothing may not know it. */
function weightOf(coding: Coding, wishes: ReadonlyMap<string, number>): number {
  if (coding === 'gzip') return wishes.get('gzip') ?? wishes.get('x-gzip') ?? wishes.get('*') ?? 0
  return wishes.get(coding) ?? 0
}
