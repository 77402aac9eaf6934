/** Suffixes that intermediaries add to a tag when they compress: Apache's mod_deflate and mod_brotli. */
const addedSuffixes = ['-gzip', '-br']

/** One tag of a list, as a client wrote it. */
interface WrittenTag {
  readonly weak: boolean
  readonly opaque: string
}

/**
 * Whether an `If-None-Match` list contains a tag, by weak comparison: `W/"a"` and `"a"` are the same.
 *
 * Also accepted as ours: a tag with the suffix that Apache adds when it compresses (`W/"a-gzip"`, in old versions
 * `"a"-gzip`), and one without quotes, as some readers send it back. Neither can be mistaken for another version of
 * ours. Members that are malformed in any other way match nothing.
 *
 * @param list - the field's value; `*` matches every tag
 * @param etag - ours, `W/"…"`
 * @see RFC 9110 §8.8.3.2, §13.1.2
 */
export function namesWeakly(list: string, etag: string): boolean {
  if (list === etag || list === '*') return true
  const ours = opaqueOf(etag)
  for (const { opaque } of tagsOf(list)) {
    if (opaque === ours) return true
    if (addedSuffixes.some((suffix) => opaque === ours + suffix)) return true
  }
  return false
}

/**
 * Whether an `If-Match` list contains a tag, by strong comparison: a weak tag on either side matches nothing.
 *
 * @see RFC 9110 §8.8.3.2, §13.1.1
 */
export function namesStrongly(list: string, etag: string): boolean {
  if (list === '*') return true
  if (etag.startsWith('W/')) return false
  const ours = opaqueOf(etag)
  for (const { weak, opaque } of tagsOf(list)) if (!weak && opaque === ours) return true
  return false
}

function opaqueOf(etag: string): string {
  return etag.slice(etag.indexOf('"') + 1, etag.lastIndexOf('"'))
}

/**
 * Splits a list of tags. Written by hand, because a tag may contain commas, and because a regular expression that looks
 * for closing quotes takes quadratic time on a hostile list without any.
 */
function* tagsOf(list: string): Generator<WrittenTag> {
  let at = 0
  while (at < list.length) {
    if (list[at] === ' ' || list[at] === '\t') {
      at++
      continue
    }
    const weak = list.startsWith('W/', at)
    const open = weak ? at + 2 : at
    const quoted = list[open] === '"'
    const close = quoted ? list.indexOf('"', open + 1) : open
    if (close === -1) return // the rest is one unterminated tag
    const comma = list.indexOf(',', close)
    const end = comma === -1 ? list.length : comma
    const rest = list.slice(quoted ? close + 1 : open, end).trim()
    if (!quoted && rest !== '') yield { weak, opaque: rest }
    if (quoted && (rest === '' || addedSuffixes.includes(rest))) {
      yield { weak, opaque: list.slice(open + 1, close) + rest }
    }
    at = end + 1
  }
}
