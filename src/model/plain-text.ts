import { decodeEntities } from './entities.js'
import { stripMarkup } from './strip-markup.js'

// U+200C and U+200D stay: emoji and many scripts are joined by them. U+FFFE and U+FFFF are in no XML.
const invisible = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]/g
const controls = /[^\P{Cc}\t\n\v\f\r\u0085]/gu
const lineWhite = /[\s\u0085]+/g
const nameWhite = /[\t\n\v\f\r\u0085 \u00a0\u2028\u2029]+/g

/**
 * Makes one line of plain text of a title or a summary: markup is stripped, then entities are decoded,
 * once, so that `&lt;b&gt;` stays as `<b>` to be read; then as `toLine`. Never call it twice.
 *
 * @returns may be empty; never holds controls, lone surrogates, bidi controls, or white space but single blanks
 */
export function toPlainText(text: string): string {
  return toLine(decodeEntities(stripMarkup(withoutInvisible(text))))
}

/**
 * Makes one line of a text that holds no markup: NFC, white space (no-break and ideographic too) folded
 * to one blank, controls and invisible characters removed, lone surrogates to U+FFFD.
 */
export function toLine(text: string): string {
  return withoutInvisible(text).normalize('NFC').replace(lineWhite, ' ').trim()
}

/**
 * Makes the name of a category, tag or author of what its author wrote: as `toPlainText`, but the
 * ideographic space and other wide or narrow ones are kept, since they are part of the name.
 *
 * @returns may be empty: then there is no name
 */
export function toName(text: string): string {
  return cleanName(decodeEntities(stripMarkup(withoutInvisible(text))))
}

/** The same of a name that stands for itself: `&lt;` in it is no entity, and doing it twice changes nothing. */
export function cleanName(text: string): string {
  return withoutInvisible(text).normalize('NFC').replace(nameWhite, ' ').trim()
}

function withoutInvisible(text: string): string {
  return text.toWellFormed().replace(controls, '').replace(invisible, '')
}
