import { bindable, type Database, type Statement } from './database.js'
import { headOf, type PostRow } from './rows.js'

/** So many are remembered: what left longest ago is in no cache any more. */
const formerMax = 10_000

/** Remembers what posts were published as before they changed their place, or left. */
export class FormerTable {
  readonly #put: Statement
  readonly #trim: Statement

  constructor(db: Database) {
    this.#put = db.prepare(
      'INSERT INTO former (path, permalink, guid, age, in_feeds, names) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#trim = db.prepare('DELETE FROM former WHERE id <= ?')
  }

  /** @param to - what it is published as now; nothing is kept where that stands in the same documents */
  keep(from: PostRow, to: PostRow | undefined): void {
    const names = namesOf(from)
    if (to !== undefined && standsWith(from, to) && namesOf(to) === names) return
    const { path, permalink, guid, age, in_feeds } = from
    const { lastInsertRowid } = this.#put.run(path, permalink, guid, age, in_feeds, bindable(names))
    this.#trim.run(Number(lastInsertRowid) - formerMax)
  }
}

/** Only what leads to scopes: of a post that was withdrawn, no word is to stay. */
function namesOf(row: PostRow): string {
  const { categories, tags, authors } = headOf(row)
  return JSON.stringify({ categories, tags, authors: authors.map(({ name }) => ({ name })) })
}

function standsWith(a: PostRow, b: PostRow): boolean {
  return a.permalink === b.permalink && a.guid === b.guid && a.age === b.age && a.in_feeds === b.in_feeds
}
