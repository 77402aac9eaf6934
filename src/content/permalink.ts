import { isOwnAddress } from '../model/address.js'
import type { Permalink } from '../model/post.js'
import type { Fault } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { decodeWritten, encodePath, segmentOf } from '../model/segment.js'
import { fillPlaceholders, type PermalinkParts } from './permalink-placeholders.js'

/** Longest permalink, in bytes as it is written; a request line of 8,000 must hold it with room to spare. */
const permalinkBytesMax = 2_000
const segmentBytesMax = 200

/**
 * Where a post's page is.
 *
 * @param written - `permalink` of the front matter, with or without placeholders. It must be a path: beginning
 *   with one `/`, without `?`, `#` and segments `..`; it stays as it is
 * @param pattern - the site's own, where the author gave none: `/:categories/:year/:month/:day/:title.html`.
 *   Both may be percent-encoded or not
 * @returns a path in our one spelling; or a Fault: `permalink-invalid`, `permalink-taken`
 */
export function makePermalink(
  written: string | undefined,
  pattern: string,
  parts: PermalinkParts,
): Permalink | Fault {
  const template = written === undefined ? pattern : written.trim()
  // Decoded before names are filled in: those are text, whatever they look like.
  const decoded = decodeWritten(template)
  const why = written === undefined ? undefined : whyNoPath(template, decoded)
  if (why !== undefined) return invalid(template, why)
  const filled = fillPlaceholders(decoded, parts)
  if ('unknown' in filled) return invalid(template, `${quote(filled.unknown)} is no placeholder`)
  const path = toPath(written === undefined ? cleanAsJekyll(filled.path) : withoutDots(filled.path))
  const permalink = encodePath(path)
  if (permalink.length > permalinkBytesMax) return invalid(template, 'it is too long')
  return isOwnAddress(path) ? taken(permalink) : permalink
}

function whyNoPath(template: string, path: string): string | undefined {
  if (!template.startsWith('/') || template.startsWith('//')) return 'it does not begin with one "/"'
  if (/[?#]/.test(template)) return 'it holds "?" or "#"'
  // No server can tell it from the slash between segments.
  if (/%2f/i.test(template)) return 'it holds an encoded slash, "%2F"'
  if (/[\p{Cc}\\]/u.test(path)) return 'it holds a backslash or a control character'
  if (path.split('/').some((segment) => segment === '..' || segment === '.')) return 'it holds ".." or "."'
  return undefined
}

/** Jekyll's cleaning, letter for letter, since sites that move in have these addresses. */
function cleanAsJekyll(filled: string): string {
  return filled
    .replaceAll('..', '/')
    .replaceAll('./', '')
    .replace(/\/\.?$/, '/')
}

/** Drops segments `.` and `..` that a name filled in. Dots within a segment, such as `a..b`, stay. */
function withoutDots(filled: string): string {
  return filled.replace(/(?<=\/|^)\.\.?(?=\/|$)/g, '')
}

/** Of several slashes one stays, and segments that no file could be named like are cut. */
function toPath(cleaned: string): string {
  return `/${cleaned.replace(/[\p{Cc}\\]/gu, '-')}`
    .replace(/\/{2,}/g, '/')
    .normalize('NFC')
    .split('/')
    .map((segment, place, { length }) => shorten(segment, place === length - 1))
    .join('/')
}

/** Cuts a segment that no file could be named like. A file's ending stays: by it servers know what it is. */
function shorten(segment: string, isFile: boolean): string {
  const ending = (isFile && /\.[a-z\d]{1,9}$/i.exec(segment)?.[0]) || ''
  const stem = segment.slice(0, segment.length - ending.length)
  return Buffer.byteLength(stem) > segmentBytesMax ? segmentOf(stem) + ending : segment
}

function invalid(template: string, why: string): Fault {
  return {
    code: 'permalink-invalid',
    severity: 'error',
    reason: `the permalink ${quote(template)} is not a path: ${why}`,
    hint: 'Write a path of this site such as /2026/rain.html.',
  }
}

function taken(permalink: string): Fault {
  return {
    code: 'permalink-taken',
    severity: 'error',
    reason: `the permalink ${quote(permalink)} has the form of one of the site's own addresses`,
    hint: 'Write another "permalink:" into the front matter, or give the file another name.',
  }
}
