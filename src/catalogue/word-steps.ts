import { type CombinationFilter, passesSql } from './combination-filter.js'
import type { Database, Statement } from './database.js'
import { firstPlace, type Step } from './name-steps.js'
import type { Place, Placed } from './rows.js'
import { ageBehind, daySpan } from './word-index.js'

/** Posts with the words that are read from the index at once, and the number of times that this is done. */
const rangePosts = 2_000
const rangesMax = 10

/** How far posts with the words have been gone through. */
export interface WordPlace extends Place {
  /** Those of days from this place of the index on, or, while `ids` are gone through, after them. */
  readonly end: number
  /** Posts that were read from the index and are not gone through yet, but for those up to `age` and `guid`: JSON. */
  readonly ids?: string
  /** Times that the index has been read. The deeper, the more it has to pass over. */
  readonly depth: number
}

/** Nothing has been gone through. */
export const firstWordPlace: WordPlace = { ...firstPlace, end: Number.MAX_SAFE_INTEGER, depth: 0 }

/**
 * What is asked of the index of words. Its places rise with the days, so that it is read backwards from the newest. A
 * lower bound is not given to it: it would go on to the very first post to see that there are no more.
 */
export const wordStepSql = {
  places: 'SELECT rowid AS place FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
  passing: `
    SELECT m.age, m.guid, m.id AS post FROM json_each(:ids) AS found CROSS JOIN post AS m ON m.id = found.value
    WHERE (m.age, m.guid) > (:age, :guid) AND ${passesSql}
    ORDER BY m.age, m.guid LIMIT :limit`,
}

/** Goes through the posts that have words, whole days at a time, since those of one day stand in no order of ours. */
export class WordSteps {
  readonly #places: Statement
  readonly #passing: Statement

  constructor(db: Database) {
    this.#places = db.prepare(wordStepSql.places)
    this.#passing = db.prepare(wordStepSql.passing)
  }

  /**
   * @param match - in the language of FTS5
   * @returns undefined where it can go no further: a day has too many posts with the words, or there were so many
   */
  step(
    match: string,
    filter: CombinationFilter,
    from: WordPlace,
    limit: number,
  ): Step<WordPlace> | undefined {
    const range = from.ids === undefined ? this.#read(match, from) : from
    if (range === undefined) return undefined
    const { ids = '[]', age, guid, end, depth } = range
    const found: Placed[] = this.#passing.all({ ...filter, ids, age, guid, limit })
    const last = found.at(-1)
    if (found.length === limit && last !== undefined) {
      return { found, next: { ...range, age: last.age, guid: last.guid } }
    }
    return end === Number.MIN_SAFE_INTEGER ? { found } : { found, next: { ...firstPlace, end, depth } }
  }

  /** The posts of as many days as have room. */
  #read(match: string, { end, depth }: WordPlace): WordPlace | undefined {
    if (depth === rangesMax) return undefined
    const rows: { place: number }[] = this.#places.all(match, end, rangePosts + 1)
    const beyond = rows[rangePosts]
    // The day on which there is no more room is left to the next time.
    const start = beyond === undefined ? Number.MIN_SAFE_INTEGER : (dayAt(beyond.place) + 1) * daySpan
    const places = rows.filter(({ place }) => place >= start)
    if (places.length === 0 && beyond !== undefined) return undefined
    const ids = JSON.stringify(places.map(({ place }) => place - dayAt(place) * daySpan))
    return { ...firstPlace, end: start, ids, depth: depth + 1 }
  }
}

/** The place in our order behind which everything lies that has not been gone through. */
export function toPlace({ end, ids, age, guid }: WordPlace): Place {
  if (ids !== undefined) return { age, guid }
  return end === firstWordPlace.end ? firstPlace : { age: ageBehind(dayAt(end)), guid: '' }
}

function dayAt(place: number): number {
  return Math.floor(place / daySpan)
}
