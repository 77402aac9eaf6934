import { createHash } from 'node:crypto'
import { normalise } from './normalise.js'

/** Longest path segment, in bytes: file systems stop at 255, and a suffix follows. */
const segmentBytesMax = 200
/** `~` and eight hex digits. */
const markBytes = 9

/**
 * Turns a name into one path segment: always the same for one name, and different for different names.
 *
 * A segment that equals its name is used as it is. One that had to be altered (a slash, a control
 * character, leading dots, too long) or that is empty gets `~` and the first 8 hex digits of the
 * name's SHA-256, and so does a name that already ends that way. The order in which names are read never matters.
 *
 * @param name - well-formed text (lone surrogates count as U+FFFD); compared and hashed in NFC
 * @returns text without `/`, `\` and control characters, not yet percent-encoded; see `encodeSegment`
 */
export function segmentOf(name: string): string {
  const normal = normalise(name.toWellFormed(), 'NFC')
  const safe = normal.replace(/[/\\\p{Cc}]/gu, '-').replace(/^\.+/, '')
  const fits = Buffer.byteLength(safe) <= segmentBytesMax
  if (safe === normal && safe !== '' && fits && !/~[0-9a-f]{8}$/.test(safe)) return safe
  return cut(safe, segmentBytesMax - markBytes) + markOf(normal)
}

/**
 * What tells apart names that leave the same characters, or none, in a path: `~` and the first 8 hex digits of the
 * name's SHA-256.
 *
 * @param name - well-formed and in NFC
 */
export function markOf(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex')
  return `~${hash.slice(0, markBytes - 1)}`
}

/** Cuts a text to at most `bytesMax` bytes of UTF-8, between code points. */
function cut(text: string, bytesMax: number): string {
  if (Buffer.byteLength(text) <= bytesMax) return text
  let bytes = 0
  let kept = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > bytesMax) break
    kept += character
  }
  return kept
}

/**
 * Percent-encodes one segment in canonical spelling: UTF-8, upper-case hex, nothing encoded that
 * RFC 3986 §3.3 allows in a segment.
 */
export function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replace(
    /%(?:24|26|2B|2C|3A|3B|3D|40)/g,
    decodeURIComponent,
  )
}

/** Percent-encodes each segment of a path, leaving its slashes. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeSegment).join('/')
}

/**
 * Decodes a percent-encoded path in whatever spelling a client chose: hex digits in either case, NFD or NFC.
 *
 * @returns the path decoded and in NFC, or undefined if it is not UTF-8 or hides a slash in a segment
 */
export function decodePath(path: string): string | undefined {
  try {
    const segments = path.split('/').map((segment) => normalise(decodeURIComponent(segment), 'NFC'))
    return segments.some((segment) => segment.includes('/')) ? undefined : segments.join('/')
  } catch {
    return undefined
  }
}

/** Decodes a path that a person wrote, percent-encoded or not: segments that cannot be decoded (`100%`) are kept. */
export function decodeLeniently(path: string): string {
  return path.split('/').map(decodeOrKeep).join('/')
}

function decodeOrKeep(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
