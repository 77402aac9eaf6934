/** Scripts that are written without blanks between words: their runs are known by pairs of characters. */
const dense =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}\\p{Script=Yi}' +
  '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\u30fc'
const runs = new RegExp(`([${dense}]+)|[^ \n${dense}]+`, 'gu')

const notWords = /[^\p{L}\p{N}\p{M}]+/gu
const joiners = /\p{Cf}+/gu
/** On Latin and Greek letters marks are left out; on others (й, が) they make another letter. */
const marked = /([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu
const perhapsMarked = /[\u00c0-\u1fff]/

/** A longer word is known by its beginning, in code points. */
const wordCharsMax = 48

/**
 * A text as it is searched: letters and digits with their marks, and a blank for all that stands between.
 * Folded are case, compatibility forms (NFKC: `Ａ` is `a`) and the marks of Latin and Greek (`é` is `e`).
 *
 * Doing it twice changes nothing.
 */
export function toSearchText(text: string): string {
  const plain = text.toWellFormed().normalize('NFKC').replace(joiners, '')
  return foldCase(plain).replace(notWords, ' ').trim()
}

function foldCase(text: string): string {
  // By way of capitals, so that ß is ss and ς is σ; and those of small letters, since ẞ is a capital of its own.
  const small = text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ')
  if (!perhapsMarked.test(small)) return small
  return small.normalize('NFD').replace(marked, '$1').normalize('NFKC')
}

/**
 * What a text is found by, each once: of scripts without blanks every pair of neighbours (`人民银行` gives
 * 人民, 民银, 银行), of others every word. Where the two touch, their ends are a pair: `a股`, `5亿`.
 *
 * @param text - lines of search text; what stands on two lines is never a pair
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

/** Every single character of the scripts without blanks. */
export function charactersOf(text: string): Set<string> {
  const characters = new Set<string>()
  for (const [, denseRun = ''] of text.matchAll(runs)) for (const one of denseRun) characters.add(one)
  return characters
}

/**
 * Whether a text holds a phrase: one piece of it, that begins and ends where words do. Scripts without
 * blanks have no such places, and a phrase of theirs may stand anywhere.
 *
 * @param text - lines of search text
 * @param phrase - search text
 */
export function holdsPhrase(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + 1)) {
    const end = at + phrase.length
    if (isBoundary(text, at) && isBoundary(text, end)) return true
  }
  return false
}

const withinWord = new RegExp(`^[^ \n${dense}]{2}$`, 'u')

/** Whether no word goes on over a place in a text. */
function isBoundary(text: string, at: number): boolean {
  const before =
    at > 1 && isLowSurrogate(text.charCodeAt(at - 1)) ? text.slice(at - 2, at) : text.charAt(at - 1)
  return !withinWord.test(before + String.fromCodePoint(text.codePointAt(at) ?? 32))
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
