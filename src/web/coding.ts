import type { Coding } from '../publication/resource.js'
import { parseQualities } from './quality.js'

/**
 * Picks the coding to answer in: the one that the client wants most, and of equals the smaller.
 *
 * Where nothing that we have is acceptable, identity is sent all the same: a reader that forbids it by
 * accident is better off with a feed than with a 406 (RFC 9110 §12.5.3 leaves the choice).
 *
 * @param acceptEncoding - the field's value; undefined (no wish told) and empty both mean identity
 * @param available - codings other than identity that the bytes are kept in
 */
export function preferredCoding(acceptEncoding: string | undefined, available: readonly Coding[]): Coding {
  if (acceptEncoding === undefined || !available.includes('gzip')) return 'identity'
  const wishes = parseQualities(acceptEncoding)
  const any = wishes.get('*')
  const gzip = wishes.get('gzip') ?? wishes.get('x-gzip') ?? any ?? 0 // x-gzip is gzip, §8.4.1.3
  if (gzip === 0) return 'identity'
  // Identity that is not mentioned is acceptable, and wanted less than anything that is.
  const identity = wishes.get('identity') ?? any ?? 0
  return gzip >= identity ? 'gzip' : 'identity'
}
