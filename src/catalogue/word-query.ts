import { type PackedBody, unpackBody } from '../content/packed-body.js'
import { matchesQuery, parseSearch, type SearchQuery } from '../model/search-query.js'
import type { Database, Statement } from './database.js'
import { postSql } from './post-queries.js'
import { headOf, type PostRow } from './rows.js'
import { type SearchMode, searchableOf } from './searchable.js'

/** A search for words: one of several alternatives must be found. */
export interface WordQuery {
  /** The query in the syntax of FTS5. */
  readonly match: string
  readonly queries: readonly SearchQuery[]
  /** Whether every post that the index finds is sure to hold the words. */
  readonly exact: boolean
}

/** @param alternatives - of each, all words must be found */
export function makeWordQuery(alternatives: readonly string[]): WordQuery {
  const queries = alternatives.map(parseSearch).filter((query) => query !== undefined)
  return {
    match: queries.map(({ terms }) => `(${terms.map(quoted).join(' AND ')})`).join(' OR '),
    queries,
    exact: queries.every(({ exact }) => exact),
  }
}

/** A term quoted for FTS5, so that it has no syntax. */
function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`
}

/** Looks for words in the text of posts. */
export class WordCheck {
  readonly #body: Statement

  constructor(db: Database) {
    this.#body = db.prepare(postSql.body)
  }

  /** @param mode - of the index: in mode `title`, only titles and names are looked at */
  holds(row: PostRow, { queries }: WordQuery, mode: SearchMode): boolean {
    const body = () => {
      const packed: PackedBody | undefined = this.#body.get(row.id)
      return packed && unpackBody(packed)
    }
    const searchable = searchableOf(headOf(row), body, mode)
    return queries.some((query) => matchesQuery(searchable, query))
  }
}
