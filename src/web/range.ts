import type { IncomingHttpHeaders } from 'node:http'
import type { ByteRange } from '../model/byte-range.js'
import { type Validators, wholeSecond } from './conditional.js'
import { parseHttpDate } from './http-date.js'

/** What of a file is to be sent (200, 206), or that there is no such part of it (416). */
export type Part = 'whole' | ByteRange | 'unsatisfiable'

/**
 * Reads which part of a file a GET asks for: how players of recordings seek, and how a download that broke
 * off goes on. To be asked after all other conditions (RFC 9110 §13.2.2).
 *
 * The whole file answers whatever is no single range of bytes, as a server may always do (§14.2): another unit,
 * a range that is malformed or backwards, several at once, and a part of a version that is no longer there.
 *
 * @param size - of the file, in bytes; an empty one has no parts
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
 * Whether what the client has a part of is what we have, by strong comparison (§13.1.5): a weak tag never is. Our
 * date is as strong as a tag, since it is not told before its second is over (§8.8.2.2).
 */
function isSameVersion(written: string, { etag, modified }: Validators, nowMs: number): boolean {
  if (written.startsWith('"')) return written === etag
  return modified !== undefined && parseHttpDate(written, nowMs) === wholeSecond(modified)
}
