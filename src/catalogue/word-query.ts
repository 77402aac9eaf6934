import { type PackedBody, unpackBody } from '../content/packed-body.js'
import { holds, parseSearch, type SearchQuery } from '../model/search-query.js'
import type { Database, Statement } from './database.js'
import { postSql } from './post-queries.js'
import { headOf, type PostRow } from './rows.js'
import { type SearchMode, searchableOf } from './searchable.js'

/** Words that are searched for, one of several ways of which is to be found. */
export interface WordQuery {
  /** As FTS5 is asked for them. */
  readonly match: string
  readonly queries: readonly SearchQuery[]
  /** Whether every post that the index finds holds the words. */
  readonly exact: boolean
}

/** @param alternatives - of each, all words are to be found */
export function makeWordQuery(alternatives: readonly string[]): WordQuery {
  const queries = alternatives.map(parseSearch).filter((query) => query !== undefined)
  return {
    match: queries.map(({ terms }) => `(${terms.map(quoted).join(' AND ')})`).join(' OR '),
    queries,
    exact: queries.every(({ exact }) => exact),
  }
}

/** A term as FTS5 takes it for nothing but text. */
function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`
}

/** Looks into posts for words. */
export class WordCheck {
  readonly #body: Statement

  constructor(db: Database) {
    this.#body = db.prepare(postSql.body)
  }

  /** @param mode - of the index: where it knows titles and names alone, nothing else is looked into */
  holds(row: PostRow, { queries }: WordQuery, mode: SearchMode): boolean {
    const body = () => {
      const packed: PackedBody | undefined = this.#body.get(row.id)
      return packed && unpackBody(packed)
    }
    const searchable = searchableOf(headOf(row), body, mode)
    return queries.some((query) => holds(searchable, query))
  }
}
