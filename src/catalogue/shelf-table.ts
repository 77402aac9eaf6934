import { type Database, prepareAll, type Statement } from './database.js'
import type { Milestones } from './milestones.js'
import { comparePlaces, type Place, type Placed } from './rows.js'
import { siteId } from './scope-table.js'
import { rowidOf } from './word-index.js'

const statements = {
  put: 'INSERT INTO membership (scope, age, guid, post) VALUES (?, ?, ?, ?)',
  take: 'DELETE FROM membership WHERE scope = ? AND age = ? AND guid = ?',
  wait: 'INSERT INTO unindexed (age, post) VALUES (?, ?)',
  waitNoMore: 'DELETE FROM unindexed WHERE age = ? AND post = ?',
  forget: 'DELETE FROM words WHERE rowid = ?',
}

/**
 * The shelves of scopes: which posts they carry. Whatever is put on a shelf or taken off goes through here, along with
 * what follows from it: how many posts there are between milestones, and which posts wait for the index of words.
 */
export class ShelfTable {
  readonly #statements: Record<keyof typeof statements, Statement>

  /** @param isIndexed - whether words of posts are indexed at all */
  constructor(
    db: Database,
    private readonly milestones: Milestones,
    private readonly isIndexed: boolean,
  ) {
    this.#statements = prepareAll(db, statements)
  }

  put(scope: number, posts: readonly Placed[]): void {
    const sorted = posts.toSorted(comparePlaces)
    for (const { age, guid, post } of sorted) {
      this.#statements.put.run(scope, age, guid, post)
      if (scope === siteId && this.isIndexed) this.#statements.wait.run(age, post)
    }
    this.milestones.count(scope, sorted, 1)
  }

  /** @returns those that were on it; the others are left alone */
  take<P extends Placed>(scope: number, posts: readonly P[]): P[] {
    const taken = posts.toSorted(comparePlaces).filter((post) => this.#take(scope, post))
    this.milestones.count(scope, taken, -1)
    if (scope === siteId) for (const post of taken) this.#unindex(post)
    return taken
  }

  #take(scope: number, { age, guid }: Place): boolean {
    return Number(this.#statements.take.run(scope, age, guid).changes) > 0
  }

  #unindex({ age, post }: Placed): void {
    this.#statements.waitNoMore.run(age, post)
    this.#statements.forget.run(rowidOf(age, post))
  }
}
