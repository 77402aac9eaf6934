import { normalise } from './normalise.js'

/** Scripts whose words are not reliably separated by spaces: they are indexed by pairs of characters. */
const dense =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}\\p{Script=Yi}' +
  '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\u30fc'
const runs = new RegExp(`([${dense}]+)|[^ \n${dense}]+`, 'gu')

const notWords = /[^\p{L}\p{N}\p{M}]+/gu
const joiners = /\p{Cf}+/gu
/** Marks are dropped from Latin and Greek letters; in other scripts (й, が) they make a different letter. */
const marked = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu
const perhapsMarked = /[\u00c0-\u1fff]/

/** How much of a word is indexed, in code points from its start. */
const wordCharsMax = 48

/**
 * Normalises a text for searching: letters and digits with their marks, and one space for everything between.
 * Case, compatibility forms (NFKC: `Ａ` is `a`) and the marks of Latin and Greek (`é` is `e`) are folded.
 *
 * Idempotent.
 */
export function toSearchText(text: string): string {
  const plain = normalise(text.toWellFormed().replace(joiners, ''), 'NFKC')
  return foldCase(plain).replace(notWords, ' ').trim()
}

function foldCase(text: string): string {
  // Through upper case, so that ß becomes ss and ς becomes σ; from lower case, since ẞ is a capital already.
  const small = text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ')
  if (!perhapsMarked.test(small)) return small
  return normalise(normalise(small, 'NFD').replace(marked, '$1'), 'NFKC')
}

/**
 * The index terms of a text: every pair of neighbours in scripts without word spaces (`人民银行` gives
 * 人民, 民银, 银行), every word in others. Where the two meet, the characters that touch form a pair: `a股`, `5亿`.
 *
 * @param text - lines of search text; characters on different lines never form a pair
 */
export function termsOf(text: string): Set<string> {
  const terms = new Set<string>()
  let end = 0
  let last = ''
  for (const { 0: run, 1: denseRun, index } of text.matchAll(runs)) {
    const characters = Array.from(run)
    const first = characters[0] ?? ''
    if (index === end && last !== '') terms.add(last + first)
    if (denseRun === undefined) terms.add(wordOf(run, characters))
    else for (let at = 1; at < characters.length; at++) terms.add(`${characters[at - 1]}${characters[at]}`)
    last = characters.at(-1) ?? ''
    end = index + run.length
  }
  return terms
}

function wordOf(run: string, characters: readonly string[]): string {
  return characters.length > wordCharsMax ? characters.slice(0, wordCharsMax).join('') : run
}

/** Every character of a text that belongs to a script without word spaces. */
export function charactersOf(text: string): Set<string> {
  const characters = new Set<string>()
  for (const [, denseRun = ''] of text.matchAll(runs)) for (const one of denseRun) characters.add(one)
  return characters
}

/**
 * Whether a text contains a phrase in one piece that begins and ends at word boundaries. Scripts without
 * word spaces have none to respect, so a phrase in them may be anywhere.
 *
 * @param text - lines of search text
 * @param phrase - search text
 */
export function containsPhrase(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + 1)) {
    const end = at + phrase.length
    if (isBoundary(text, at) && isBoundary(text, end)) return true
  }
  return false
}

const withinWord = new RegExp(`^[^ \n${dense}]{2}$`, 'u')

/** Whether a position in a text is not inside a word. */
function isBoundary(text: string, at: number): boolean {
  const before =
    at > 1 && isLowSurrogate(text.charCodeAt(at - 1)) ? text.slice(at - 2, at) : text.charAt(at - 1)
  return !withinWord.test(before + String.fromCodePoint(text.codePointAt(at) ?? 32))
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
