import { DamageError, type Database, prepareAll, type Statement } from './database.js'
import { comparePlaces, type Place } from './rows.js'

/** A run of posts between two milestones is split if it has more than this; the schema's index depends on it, too. */
export const runPosts = 1000
/** Age of a scope's first milestone, which comes before all of its posts. */
const beginning = Number.MIN_SAFE_INTEGER

/** Statements for milestones; each reads no more than a run. */
export const milestoneSql = {
  begin: `INSERT OR IGNORE INTO milestone (scope, age, guid, posts) VALUES (?, ${beginning}, '', ?)`,
  // Without the hint, SQLite looks through all milestones of a scope for a long one.
  long: `SELECT age, guid, posts FROM milestone INDEXED BY milestone_long WHERE scope = ? AND posts > ${runPosts} LIMIT 1`,
  middle:
    'SELECT age, guid FROM membership WHERE scope = ? AND (age, guid) >= (?, ?) ORDER BY age, guid LIMIT 1 OFFSET ?',
  put: 'INSERT INTO milestone (scope, age, guid, posts) VALUES (?, ?, ?, ?)',
  before:
    'SELECT age, guid, posts FROM milestone WHERE scope = ? AND (age, guid) <= (?, ?) ORDER BY age DESC, guid DESC LIMIT 1',
  after:
    'SELECT age, guid FROM milestone WHERE scope = ? AND (age, guid) > (?, ?) ORDER BY age, guid LIMIT 1',
  remove: 'DELETE FROM milestone WHERE scope = ? AND age = ? AND guid = ?',
  set: 'UPDATE milestone SET posts = ? WHERE scope = ? AND age = ? AND guid = ?',
}

interface Milestone extends Place {
  /** Number of posts from here up to the next one. */
  readonly posts: number
}

/**
 * Maintains milestones along the order of scopes with many posts, so that the number of posts between two places is
 * known without visiting all of them.
 */
export class Milestones {
  readonly #statements: Record<keyof typeof milestoneSql, Statement>

  constructor(db: Database) {
    this.#statements = prepareAll(db, milestoneSql)
  }

  /**
   * Counts posts that were added to a scope or removed from it: one update per run, however many there are.
   *
   * @param places - in our order
   * @param step - 1 for added, −1 for removed
   */
  count(scope: number, places: readonly Place[], step: 1 | -1): void {
    const { before, after } = this.#statements
    for (let at = 0, place = places[0]; place !== undefined; place = places[at]) {
      const run: Milestone | undefined = before.get(scope, place.age, place.guid)
      if (run === undefined) return // The scope has no milestones: its first would come before all posts.
      const next: Place | undefined = after.get(scope, run.age, run.guid)
      const from = at
      while (at < places.length && (next === undefined || isBefore(places[at], next))) at += 1
      this.#set(scope, run, run.posts + step * (at - from))
    }
  }

  /** A milestone with no posts left up to the next one is removed, unless it is the first. */
  #set(scope: number, { age, guid }: Place, posts: number): void {
    if (posts === 0 && age !== beginning) this.#statements.remove.run(scope, age, guid)
    else this.#statements.set.run(posts, scope, age, guid)
  }

  /** Splits runs that have grown too long after a scope's memberships changed. @param posts - how many it carries */
  keep(scope: number, posts: number): void {
    if (posts <= runPosts) return
    const { begin, long, middle, put, set } = this.#statements
    begin.run(scope, posts)
    for (;;) {
      const run: Milestone | undefined = long.get(scope)
      if (run === undefined) return
      const half = Math.floor(run.posts / 2)
      const cut: Place | undefined = middle.get(scope, run.age, run.guid, half)
      if (cut === undefined) throw new DamageError('a milestone counts posts that are not there')
      set.run(half, scope, run.age, run.guid)
      put.run(scope, cut.age, cut.guid, run.posts - half)
    }
  }
}

function isBefore(place: Place | undefined, other: Place): boolean {
  return place !== undefined && comparePlaces(place, other) < 0
}
