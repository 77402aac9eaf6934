import { normalise } from '../model/normalise.js'
import type { Guid, Permalink } from '../model/post.js'
import type { Fault } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { encodePath, encodeSegment } from '../model/segment.js'
import { type HeaderValue, kindOf } from './header.js'
import type { ReadOptions } from './read-result.js'

/** In UTF-16 units; a longer one is a mistake. */
const guidCharsMax = 2_000

/**
 * The guid of a post whose author gave none.
 *
 * `path`: GUID_BASE/id/ and the path of the file, without `_posts/` and the suffix. Date, category, title and permalink
 * play no part, so that correcting them makes an update and not a new entry.
 * `jekyll`: what jekyll-feed wrote, for sites that move here and whose readers know those: the folder of the permalink,
 * and the slug.
 */
export function makeGuid(
  { guidBase, guids }: Pick<ReadOptions, 'guidBase' | 'guids'>,
  post: { readonly file: string; readonly permalink: Permalink; readonly slug: string },
): Guid {
  if (guids === 'jekyll') return guidBase + jekyllId(post.permalink, post.slug)
  const path = normalise(post.file, 'NFC')
    .replace(/\.[^./]+$/, '')
    .split('/')
    .filter((part, place, { length }) => part !== '_posts' || place === length - 1)
  return `${guidBase}/id/${encodePath(path.join('/'))}`
}

/** Ruby's `File.dirname` ignores a trailing slash: `/news/rain/` lies in `/news`. */
function jekyllId(permalink: Permalink, slug: string): string {
  const folder = permalink.replace(/\/$/, '').replace(/\/[^/]*$/, '')
  return `${folder}/${encodeSegment(normalise(slug, 'NFC'))}`
}

/**
 * Checks a guid that its author gave. It is used verbatim, so it must survive XML and JSON unchanged.
 *
 * @returns an error if it cannot; a warning if it is not an IRI, which RFC 4287 §4.2.6 requires
 */
export function checkGuid(guid: HeaderValue): Fault | undefined {
  if (typeof guid !== 'string') return unusable(`the guid is ${kindOf(guid)}, not text`)
  const why = whyUnusable(guid)
  if (why !== undefined) return unusable(`the guid ${quote(guid)} cannot be used: ${why}`)
  if (/^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i.test(guid)) return undefined
  return {
    code: 'guid-invalid',
    severity: 'warning',
    reason: `the guid ${quote(guid)} is not a full address, although Atom requires one`,
    hint: 'Keep it if readers already know it; otherwise write one such as tag:example.com,2026:rain, or delete the line.',
  }
}

function unusable(reason: string): Fault {
  const hint = 'Write the guid that readers already know, or delete the line.'
  return { code: 'guid-invalid', severity: 'error', reason, hint }
}

function whyUnusable(guid: string): string | undefined {
  if (guid === '') return 'it is empty'
  if (guid !== guid.trim()) return 'it has white space around it'
  if (guid.length > guidCharsMax) return 'it is too long'
  if (/[\p{Cc}\ufffe\uffff]/u.test(guid) || !guid.isWellFormed())
    return 'it contains characters that no feed can carry'
  return undefined
}
