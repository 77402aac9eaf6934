import { compareBytes } from './byte-order.js'
import { cleanName, toLine } from './plain-text.js'
import { groupKinds } from './scope.js'
import { parseSearch } from './search-query.js'

/** Keys of a combination's query, in the order in which we write them. */
export const combinationKeys = [
  ...groupKinds,
  'q',
  ...groupKinds.map((kind) => `not-${kind}` as const),
] as const
/** One of them. */
export type CombinationKey = (typeof combinationKeys)[number]

/**
 * Which posts a feed carries that a reader puts together: those that have, for every key, one of its values. Names
 * of categories, tags and authors; under `q` words that are all to be found; under `not-…` names that are not to be.
 *
 * Values stand in the order of their bytes, each once, and a key has one at least: equal combinations are spelled
 * alike.
 */
export type Combination = Readonly<Partial<Record<CombinationKey, readonly string[]>>>

/** Most values in a query, whatever their keys. */
const valuesMax = 20
/** Most of them that may be searches (`q`): each of those has many terms. */
const wordsMax = 4
/** Longest name that is read, and longest words to search for, in UTF-16 units. */
const nameCharsMax = 200
const wordsCharsMax = 100
/** Longest query in our spelling: with the site's own address before it, every reader takes it. */
const queryCharsMax = 4_000

/** What a query asks for: nothing that we know, a combination, or what cannot be; `refused` is for the client. */
export type ParsedCombination =
  | { readonly combination: Combination }
  | { readonly refused: string }
  | undefined

/**
 * Reads the query of a feed in whatever spelling: any order, `+` for a blank, either case of hex, NFD. Keys that
 * we do not know are passed over.
 *
 * @param query - what stands behind the `?`, as it was sent
 * @returns undefined where no key of ours is in it
 */
export function parseCombination(query: string): ParsedCombination {
  const values = new Map<CombinationKey, Set<string>>()
  for (const part of query.split('&')) {
    const [name = '', ...rest] = part.split('=')
    const key = combinationKeys.find((known) => known === decode(name))
    if (key === undefined) continue
    const read = readValue(key, rest.join('='))
    if ('refused' in read) return read
    values.set(key, (values.get(key) ?? new Set()).add(read.value))
  }
  if (values.size === 0) return undefined
  const combination = inOrder(values)
  const count = Object.values(combination).flat().length
  if (count > valuesMax) return { refused: `There are more than ${valuesMax} values` }
  if ((combination.q?.length ?? 0) > wordsMax)
    return { refused: `There are more than ${wordsMax} values of "q"` }
  if (spellCombination(combination).length > queryCharsMax)
    return { refused: `The values are longer than ${queryCharsMax} characters, as they are encoded` }
  return { combination }
}

function readValue(
  key: CombinationKey,
  written: string,
): { readonly value: string } | { readonly refused: string } {
  const decoded = decode(written)
  if (decoded === undefined) return { refused: `A value of "${key}" is not percent-encoded UTF-8` }
  const value = key === 'q' ? toLine(decoded) : cleanName(decoded)
  const charsMax = key === 'q' ? wordsCharsMax : nameCharsMax
  if (value === '') return { refused: `A value of "${key}" is empty` }
  if (value.length > charsMax) return { refused: `A value of "${key}" is longer than ${charsMax} characters` }
  if (key === 'q' && parseSearch(value) === undefined)
    return { refused: 'A value of "q" has no letter and no digit to search for' }
  return { value }
}

function decode(written: string): string | undefined {
  try {
    return decodeURIComponent(written.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

function inOrder(values: ReadonlyMap<CombinationKey, ReadonlySet<string>>): Combination {
  const known = combinationKeys.filter((key) => values.has(key))
  return Object.fromEntries(known.map((key) => [key, [...(values.get(key) ?? [])].sort(compareBytes)]))
}

/**
 * The one spelling of a combination's query: keys and values in order, percent-encoded UTF-8 with upper-case hex,
 * nothing left as it is but what RFC 3986 §2.3 calls unreserved.
 */
export function spellCombination(combination: Combination): string {
  return combinationKeys
    .flatMap((key) => (combination[key] ?? []).map((value) => `${key}=${encodeValue(value)}`))
    .join('&')
}

function encodeValue(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
