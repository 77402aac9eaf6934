import { scopesOf } from '../model/scope.js'
import type { Change } from './change.js'
import type { Database, Statement } from './database.js'
import { FormerTable } from './former-table.js'
import { Milestones } from './milestones.js'
import type { PostTable } from './post-table.js'
import { Retention, retentionSql, type Shifts } from './retention.js'
import { headOf, type Place, type Placed, type PostRow, standing } from './rows.js'
import { type ScopeTable, siteId } from './scope-table.js'
import { ShelfTable } from './shelf-table.js'
import type { Keep } from './writer.js'

/** A post that changes for readers: as it was published before, and as it is from now on. */
interface Move {
  readonly id: number
  readonly from: PostRow | undefined
  readonly to: PostRow | undefined
}

/** The next newer post from a place in a scope's order. */
export const newerSql = `
  SELECT post FROM membership WHERE scope = ? AND (age, guid) < (?, ?) ORDER BY age DESC, guid DESC LIMIT 1`
/** The next older post from a place in a scope's order. */
export const olderSql = `
  SELECT post FROM membership WHERE scope = ? AND (age, guid) > (?, ?) ORDER BY age, guid LIMIT 1`

/**
 * Puts posts on the shelves of their scopes and takes them off, and touches only what shows them: their scopes, the
 * posts themselves, and their neighbours in the site's order, whose pages link to them.
 */
export class Shelves {
  readonly #newer: Statement
  readonly #older: Statement
  readonly #last: Statement
  readonly #carries: Statement
  readonly #former: FormerTable
  readonly #retention: Retention
  readonly #milestones: Milestones

  /** @param isIndexed - whether words of posts are indexed at all */
  constructor(
    db: Database,
    private readonly posts: PostTable,
    private readonly scopes: ScopeTable,
    keep: Keep,
    isIndexed: boolean,
  ) {
    this.#newer = db.prepare(newerSql)
    this.#older = db.prepare(olderSql)
    this.#last = db.prepare(retentionSql.last)
    this.#carries = db.prepare('SELECT 1 FROM membership WHERE scope = ? AND age = ? AND guid = ?')
    this.#former = new FormerTable(db)
    this.#milestones = new Milestones(db)
    this.#retention = new Retention(db, new ShelfTable(db, this.#milestones, isIndexed), keep)
  }

  /** Updates the shelves for all posts whose standing or content a change affected. */
  arrange(change: Change): void {
    const moves = this.#movesOf(change)
    if (moves.length === 0) return
    change.markVisible()
    const touched = new Set<number>()
    const shifts: Shifts = { counts: new Map(), moved: new Set() }
    const scopes = new Set<number>()
    // Neighbours are looked up in the old order first, and in the new one once the posts have moved.
    for (const { from } of moves) if (from) this.#addNeighbours(from, touched)
    this.#shift(rowsOf(moves, 'from'), -1, scopes, shifts, change)
    for (const { from, to } of moves) if (from) this.#former.keep(from, to)
    this.#shift(rowsOf(moves, 'to'), 1, scopes, shifts, change)
    if (this.#retention.isOn) this.#retain(scopes, shifts, touched, change)
    for (const { id, to } of moves) {
      if (to === undefined) continue
      this.#addNeighbours(to, touched)
      touched.add(id)
      this.#setKept(to, change)
    }
    this.#touch(touched, scopes, shifts, change)
  }

  /** Updates every shelf after the setting `keep` has changed. */
  rekeep(change: Change): void {
    const touched = new Set<number>()
    const shifts: Shifts = { counts: new Map(), moved: new Set() }
    this.#retain(new Set(this.scopes.ids()), shifts, touched, change)
    if (touched.size > 0) change.markVisible()
    this.#touch(touched, new Set(), shifts, change)
  }

  /** Retires posts that have become too old, and brings back those that no longer are. */
  #retain(scopes: Set<number>, shifts: Shifts, touched: Set<number>, change: Change): void {
    const cutoff = this.#retention.cutoff()
    for (const id of this.#retention.passed(change.cutoff, cutoff)) {
      const row = this.posts.byId(id)
      for (const scope of row === undefined ? [] : this.#scopesOf(row, change)) scopes.add(scope)
    }
    change.cutoff = cutoff
    const ends = [this.#endOfSite()]
    this.#retention.balance(scopes, cutoff, shifts)
    ends.push(this.#endOfSite())
    // The oldest post that the site carries gains or loses its link to an older one.
    if (ends[0] !== ends[1]) for (const id of ends) if (id !== undefined) touched.add(id)
    for (const id of shifts.moved) {
      touched.add(id)
      const row = this.posts.byId(id)
      if (row !== undefined) this.#setKept(row, change)
    }
  }

  #endOfSite(): number | undefined {
    const row: { post: number } | undefined = this.#last.get(siteId, 1)
    return row?.post
  }

  #touch(touched: Set<number>, scopes: Set<number>, { counts }: Shifts, change: Change): void {
    for (const id of touched) this.posts.touch(id, change.moment)
    for (const [scope, more] of counts) {
      this.#milestones.keep(scope, this.scopes.publish(scope, more, change))
    }
    for (const scope of scopes) if (!counts.has(scope)) this.scopes.markPublished(scope, change)
  }

  #movesOf(change: Change): Move[] {
    const moves: Move[] = []
    for (const [id, before] of change.before) {
      const now = change.after.get(id)
      const from = before?.standing === standing.published ? before : undefined
      const to = now?.standing === standing.published ? now : undefined
      const same = from !== undefined && to !== undefined && !change.rewritten.has(id)
      if (!same && (from ?? to) !== undefined) moves.push({ id, from, to })
    }
    return moves
  }

