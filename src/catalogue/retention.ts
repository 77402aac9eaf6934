import { type Database, prepareAll, type Statement } from './database.js'
import { comparePlaces, type Place, type Placed } from './rows.js'
import { siteId } from './scope-table.js'
import type { ShelfTable } from './shelf-table.js'
import type { Keep } from './writer.js'

const dayMs = 86_400_000
/** Rows moved at a time. */
const moveRows = 10_000
const half = (table: 'membership' | 'retired') => ({
  first: `SELECT age, guid FROM ${table} WHERE scope = ? ORDER BY age, guid LIMIT 1`,
  between: `SELECT post FROM ${table} WHERE scope = ${siteId} AND age > ? AND age <= ?`,
})

/** Statements for shelves, and for the posts that retention took off them. Each reads only what it moves. */
export const retentionSql = {
  shelf: half('membership'),
  retired: {
    ...half('retired'),
    put: 'INSERT INTO retired (scope, age, guid, post) VALUES (?, ?, ?, ?)',
    take: 'DELETE FROM retired WHERE scope = ? AND age = ? AND guid = ?',
  },
  tooOld: `SELECT age, guid, post FROM membership WHERE scope = ? AND age > ? ORDER BY age, guid LIMIT ${moveRows}`,
  last: 'SELECT age, guid, post FROM membership WHERE scope = ? ORDER BY age DESC, guid DESC LIMIT ?',
  nextRetired: 'SELECT age, guid, post FROM retired WHERE scope = ? AND age <= ? ORDER BY age, guid LIMIT ?',
}

/** What one change does to the shelves. */
export interface Shifts {
  /** How many more posts each scope carries than before, by its id; may be negative. */
  readonly counts: Map<number, number>
  /** Posts that were retired from a scope, or came back to it. */
  readonly moved: Set<number>
}

/**
 * Keeps on the shelf of each scope the newest of its posts, as many and as old as the settings allow. Older ones are in
 * `retired`, in the same order: the two are halves of one sequence, and posts cross only where they meet.
 */
export class Retention {
  readonly #shelf: Record<keyof typeof retentionSql.shelf, Statement>
  readonly #retired: Record<keyof typeof retentionSql.retired, Statement>
  readonly #tooOld: Statement
  readonly #last: Statement
  readonly #nextRetired: Statement
  readonly #count: Statement

  constructor(
    db: Database,
    private readonly shelves: ShelfTable,
    private readonly keep: Keep,
  ) {
    this.#shelf = prepareAll(db, retentionSql.shelf)
    this.#retired = prepareAll(db, retentionSql.retired)
    this.#tooOld = db.prepare(retentionSql.tooOld)
    this.#last = db.prepare(retentionSql.last)
    this.#nextRetired = db.prepare(retentionSql.nextRetired)
    this.#count = db.prepare('SELECT posts FROM scope WHERE id = ?')
  }

  /** Whether posts may be retired at all. */
  get isOn(): boolean {
    return this.keep.days !== undefined || this.keep.posts !== undefined
  }

  /** Puts posts on the shelf or among the retired, by their place. @returns how many of them are on the shelf */
  put(scope: number, posts: readonly Placed[]): number {
    const first: Place | undefined = this.isOn ? this.#retired.first.get(scope) : undefined
    const isRetired = (post: Place) => first !== undefined && comparePlaces(post, first) > 0
    const carried = posts.filter((post) => !isRetired(post))
    this.shelves.put(scope, carried)
    this.#retire(scope, posts.filter(isRetired))
    return carried.length
  }

  /** Takes posts off the shelf, or from among the retired. @returns how many of them were on the shelf */
  take(scope: number, posts: readonly Placed[]): number {
    const carried = new Set(this.shelves.take(scope, posts))
    this.#takeBack(
      scope,
      posts.filter((post) => !carried.has(post)),
    )
    return carried.size
  }

  #retire(scope: number, posts: readonly Placed[]): void {
    for (const { age, guid, post } of posts) this.#retired.put.run(scope, age, guid, post)
  }

  #takeBack(scope: number, posts: readonly Placed[]): void {
    for (const { age, guid } of posts) this.#retired.take.run(scope, age, guid)
  }

  /**
   * The oldest age that is kept: so many days before the newest post of the site, never counted from now. Undefined if
   * age does not matter.
   */
  cutoff(): number | undefined {
    const { days } = this.keep
    if (days === undefined) return undefined
    const ages: Place[] = [this.#shelf.first.get(siteId), this.#retired.first.get(siteId)].filter(Boolean)
    return ages.length === 0 ? undefined : Math.min(...ages.map(({ age }) => age)) + days * dayMs
  }

  /** Posts of the site that a cutoff passed when it moved from one age to another. */
  *passed(from: number | undefined, to: number | undefined): Generator<number> {
    if (from === undefined || to === undefined || from === to) return
    const ages = [Math.min(from, to), Math.max(from, to)] as const
    for (const side of [this.#shelf, this.#retired]) {
      const rows: { post: number }[] = side.between.all(...ages)
      for (const { post } of rows) yield post
    }
  }

  /** Retires and brings back posts until each scope carries what it should. */
  balance(scopes: Iterable<number>, cutoff: number | undefined, shifts: Shifts): void {
    for (const scope of scopes) {
      if (cutoff !== undefined) this.#moveAll(scope, -1, shifts, () => this.#tooOld.all(scope, cutoff))
      const over = this.#size(scope, shifts) - (this.keep.posts ?? Number.POSITIVE_INFINITY)
      if (over > 0) this.#moveAll(scope, -1, shifts, (done) => this.#last.all(scope, atOnce(over - done)))
      if (over < 0) {
        const oldest = cutoff ?? Number.MAX_SAFE_INTEGER
        this.#moveAll(scope, 1, shifts, (done) => this.#nextRetired.all(scope, oldest, atOnce(-over - done)))
      }
    }
  }

  #size(scope: number, { counts }: Shifts): number {
    const { posts }: { posts: number } = this.#count.get(scope)
    return posts + (counts.get(scope) ?? 0)
  }

  /**
   * @param step - 1 onto the shelf, −1 off it
   * @param next - returns the next posts to move, given how many have been moved
   */
  #moveAll(scope: number, step: 1 | -1, { counts, moved }: Shifts, next: (done: number) => Placed[]): void {
    let done = 0
    for (let rows = next(0); rows.length > 0; rows = next(done)) {
      if (step === 1) {
        this.#takeBack(scope, rows)
        this.shelves.put(scope, rows)
      } else {
        this.shelves.take(scope, rows)
        this.#retire(scope, rows)
      }
      for (const { post } of rows) moved.add(post)
      done += rows.length
    }
    if (done > 0) counts.set(scope, (counts.get(scope) ?? 0) + step * done)
  }
}

function atOnce(rows: number): number {
  return Math.min(rows, moveRows)
}
