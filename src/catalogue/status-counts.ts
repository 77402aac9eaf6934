import type { CatalogueStatus } from './catalogue.js'
import type { Database, Statement } from './database.js'

/** The counts that the tables' triggers keep: five rows, whatever the number of posts. */
export class StatusCounts {
  readonly #tally: Statement

  constructor(db: Database) {
    this.#tally = db.prepare('SELECT name, n FROM tally')
  }

  /** A duplicate is an error that stands in no row of its own. */
  status(complete: boolean): CatalogueStatus {
    const rows: { name: string; n: number }[] = this.#tally.all()
    const counts = new Map(rows.map(({ name, n }) => [name, n]))
    const count = (name: string) => counts.get(name) ?? 0
    return {
      complete,
      posts: count('published'),
      withheld: count('withheld'),
      errors: count('error') + count('duplicate'),
      warnings: count('warning'),
    }
  }
}
