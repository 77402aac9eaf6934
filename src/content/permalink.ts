import { isOwnAddress } from '../model/address.js'
import { normalise } from '../model/normalise.js'
import type { Permalink } from '../model/post.js'
import type { Fault } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { decodeLeniently, encodePath, segmentOf } from '../model/segment.js'
import { fillPlaceholders, type PermalinkParts } from './permalink-placeholders.js'

/** Longest permalink, in bytes when encoded; a request line of 8,000 bytes must hold it with room to spare. */
const permalinkBytesMax = 2_000
const segmentBytesMax = 200

/**
 * Makes the path of a post's page.
 *
 * @param written - `permalink` from the front matter, with or without placeholders. It must be a path: beginning with
 *   exactly one `/`, without `?`, `#` and `..` segments; it is kept as it is
 * @param pattern - the site's own, used if the author gave none: `/:categories/:year/:month/:day/:title.html`. Either
 *   may be percent-encoded
 * @returns a path in our one spelling; or a Fault: `permalink-invalid`, `permalink-taken`
 */
export function makePermalink(
  written: string | undefined,
  pattern: string,
  parts: PermalinkParts,
): Permalink | Fault {
  const template = written === undefined ? pattern : written.trim()
  // Decoded before names are filled in: names are text, whatever they look like.
  const decoded = decodeLeniently(template)
  const why = written === undefined ? undefined : whyNoPath(template, decoded)
  if (why !== undefined) return invalid(template, why)
  const filled = fillPlaceholders(decoded, parts)
  if ('unknown' in filled) return invalid(template, `${quote(filled.unknown)} is not a placeholder`)
  const path = toPath(written === undefined ? cleanAsJekyll(filled.path) : withoutDots(filled.path))
  const permalink = encodePath(path)
  if (permalink.length > permalinkBytesMax) return invalid(template, 'it is too long')
  return isOwnAddress(path) ? taken(permalink) : permalink
}

function whyNoPath(template: string, path: string): string | undefined {
  if (!template.startsWith('/') || template.startsWith('//')) return 'it does not begin with a single "/"'
  if (/[?#]/.test(template)) return 'it contains "?" or "#"'
  // Servers cannot tell it from the slash between segments.
  if (/%2f/i.test(template)) return 'it contains an encoded slash, "%2F"'
  if (/[\p{Cc}\\]/u.test(path)) return 'it contains a backslash or a control character'
  if (path.split('/').some((segment) => segment === '..' || segment === '.'))
    return 'one of its parts is ".." or "."'
  return undefined
}

/** Jekyll's own clean-up, reproduced exactly, since sites that move here have these addresses. */
function cleanAsJekyll(filled: string): string {
  return filled
    .replaceAll('..', '/')
    .replaceAll('./', '')
    .replace(/\/\.?$/, '/')
}

/** Drops `.` and `..` segments that came from a name. Dots within a segment, such as `a..b`, stay. */
function withoutDots(filled: string): string {
  return filled.replace(/(?<=\/|^)\.\.?(?=\/|$)/g, '')
}

/**
 * Writes `-` for control characters and backslashes, one slash for several, and cuts segments that are too long for a
 * file.
 */
function toPath(cleaned: string): string {
  const path = `/${cleaned.replace(/[\p{Cc}\\]/gu, '-')}`.replace(/\/{2,}/g, '/')
  return normalise(path, 'NFC')
    .split('/')
    .map((segment, place, { length }) => shorten(segment, place === length - 1))
    .join('/')
}

/** Cuts a segment that is too long for the name of a file. A suffix is kept: servers tell the type of a file by it. */
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
    hint: 'Write a path on this site, such as /2026/rain.html.',
  }
}

function taken(permalink: string): Fault {
  return {
    code: 'permalink-taken',
    severity: 'error',
    reason: `the permalink ${quote(permalink)} looks like one of the site's own addresses`,
    hint: 'Write a different "permalink:" in the front matter, or rename the file.',
  }
}
