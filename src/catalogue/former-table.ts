import { bindable, type Database, type Statement } from './database.js'
import { headOf, type PostRow } from './rows.js'

/** How many are remembered: older ones are in no cache any more. */
const formerMax = 10_000

/** Remembers how posts were published before they moved or were removed. */
export class FormerTable {
  readonly #put: Statement
  readonly #trim: Statement

  constructor(db: Database) {
    this.#put = db.prepare(
      'INSERT INTO former (path, permalink, guid, age, in_feeds, names) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#trim = db.prepare('DELETE FROM former WHERE id <= ?')
  }

  /** @param to - how it is published now; nothing is kept if the same documents show it */
  keep(from: PostRow, to: PostRow | undefined): void {
    const names = namesOf(from)
    if (to !== undefined && standsWith(from, to) && namesOf(to) === names) return
    const { path, permalink, guid, age, in_feeds } = from
    const { lastInsertRowid } = this.#put.run(path, permalink, guid, age, in_feeds, bindable(names))
    this.#trim.run(Number(lastInsertRowid) - formerMax)
  }
}

/** Only the names of scopes: no text of a withdrawn post may stay. */
function namesOf(row: PostRow): string {
  const { categories, tags, authors } = headOf(row)
  return JSON.stringify({ categories, tags, authors: authors.map(({ name }) => ({ name })) })
}

function standsWith(a: PostRow, b: PostRow): boolean {
  return a.permalink === b.permalink && a.guid === b.guid && a.age === b.age && a.in_feeds === b.in_feeds
}