  #addNeighbours({ age, guid, in_feeds }: PostRow, touched: Set<number>): void {
    if (in_feeds === 0 || !this.#isCarried(siteId, { age, guid })) return
    for (const side of [this.#newer, this.#older]) {
      const row: { post: number } | undefined = side.get(siteId, age, guid)
      if (row !== undefined) touched.add(row.post)
    }
  }

  #isCarried(scope: number, { age, guid }: Place): boolean {
    return !this.#retention.isOn || this.#carries.get(scope, age, guid) !== undefined
  }

  /** Records whether any document shows a published post. A page that no feed carries is always kept. */
  #setKept(row: PostRow, change: Change): void {
    const isCarried = () => [...this.#scopesOf(row, change)].some((scope) => this.#isCarried(scope, row))
    const kept = row.in_feeds === 0 || !this.#retention.isOn || isCarried() ? 1 : 0
    if (row.kept === kept) return
    this.posts.setKept(row.id, kept)
    change.addresses.add(row.permalink)
  }

  /** @param step - 1 puts posts on their shelves, −1 takes them off */
  #shift(rows: PostRow[], step: 1 | -1, scopes: Set<number>, { counts }: Shifts, change: Change): void {
    const byScope = new Map<number, Placed[]>()
    for (const row of rows) {
      const { age, guid, id: post } = row
      for (const scope of this.#scopesOf(row, change)) {
        const posts = byScope.get(scope)
        if (posts === undefined) byScope.set(scope, [{ age, guid, post }])
        else posts.push({ age, guid, post })
      }
    }
    for (const [scope, posts] of byScope) {
      scopes.add(scope)
      const onShelf = step === 1 ? this.#retention.put(scope, posts) : this.#retention.take(scope, posts)
      if (onShelf > 0) counts.set(scope, (counts.get(scope) ?? 0) + step * onShelf)
    }
  }

  /** Ids of a post's scopes, each once: two spellings of a name may be one scope. */
  #scopesOf(row: PostRow, change: Change): Set<number> {
    if (row.in_feeds === 0) return new Set()
    return new Set(scopesOf(headOf(row)).map((scope) => this.scopes.ensure(scope, change)))
  }
}

function rowsOf(moves: readonly Move[], side: 'from' | 'to'): PostRow[] {
  return moves.map((move) => move[side]).filter((row) => row !== undefined)
}
