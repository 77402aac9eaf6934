import { type CombinationFilter, passesSql } from './combination-filter.js'
import type { Database, Statement } from './database.js'
import { firstPlace, type Step } from './name-steps.js'
import type { Place, Placed } from './rows.js'
import { ageAfterDay, rowidsPerDay } from './word-index.js'

/** How many matches are read from the index at a time, and how often at most. */
const rangePosts = 2_000
const rangesMax = 10

/** How far the matches of a search have been scanned. */
export interface WordPlace extends Place {
  /** Matches at or above this rowid of the index have been read; those not scanned yet are in `ids`. */
  readonly end: number
  /** JSON of the ids of posts read from the index; those up to `age` and `guid` have been scanned. */
  readonly ids?: string
  /** How often the index has been read. The deeper, the more a read has to skip. */
  readonly depth: number
}

/** The place before all matches. */
export const firstWordPlace: WordPlace = { ...firstPlace, end: Number.MAX_SAFE_INTEGER, depth: 0 }

/**
 * Queries of the index of words. Its rowids rise with the days, so it is read backwards from the newest. It is given no
 * lower bound: FTS5 would go on to the very first post to see that there are no more.
 */
export const wordStepSql = {
  places: 'SELECT rowid AS place FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
  passing: `
    SELECT m.age, m.guid, m.id AS post FROM json_each(:ids) AS found CROSS JOIN post AS m ON m.id = found.value
    WHERE (m.age, m.guid) > (:age, :guid) AND ${passesSql}
    ORDER BY m.age, m.guid LIMIT :limit`,
}

/** Scans the posts that match words, whole days at a time, since within a day the index is not in our order. */
export class WordSteps {
  readonly #places: Statement
  readonly #passing: Statement

  constructor(db: Database) {
    this.#places = db.prepare(wordStepSql.places)
    this.#passing = db.prepare(wordStepSql.passing)
  }

  /**
   * @param match - a query in the syntax of FTS5
   * @returns undefined if it can go no further: a day has too many matches, or there were too many in all
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

  /** Reads the matches of as many whole days as there is room for. */
  #read(match: string, { end, depth }: WordPlace): WordPlace | undefined {
    if (depth === rangesMax) return undefined
    const rows: { place: number }[] = this.#places.all(match, end, rangePosts + 1)
    const beyond = rows[rangePosts]
    // The day that no longer fits is left to the next read.
    const start = beyond === undefined ? Number.MIN_SAFE_INTEGER : (dayAt(beyond.place) + 1) * rowidsPerDay
    const places = rows.filter(({ place }) => place >= start)
    if (places.length === 0 && beyond !== undefined) return undefined
    const ids = JSON.stringify(places.map(({ place }) => place - dayAt(place) * rowidsPerDay))
    return { ...firstPlace, end: start, ids, depth: depth + 1 }
  }
}

/** A place in our order that all posts not yet scanned come after. */
export function toPlace({ end, ids, age, guid }: WordPlace): Place {
  if (ids !== undefined) return { age, guid }
  return end === firstWordPlace.end ? firstPlace : { age: ageAfterDay(dayAt(end)), guid: '' }
}

function dayAt(place: number): number {
  return Math.floor(place / rowidsPerDay)
}
