import { compareBytes } from './byte-order.js'
import { cleanName, toLine } from './plain-text.js'
import { groupKinds } from './scope.js'
import { parseSearch } from './search-query.js'

/** Keys of a combination's query, in canonical order. */
export const combinationKeys = [
  ...groupKinds,
  'q',
  ...groupKinds.map((kind) => `not-${kind}` as const),
] as const
/** One of them. */
export type CombinationKey = (typeof combinationKeys)[number]

/**
 * The posts of a feed that its reader puts together: those that match at least one value of every key, and none
 * of a `not-…` key. Values are names of categories, tags and authors or, under `q`, words that must all be found.
 *
 * Values are in byte order, without duplicates, and every key has at least one: equal combinations are spelled
 * alike.
 */
export type Combination = Readonly<Partial<Record<CombinationKey, readonly string[]>>>

/** Most values in a query, over all its keys. */
const valuesMax = 20
/** Most values of `q`: each of them has many terms. */
const searchesMax = 4
/** Longest name, and longest value of `q`, in UTF-16 units. */
const nameCharsMax = 200
const searchCharsMax = 100
/** Longest query in canonical spelling, in characters: short enough for every reader, with the site's address. */
const queryCharsMax = 4_000

/** What a query asks for: a combination, one that is refused (with the reason, for the client), or none. */
export type ParsedCombination =
  | { readonly combination: Combination }
  | { readonly refused: string }
  | undefined

/**
 * Parses the query of a feed in any spelling: any order, `+` for a space, hex digits in either case, NFD. Unknown
 * keys are ignored.
 *
 * @param query - what follows the `?`, as it was sent
 * @returns undefined if it has none of our keys
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
  if ((combination.q?.length ?? 0) > searchesMax)
    return { refused: `There are more than ${searchesMax} values of "q"` }
  if (canonicalQuery(combination).length > queryCharsMax)
    return { refused: `The values are longer than ${queryCharsMax} characters when they are percent-encoded` }
  return { combination }
}

function readValue(
  key: CombinationKey,
  written: string,
): { readonly value: string } | { readonly refused: string } {
  const decoded = decode(written)
  if (decoded === undefined) return { refused: `A value of "${key}" is not percent-encoded UTF-8` }
  const value = key === 'q' ? toLine(decoded) : cleanName(decoded)
  const charsMax = key === 'q' ? searchCharsMax : nameCharsMax
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
 * The canonical spelling of a combination's query: keys and values in order, percent-encoded UTF-8 with upper-case
 * hex. Only the unreserved characters of RFC 3986 §2.3 are left unencoded.
 */
export function canonicalQuery(combination: Combination): string {
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
