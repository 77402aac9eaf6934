import { toPlainText } from '../model/plain-text.js'

/** Stands for `<!-- more -->` while a body is rendered. XML does not allow this character, so no body contains it. */
export const moreMark = '\uffff'

/** A summary is about this long, in UTF-16 units. */
const charsWanted = 200
/** A sentence that ends before the first of these, or after the second, does not end the summary. */
const charsMin = 60
const charsMax = 260
/** Most that is kept of the text before the author's own mark, in UTF-16 units. */
const markedCharsMax = 2_000

const passedOver = new Set(['table', 'pre', 'figcaption', 'footer', 'rt', 'rp', 'audio', 'video', 'iframe'])
const inline = new Set(
  (
    'a abbr b bdi bdo cite code data del dfn em i img ins kbd mark q rb rp rt rtc ruby s samp small span strong ' +
    'sub sup time u var wbr'
  ).split(' '),
)

/**
 * The beginning of a body as plain text.
 *
 * It is the text before `moreMark`, or else about 200 characters, cut after a sentence. If no sentence ends in
 * time it is cut between two graphemes and ends in `…`. Tables, code, captions and footnotes are skipped, unless there
 * is nothing else.
 *
 * @param html - sanitised, so that every `<` belongs to a tag
 * @returns plain text on one line; empty for a body of pictures alone
 */
export function summarise(html: string): string {
  const charsEnough = html.includes(moreMark) ? markedCharsMax : charsWanted
  // Entities take up to six characters, and white space is not collapsed yet.
  const budget = 8 * charsEnough
  const text = toRunningText(gather(html, passedOver, budget))
  return cutToSentence(text === '' ? toRunningText(gather(html, new Set(), budget)) : text, charsEnough)
}

/** Joins paragraphs by a space, or by none between Chinese punctuation and a following Chinese character or bracket. */
function toRunningText(html: string): string {
  return toPlainText(html).replace(/(?<=[。！？；：，、）」』》”…]) (?=\p{sc=Han}|[“「『《（])/gu, '')
}

/** The text up to the mark, or until the budget is spent; still escaped. */
function gather(html: string, without: ReadonlySet<string>, budget: number): string {
  let text = ''
  let depth = 0
  for (const [, closing, name = '', words] of html.matchAll(/<(\/?)([a-z\d]+)[^>]*>|([^<]+)/g)) {
    if (words === undefined) {
      if (without.has(name)) depth += closing === '' ? 1 : -1
      if (!inline.has(name)) text += ' '
      continue
    }
    const [before = ''] = words.split(moreMark, 1)
    if (depth === 0) text += before.slice(0, budget).replace(/\s+/g, ' ')
    if (before.length < words.length || text.length > budget) break
  }
  return text
}

function cutToSentence(text: string, chars: number): string {
  const slack = charsMax - charsWanted
  if (text.length <= chars + slack) return text
  const ends = sentenceEnds(text.slice(0, chars + slack + 1))
  const end =
    ends.findLast((at) => at >= charsMin && at <= chars) ??
    ends.find((at) => at > chars && at <= chars + slack)
  return end === undefined ? cutToGrapheme(text, chars) : text.slice(0, end)
}

/** Where sentences end, including the quotes and brackets that close after them. */
function sentenceEnds(text: string): number[] {
  const end = /(?:[。！？]+|[.!?]+(?=["'”’)\]]*\s))["'”’」』》）)\]]*(?![\p{M}\u200d])/gu
  return Array.from(text.matchAll(end), (match) => match.index + match[0].length)
}

function cutToGrapheme(text: string, chars: number): string {
  graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' })
  let end = 0
  for (const { index } of graphemes.segment(text.slice(0, chars + 1))) end = index
  const kept = text.slice(0, end)
  // A short word in an alphabetic script is not cut either.
  const blank = kept.lastIndexOf(' ')
  return `${(blank > end - 30 ? kept.slice(0, blank) : kept).trimEnd()}…`
}

let graphemes: Intl.Segmenter | undefined
