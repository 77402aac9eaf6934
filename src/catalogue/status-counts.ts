import type { CatalogueStatus } from './catalogue.js'
import type { Database, Statement } from './database.js'
import { siteId } from './scope-table.js'
import type { State } from './state.js'

/** Where the counts come from: a few rows, however many posts there are. */
export const countSql = {
  tally: 'SELECT name, n FROM tally',
  inFeeds: `SELECT posts FROM scope WHERE id = ${siteId}`,
}

/** The counts that the tables' triggers maintain. */
export class StatusCounts {
  readonly #tally: Statement
  readonly #inFeeds: Statement

  constructor(db: Database) {
    this.#tally = db.prepare(countSql.tally)
    this.#inFeeds = db.prepare(countSql.inFeeds)
  }

  /** Duplicates are errors too, though no Problem is stored for them. */
  status({ complete, search }: Pick<State, 'complete' | 'search'>): CatalogueStatus {
    const rows: { name: string; n: number }[] = this.#tally.all()
    const counts = new Map(rows.map(({ name, n }) => [name, n]))
    const count = (name: string) => counts.get(name) ?? 0
    return {
      complete,
      posts: count('published'),
      withheld: count('withheld'),
      errors: count('error') + count('duplicate'),
      warnings: count('warning'),
      ...(search !== 'off' && { search: this.#progress(count('unindexed')) }),
    }
  }

  #progress(unindexed: number) {
    const total: number = this.#inFeeds.get().posts
    return { indexed: total - unindexed, total }
  }
}
