import { charactersOf, holdsPhrase, termsOf, toSearchText } from './search-text.js'

/** What is searched for: all of it must be found. */
export interface SearchQuery {
  /** Search text; each is what stood between two blanks, and is to be found in one piece. */
  readonly phrases: readonly string[]
  /** What a text that holds them is found by. */
  readonly terms: readonly string[]
  /** Single characters of scripts without blanks: they are looked for in titles and names alone. */
  readonly characters: readonly string[]
  /** Whether every text with these terms holds the phrases, so that nobody need look into it. */
  readonly exact: boolean
}

/** Further terms would find hardly fewer posts: whether a text holds them is looked into. */
const termsMax = 32

/**
 * Reads words that somebody searches for. Whatever stands in them is data: there is no syntax.
 *
 * @returns undefined where there is nothing to search for
 */
export function parseSearch(words: string): SearchQuery | undefined {
  const phrases = [...new Set(words.split(/\s+/u).map(toSearchText))].filter((phrase) => phrase !== '')
  if (phrases.length === 0) return undefined
  const found = phrases.map((phrase) => [...termsOfPhrase(phrase)])
  const terms = [...new Set(found.flat())]
  const exact = terms.length <= termsMax && found.every((of, n) => of.length === 1 && of[0] === phrases[n])
  const characters = phrases.filter((phrase) => termsOf(phrase).size === 0)
  return {
    phrases,
    terms: terms.slice(0, termsMax),
    characters: characters.flatMap((phrase) => [...charactersOf(phrase)]),
    exact,
  }
}

/** A single character of a script without blanks has no neighbour to be found by. */
function termsOfPhrase(phrase: string): Set<string> {
  const terms = termsOf(phrase)
  return terms.size === 0 ? charactersOf(phrase) : terms
}

/**
 * @param names - lines of search text: title and names
 * @param text - the same, and all else that is searched
 */
export function holds({ names, text }: SearchedText, { phrases, characters }: SearchQuery): boolean {
  return (
    characters.every((character) => names.includes(character)) &&
    phrases.every((phrase) => holdsPhrase(text, phrase))
  )
}

interface SearchedText {
  readonly names: string
  readonly text: string
}
