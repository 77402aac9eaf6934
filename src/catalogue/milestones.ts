import { DamageError, type Database, prepareAll, type Statement } from './database.js'
import { comparePlaces, type Place } from './rows.js'

/** A run of posts between two milestones is cut in two where it holds more; the schema's index knows the number, too. */
export const runPosts = 1000
/** Before every post of a scope: the first of its milestones. */
const beginning = Number.MIN_SAFE_INTEGER

/** What is done with milestones; each reads no more than a run. */
export const milestoneSql = {
  begin: `INSERT OR IGNORE INTO milestone (scope, age, guid, posts) VALUES (?, ${beginning}, '', ?)`,
  // Left alone, SQLite looks through all milestones of a scope for one that is long.
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
  /** From here up to the next one. */
  readonly posts: number
}

/**
 * Sets milestones along the order of scopes that have many posts, so that how many lie between two places can be told
 * without passing all of them.
 */
export class Milestones {
  readonly #statements: Record<keyof typeof milestoneSql, Statement>

  constructor(db: Database) {
    this.#statements = prepareAll(db, milestoneSql)
  }

  /**
   * Counts posts that came to a scope, or left it: each run of them once, however many they are.
   *
   * @param places - in our order
   * @param step - 1 where they came, −1 where they left
   */
  count(scope: number, places: readonly Place[], step: 1 | -1): void {
    const { before, after } = this.#statements
    for (let at = 0, place = places[0]; place !== undefined; place = places[at]) {
      const run: Milestone | undefined = before.get(scope, place.age, place.guid)
      if (run === undefined) return // It has none: one stands before all posts.
      const next: Place | undefined = after.get(scope, run.age, run.guid)
      const from = at
      while (at < places.length && (next === undefined || isBefore(places[at], next))) at += 1
      this.#set(scope, run, run.posts + step * (at - from))
    }
  }

  /** One that has nothing left up to the next goes, but for the first. */
  #set(scope: number, { age, guid }: Place, posts: number): void {
    if (posts === 0 && age !== beginning) this.#statements.remove.run(scope, age, guid)
    else this.#statements.set.run(posts, scope, age, guid)
  }

  /** Cuts runs that have grown long, after a scope's memberships have changed. @param posts - how many it carries */
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
