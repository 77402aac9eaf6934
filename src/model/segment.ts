import { createHash } from 'node:crypto'

/** A path segment is never longer: file systems stop at 255 bytes, and suffixes follow. */
const segmentBytesMax = 200

/**
 * Makes a name into one path segment, the same for ever and different for different names.
 *
 * A segment that equals its name is used as it is. One that had to be altered (a slash, a control
 * character, leading dots, too long) or that is empty gets `~` and the first 8 hex digits of the
 * name's SHA-256, and so does a name that already ends like that: no order of reading decides.
 *
 * @param name - any text; compared and hashed in NFC
 * @returns text without `/`, `\` and control characters, not yet percent-encoded; see `encodeSegment`
 */
export function segmentOf(name: string): string {
  const normal = name.normalize('NFC')
  const safe = cut(
    normal
      .toWellFormed()
      .replace(/[/\\\p{Cc}]/gu, '-')
      .replace(/^\.+/, ''),
  )
  if (safe === normal && safe !== '' && !/~[0-9a-f]{8}$/.test(safe)) return safe
  return `${safe}~${createHash('sha256').update(normal).digest('hex').slice(0, 8)}`
}

function cut(text: string): string {
  if (Buffer.byteLength(text) <= segmentBytesMax) return text
  let bytes = 0
  let kept = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > segmentBytesMax) break
    kept += character
  }
  return kept
}

/**
 * Percent-encodes one segment in the only spelling we write: UTF-8, upper-case hex, nothing encoded
 * that RFC 3986 §3.3 allows in a segment.
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
 * Reads a percent-encoded path in whatever spelling a client chose: either case of hex, NFD or NFC.
 *
 * @returns the path decoded and in NFC, or undefined where it is not UTF-8, or hides a slash in a segment
 */
export function decodePath(path: string): string | undefined {
  try {
    const segments = path.split('/').map((segment) => decodeURIComponent(segment).normalize('NFC'))
    return segments.some((segment) => segment.includes('/')) ? undefined : segments.join('/')
  } catch {
    return undefined
  }
}
