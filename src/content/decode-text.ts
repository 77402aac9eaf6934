import { isUtf8 } from 'node:buffer'
import type { Fault } from '../model/problem.js'

const decoder = new TextDecoder('utf-8', { fatal: true })
const newline = 0x0a

/**
 * Decodes a file as UTF-8, drops its byte order mark, and makes every line end in `\n`.
 *
 * @returns the text, or a Fault `encoding` with the first line that is not UTF-8
 */
export function decodeText(bytes: Buffer): string | Fault {
  if (!isUtf8(bytes)) return notUtf8(bytes)
  const text = decoder.decode(bytes)
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

function notUtf8(bytes: Buffer): Fault {
  return {
    code: 'encoding',
    severity: 'error',
    line: firstBadLine(bytes),
    reason: 'the file is not valid UTF-8',
    hint: 'Save it as UTF-8; it may be in GBK, GB18030 or Big5.',
  }
}

/**
 * In UTF-8 no other character contains the byte of a newline, so a file can be checked in pieces that end with one:
 * first large pieces, then the lines of the first bad one.
 */
function firstBadLine(bytes: Buffer): number {
  let line = 1
  let start = 0
  for (const pieceBytes of [65_536, 1]) {
    for (let end = endOf(bytes, start, pieceBytes); start < end; end = endOf(bytes, start, pieceBytes)) {
      if (!isUtf8(bytes.subarray(start, end))) break
      for (let at = start; at < end; at++) if (bytes[at] === newline) line++
      start = end
    }
  }
  return line
}

/** The end of the line in which a piece of `pieceBytes` ends. */
function endOf(bytes: Buffer, start: number, pieceBytes: number): number {
  const at = bytes.indexOf(newline, start + pieceBytes - 1)
  return at < 0 ? bytes.length : at + 1
}
