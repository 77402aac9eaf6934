import { holds, parseSearch, type SearchQuery } from '../model/search-query.js'
import type { PostRecord, SearchQuestion } from './catalogue.js'
import type { Database, Statement } from './database.js'
import { headOf, type PostRow, toAge, toPostRecord } from './rows.js'
import { type SearchMode, searchableOf } from './searchable.js'
import { type PackedBody, unpackBody } from './source-text.js'
import { dayOf, daySpan } from './word-index.js'

/** So many posts that turn out not to hold the words are looked into for one answer, and no more. */
const missesMax = 500

/** What is asked of the index of words. Its places rise with the days, so that it is read backwards from the newest. */
export const searchSql = {
  last: 'SELECT rowid AS place FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT 1',
  ofDay: `
    SELECT post.* FROM words CROSS JOIN post ON post.id = words.rowid & ${daySpan - 1}
    WHERE words MATCH ? AND words.rowid >= ? AND words.rowid < ? AND (post.age, post.guid) > (?, ?)
    ORDER BY post.age, post.guid LIMIT ?`,
  body: 'SELECT kind, source FROM body WHERE post = ?',
}

/** Finds posts by their words. */
export class SearchQueries {
  readonly #last: Statement
  readonly #ofDay: Statement
  readonly #body: Statement

  constructor(db: Database) {
    this.#last = db.prepare(searchSql.last)
    this.#ofDay = db.prepare(searchSql.ofDay)
    this.#body = db.prepare(searchSql.body)
  }

  /** @param mode - under which the index is made */
  search({ words, limit, before }: SearchQuestion, mode: SearchMode): PostRecord[] {
    const query = mode === 'off' ? undefined : parseSearch(words)
    if (query === undefined) return []
    const match = query.terms.map(quoted).join(' ')
    const found: PostRecord[] = []
    let misses = query.exact ? 0 : missesMax
    let end =
      before === undefined ? Number.MAX_SAFE_INTEGER : (dayOf(before.published.instantMs) + 1) * daySpan
    while (found.length < limit && misses >= 0) {
      const last: { place: number } | undefined = this.#last.get(match, end)
      if (last === undefined) break
      const start = Math.floor(last.place / daySpan) * daySpan
      const wanted = limit - found.length + misses
      const rows: PostRow[] = this.#ofDay.all(match, start, end, ...keyOf(before), wanted)
      for (const row of rows) {
        if (found.length === limit || misses < 0) break
        if (query.exact || this.#holds(row, query, mode)) found.push(toPostRecord(row))
        else misses -= 1
      }
      end = start
    }
    return found
  }

  #holds(row: PostRow, query: SearchQuery, mode: SearchMode): boolean {
    const body = () => {
      const packed: PackedBody | undefined = this.#body.get(row.id)
      return packed && unpackBody(packed)
    }
    return holds(searchableOf(headOf(row), body, mode).text, query)
  }
}

/** A place in our order; without one, before all posts. */
function keyOf(before: SearchQuestion['before']): [age: number, guid: string] {
  return before === undefined
    ? [Number.MIN_SAFE_INTEGER, '']
    : [toAge(before.published.instantMs), before.guid]
}

/** A term as FTS5 takes it for nothing but text. */
function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`
}
