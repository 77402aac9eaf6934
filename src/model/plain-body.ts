import { decodeEntities } from './entities.js'
import { toLine } from './plain-text.js'
import type { SourceBody } from './post.js'
import { stripMarkup } from './strip-markup.js'

/** How much of a body is read, in UTF-16 units: ten times a very long article. */
const charsMax = 300_000

// Repetitions are bounded: a text of nothing but openings would otherwise take time quadratic in its length.
const blockTag =
  /<(?=\/?(?:address|article|aside|blockquote|br|caption|d[dlt]|details|div|fig(?:caption|ure)|footer|h[1-6r]|header|img|li|main|nav|[ou]l|p|pre|section|summary|t(?:able|body|d|foot|h|head|r))[\s/>])/gi
const reading = /<r[pt]\b[^<>]{0,100}>[^<>]{0,200}(?:<\/r[pt]>)?/gi
const linkTarget = /\]\([^()\n]{0,1000}\)/g
const strong = /\*\*+|~~+/g

/**
 * The words of a body without its markup, extracted without rendering it: accurate enough for searching.
 *
 * Blocks are kept apart, while inline markup vanishes: `<b>银</b>行` and `**银**行` are `银行`.
 * Addresses of Markdown links and readings above characters (`<rt>`) are left out.
 */
export function toPlainBody({ kind, text }: SourceBody): string {
  const source = text.length > charsMax ? text.slice(0, charsMax) : text
  const written = kind === 'markdown' ? source.replace(linkTarget, '] ').replace(strong, '') : source
  return toLine(decodeEntities(stripMarkup(written.replace(reading, '').replace(blockTag, ' <'))))
}
