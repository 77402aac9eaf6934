import type { Combination } from '../model/combination.js'
import type { CombinationPart, Moment } from './catalogue.js'
import { makeFilter } from './combination-filter.js'
import type { Bookmark, CombinationQuestion } from './combination-question.js'
import { type CombinedScopes, findCombinedScopes } from './combined-scopes.js'
import type { Database, Statement } from './database.js'
import { firstPlace, NameSteps, type Step } from './name-steps.js'
import { postSql } from './post-queries.js'
import { type PostRow, toPostRecord } from './rows.js'
import type { ScopeQueries } from './scope-queries.js'
import type { SearchMode } from './searchable.js'
import type { StoredGuids } from './stored-guids.js'
import { makeWordQuery, WordCheck, type WordQuery } from './word-query.js'
import { firstWordPlace, toPlace, type WordPlace, WordSteps } from './word-steps.js'

/**
 * Limits on the parts of one answer: by names, by the index of words, and those that read posts to look for words. Of
 * the first two, a part that found all that it was asked for does not count, unless its posts must still be read.
 */
const namePartsMax = 20
const wordPartsMax = 40
const lookPartsMax = 32
/** How many posts one part reads, some 5 ms, and how many bytes of their bodies together, not counting the first. */
const looksMax = 10
const lookedBytesMax = 500_000
/** If a kind has no more posts than this, all of them are read, and the index is not used. */
const fewPosts = looksMax * lookPartsMax

/** Answers queries for combinations part by part. However many posts there are, no part takes longer. */
export class CombinationQueries {
  readonly #byId: Statement
  readonly #names: NameSteps
  readonly #words: WordSteps
  readonly #check: WordCheck

  constructor(
    db: Database,
    private readonly scopes: ScopeQueries,
    private readonly guids: StoredGuids,
  ) {
    this.#byId = db.prepare(postSql.byId)
    this.#names = new NameSteps(db)
    this.#words = new WordSteps(db)
    this.#check = new WordCheck(db)
  }

  touched(combination: Combination): Moment {
    return findCombinedScopes(combination, this.scopes).touched
  }

  /** @param mode - of the index of words */
  part(question: CombinationQuestion, mode: SearchMode): CombinationPart {
    const { q } = question.combination
    const words = q && makeWordQuery(q)
    const scopes = findCombinedScopes(question.combination, this.scopes)
    // A post must be in a scope of each kind that is asked for, and for some kind there may be none.
    const isEmpty =
      scopes.wanted.some(({ ids }) => ids.length === 0) || (words && (mode === 'off' || words.match === ''))
    if (isEmpty) return { posts: [] }
    return words === undefined
      ? this.#byNames(scopes, question)
      : this.#byWords(scopes, words, question, mode)
  }

  #byNames(scopes: CombinedScopes, { limit, from = firstBookmark }: CombinationQuestion): CombinationPart {
    const { found, next } = this.#names.step(scopes, from.place, limit)
    const part = found.length < limit ? from.part + 1 : from.part
    const isOver = next === undefined || part > namePartsMax
    return this.#toPart(this.#rowsOf(found), isOver ? undefined : { part, place: next })
  }

  #byWords(
    scopes: CombinedScopes,
    words: WordQuery,
    { limit, from }: CombinationQuestion,
    mode: SearchMode,
  ): CombinationPart {
    const [rarest] = scopes.wanted
    const isFew = rarest !== undefined && rarest.posts <= fewPosts
    const { part, place } = from ?? { part: 1, place: isFew ? firstPlace : firstWordPlace }
    const isIndexed = isWordPlace(place)
    const isKnown = isIndexed && words.exact
    const step = (most: number) =>
      isIndexed
        ? this.#wordStep(scopes, words, { part, place }, most)
        : this.#lookStep(scopes, { part, place }, most)
    const { found, next } = step(isKnown ? limit : looksMax)
    const rows = this.#rowsOf(found)
    if (isKnown) return this.#toPart(rows, next)
    const looked = lookable(rows)
    const held = looked.filter((row) => this.#check.holds(row, words, mode))
    return this.#toPart(held, looked.length === rows.length ? next : step(looked.length).next)
  }

  #rowsOf(found: Step<Bookmark>['found']): PostRow[] {
    return found.map(({ post }) => this.#byId.get(post))
  }

  #wordStep(
    scopes: CombinedScopes,
    { match, exact }: WordQuery,
    { part: last, place }: { readonly part: number; readonly place: WordPlace },
    limit: number,
  ): Step<Bookmark> {
    const step = this.#words.step(match, makeFilter(scopes), place, limit)
    // Words as common as that are soon found by reading posts one by one.
    if (step === undefined) return { found: [], next: { part: 1, place: toPlace(place) } }
    const { found, next } = step
    if (next === undefined) return { found }
    const part = exact && found.length === limit ? last : last + 1
    if (part <= wordPartsMax) return { found, next: { part, place: next } }
    return scopes.wanted.length === 0 ? { found } : { found, next: { part: 1, place: toPlace(next) } }
  }

  #lookStep(scopes: CombinedScopes, { part, place }: Bookmark, limit: number): Step<Bookmark> {
    const { found, next } = this.#names.step(scopes, place, limit)
    return next === undefined || part === lookPartsMax
      ? { found }
      : { found, next: { part: part + 1, place: next } }
  }

  #toPart(rows: readonly PostRow[], next: Bookmark | undefined): CombinationPart {
    const posts = rows.map((row) => toPostRecord(row, this.guids))
    return next === undefined ? { posts } : { posts, next }
  }
}

/** Those posts of a step that can be read in one part: at least the first. */
function lookable(rows: readonly PostRow[]): readonly PostRow[] {
  let bytes = 0
  const end = rows.findIndex(({ body_bytes }, index) => {
    bytes += body_bytes
    return index > 0 && bytes > lookedBytesMax
  })
  return end === -1 ? rows : rows.slice(0, end)
}

const firstBookmark: Bookmark = { part: 1, place: firstPlace }

function isWordPlace(place: Bookmark['place'] | WordPlace): place is WordPlace {
  return 'end' in place
}
