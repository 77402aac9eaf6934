import type { IncomingHttpHeaders } from 'node:http'
import type { ByteRange } from '../model/byte-range.js'
import { type Validators, wholeSecond } from './conditional.js'
import { parseHttpDate } from './http-date.js'

/** Which part of a file is to be sent (200, 206), or that there is no such part (416). */
export type Part = 'whole' | ByteRange | 'unsatisfiable'

/**
 * Finds which part of a file a GET asks for: this is how players seek in recordings, and how interrupted downloads
 * resume. To be evaluated after all other conditions (RFC 9110 §13.2.2).
 *
 * Whatever is not a single range of bytes is answered with the whole file, as a server may always do (§14.2): another
 * unit, a malformed or backward range, several ranges, or a part of a version that is no longer current.
 *
 * @param size - of the file, in bytes; an empty file has no parts
 */
export function evaluateRange(
  headers: IncomingHttpHeaders,
  validators: Validators,
  size: number,
  nowMs: number,
): Part {
  const { range } = headers
  if (range === undefined || size === 0) return 'whole'
  const ifRange = headers['if-range']
  if (ifRange !== undefined && !isSameVersion(String(ifRange), validators, nowMs)) return 'whole'
  return parseRange(range, size)
}

/** `bytes=0-499`, `bytes=500-`, `bytes=-500` (§14.1.1, §14.1.2). A list may have empty members (§5.6.1.2). */
function parseRange(written: string, size: number): Part {
  const set = /^bytes=([^=]*)$/i.exec(written)?.[1]
  const [member, ...others] = (set ?? '').split(',').filter((text) => text.trim() !== '')
  const [, first = '', last = ''] = /^\s*(\d*)-(\d*)\s*$/.exec(member ?? '') ?? []
  if (others.length > 0 || first + last === '') return 'whole'
  if (first === '') return suffix(Number(last), size)
  if (last !== '' && Number(last) < Number(first)) return 'whole'
  if (Number(first) >= size) return 'unsatisfiable'
  return { first: Number(first), last: Math.min(last === '' ? size : Number(last), size - 1) }
}

function suffix(length: number, size: number): Part {
  return length === 0 ? 'unsatisfiable' : { first: Math.max(size - length, 0), last: size - 1 }
}

/**
 * Whether the version that the client has a part of is ours, by strong comparison (§13.1.5): a weak tag never matches.
 * Our date is a strong validator, since it is not sent before its second is over (§8.8.2.2).
 */
function isSameVersion(written: string, { etag, modified }: Validators, nowMs: number): boolean {
  if (written.startsWith('"')) return written === etag
  return modified !== undefined && parseHttpDate(written, nowMs) === wholeSecond(modified)
}
