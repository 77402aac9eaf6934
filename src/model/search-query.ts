import { charactersOf, containsPhrase, termsOf, toSearchText } from './search-text.js'

/** What is searched for: all of it must be found. */
export interface SearchQuery {
  /** Search text, split at the spaces of the query; each phrase must be found in one piece. */
  readonly phrases: readonly string[]
  /** Index terms of the phrases: every text that contains the phrases has them all. */
  readonly terms: readonly string[]
  /** Single characters of scripts without word spaces: looked for in titles and names only. */
  readonly characters: readonly string[]
  /** Whether the terms suffice: every text that has them contains the phrases, and need not be read. */
  readonly exact: boolean
}

/** Most terms: further ones would hardly narrow the result, and texts are then checked for the phrases anyway. */
const termsMax = 32

/**
 * Parses search words. Everything in them is data: there is no query syntax.
 *
 * @returns undefined if there is nothing to search for
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

/** A single character of a script without word spaces has no neighbour to form a pair with. */
function termsOfPhrase(phrase: string): Set<string> {
  const terms = termsOf(phrase)
  return terms.size === 0 ? charactersOf(phrase) : terms
}

/**
 * Whether a text matches a query.
 *
 * @param names - lines of search text: title and names
 * @param text - those lines and everything else that is searched
 */
export function matchesQuery({ names, text }: SearchedText, { phrases, characters }: SearchQuery): boolean {
  return (
    characters.every((character) => names.includes(character)) &&
    phrases.every((phrase) => containsPhrase(text, phrase))
  )
}

interface SearchedText {
  readonly names: string
  readonly text: string
}
