import { scopesOf } from '../model/scope.js'
import type { Change } from './change.js'
import type { Database, Statement } from './database.js'
import { FormerTable } from './former-table.js'
import type { PostTable } from './post-table.js'
import { headOf, type PostRow, standing } from './rows.js'
import { type ScopeTable, siteId } from './scope-table.js'

/** A post whose appearance changes: how it stood on the shelves, and how it will. */
interface Move {
  readonly id: number
  readonly from: PostRow | undefined
  readonly to: PostRow | undefined
}

/** The post before a place in a scope's order. */
export const newerSql = `
  SELECT post FROM membership WHERE scope = ? AND (age, guid) < (?, ?) ORDER BY age DESC, guid DESC LIMIT 1`
/** The post after a place in a scope's order. */
export const olderSql = `
  SELECT post FROM membership WHERE scope = ? AND (age, guid) > (?, ?) ORDER BY age, guid LIMIT 1`

/**
 * Puts posts on the shelves of their scopes and takes them off, and touches what shows them: their
 * scopes, they themselves, and their neighbours in the site's order, whose pages link to them. Nothing else.
 */
export class Shelves {
  readonly #put: Statement
  readonly #take: Statement
  readonly #newer: Statement
  readonly #older: Statement
  readonly #former: FormerTable

  constructor(
    db: Database,
    private readonly posts: PostTable,
    private readonly scopes: ScopeTable,
  ) {
    this.#put = db.prepare('INSERT INTO membership (scope, age, guid, post) VALUES (?, ?, ?, ?)')
    this.#take = db.prepare('DELETE FROM membership WHERE scope = ? AND age = ? AND guid = ?')
    this.#newer = db.prepare(newerSql)
    this.#older = db.prepare(olderSql)
    this.#former = new FormerTable(db)
  }

  /** Brings the shelves in line with what a change made of its posts. */
  arrange(change: Change): void {
    const moves = this.#movesOf(change)
    if (moves.length === 0) return
    change.see()
    const touched = new Set<number>()
    const counts = new Map<number, number>()
    // Neighbours are asked for in the old order and in the new one, each while it stands.
    for (const { from } of moves) if (from) this.#addNeighbours(from, touched)
    for (const { from } of moves) if (from) this.#takeOff(from, counts, change)
    for (const { from, to } of moves) if (from) this.#former.keep(from, to)
    for (const { to } of moves) if (to) this.#putUp(to, counts, change)
    for (const { id, to } of moves) {
      if (to === undefined) continue
      this.#addNeighbours(to, touched)
      touched.add(id)
    }
    for (const id of touched) this.posts.touch(id, change.moment)
    for (const [scope, more] of counts) this.scopes.publish(scope, more, change.moment)
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
    if (in_feeds === 0) return
    for (const side of [this.#newer, this.#older]) {
      const row: { post: number } | undefined = side.get(siteId, age, guid)
      if (row !== undefined) touched.add(row.post)
    }
  }

  #takeOff(row: PostRow, counts: Map<number, number>, change: Change): void {
    for (const scope of this.#scopesOf(row, change)) {
      this.#take.run(scope, row.age, row.guid)
      counts.set(scope, (counts.get(scope) ?? 0) - 1)
    }
  }

  #putUp(row: PostRow, counts: Map<number, number>, change: Change): void {
    for (const scope of this.#scopesOf(row, change)) {
      this.#put.run(scope, row.age, row.guid, row.id)
      counts.set(scope, (counts.get(scope) ?? 0) + 1)
    }
  }

  /** Each once, whatever the names: two spellings may be one scope. */
  #scopesOf(row: PostRow, change: Change): Set<number> {
    if (row.in_feeds === 0) return new Set()
    return new Set(scopesOf(headOf(row)).map((scope) => this.scopes.ensure(scope, change)))
  }
}
