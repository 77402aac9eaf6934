import { decodeEntities } from './entities.js'
import { normalise } from './normalise.js'
import { stripElements } from './strip-markup.js'

// U+200C and U+200D stay: emoji and many scripts need them. XML does not allow U+FFFE and U+FFFF.
const invisible = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]/g
const controls = /[^\P{Cc}\t\n\v\f\r\u0085]/gu
const lineWhite = /[\s\u0085]+/g
const nameWhite = /[\t\n\v\f\r\u0085 \u00a0\u2028\u2029]+/g

/**
 * Turns a title or a summary into one line of plain text: markup is stripped, then entities are decoded,
 * once, so that `&lt;b&gt;` remains as a visible `<b>`; then as `toLine`. Never call it twice on the same text.
 *
 * @returns may be empty; contains no controls, lone surrogates or bidi controls, and no white space but single spaces
 */
export function toPlainText(text: string): string {
  return toLine(decodeEntities(stripElements(withoutInvisible(text))))
}

/**
 * Turns a text without markup into one line: NFC, white space (no-break and ideographic too) folded
 * to one space, controls and invisible characters removed, lone surrogates replaced by U+FFFD.
 */
export function toLine(text: string): string {
  return normalise(withoutInvisible(text), 'NFC').replace(lineWhite, ' ').trim()
}

/**
 * Turns what an author wrote into the name of a category, tag or author: as `toPlainText`, but ideographic and
 * other wide or narrow spaces are kept, since they are part of the name.
 *
 * @returns empty if there is no name
 */
export function toName(text: string): string {
  return cleanName(decodeEntities(stripElements(withoutInvisible(text))))
}

/** As `toName`, for a name without markup: `&lt;` in it is no entity. Idempotent. */
export function cleanName(text: string): string {
  return normalise(withoutInvisible(text), 'NFC').replace(nameWhite, ' ').trim()
}

function withoutInvisible(text: string): string {
  return text.toWellFormed().replace(controls, '').replace(invisible, '')
}
