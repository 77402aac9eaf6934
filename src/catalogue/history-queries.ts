import type { Scope } from '../model/scope.js'
import type { PostRecord } from './catalogue.js'
import { type Database, prepareAll, type Statement } from './database.js'
import type { History, Span } from './history.js'
import { postSql } from './post-queries.js'
import { type Place, type PostRow, toAge, toInstant, toPostRecord } from './rows.js'
import { segmentIn, siteId } from './scope-table.js'
import type { StoredGuids } from './stored-guids.js'

// Ages are negated instants: the newest instant of a span is just before its end.
const ofSpan = 'WHERE scope = ? AND age > ? AND age <= ?'

/** Queries about a scope's history; each reads only rows of its span, and no more than asked for. */
export const historySql = {
  scope: 'SELECT id FROM scope WHERE kind = ? AND segment = ?',
  count: `SELECT count(*) AS n FROM (SELECT 1 FROM membership ${ofSpan} LIMIT ?)`,
  newestBefore: 'SELECT age FROM membership WHERE scope = ? AND age > ? ORDER BY age LIMIT 1',
  oldestFrom: 'SELECT age FROM membership WHERE scope = ? AND age <= ? ORDER BY age DESC LIMIT 1',
  newest: `
    SELECT post.* FROM membership CROSS JOIN post ON post.id = membership.post
    WHERE membership.scope = ? AND membership.age > ? AND membership.age <= ?
    ORDER BY membership.age, membership.guid LIMIT ?`,
  milestones: `SELECT age, guid, posts FROM milestone ${ofSpan} ORDER BY age, guid`,
  between:
    'SELECT count(*) AS n FROM membership WHERE scope = ? AND (age, guid) >= (?, ?) AND (age, guid) < (?, ?)',
  from: `
    SELECT post FROM membership WHERE scope = ? AND (age, guid) >= (?, ?)
    ORDER BY age, guid LIMIT ? OFFSET ?`,
  post: postSql.byId,
}

/** A run of posts from a place on. */
interface Run extends Place {
  readonly posts: number
}

/** Answers queries about a scope's history. */
export class HistoryQueries implements History<PostRecord> {
  readonly #statements: Record<keyof typeof historySql, Statement>

  constructor(
    db: Database,
    private readonly guids: StoredGuids,
  ) {
    this.#statements = prepareAll(db, historySql)
  }

  count(scope: Scope, span: Span, most: number): number {
    return this.#statements.count.get(this.#idOf(scope), ...agesOf(span), most).n
  }

  total(scope: Scope, span: Span): number {
    return this.#runs(this.#idOf(scope), span).reduce((sum, { posts }) => sum + posts, 0)
  }

  newestBefore(scope: Scope, instantMs: number): number | undefined {
    return toOptionalInstant(this.#statements.newestBefore.get(this.#idOf(scope), toAge(instantMs)))
  }

  oldestFrom(scope: Scope, instantMs: number): number | undefined {
    return toOptionalInstant(this.#statements.oldestFrom.get(this.#idOf(scope), toAge(instantMs)))
  }

  newest(scope: Scope, span: Span, limit: number): PostRecord[] {
    const rows: PostRow[] = this.#statements.newest.all(this.#idOf(scope), ...agesOf(span), limit)
    return rows.map((row) => toPostRecord(row, this.guids))
  }

  part(scope: Scope, span: Span, skipped: number, limit: number): PostRecord[] {
    const id = this.#idOf(scope)
    const runs = this.#runs(id, span)
    const older = runs.reduce((sum, { posts }) => sum + posts, 0) - skipped
    let before = Math.max(0, older - limit)
    const wanted = older - before
    const start = runs.find(({ posts }) => {
      if (before < posts) return true
      before -= posts
      return false
    })
    if (start === undefined || wanted <= 0) return []
    const found: { post: number }[] = this.#statements.from.all(id, start.age, start.guid, wanted, before)
    const rows: (PostRow | undefined)[] = found.map(({ post }) => this.#statements.post.get(post))
    return rows.filter((row) => row !== undefined).map((row) => toPostRecord(row, this.guids))
  }

  /** The posts of a span from milestone to milestone, newest first: only both ends are counted, all else is known. */
  #runs(id: number, span: Span): Run[] {
    const { milestones, between } = this.#statements
    const [above, upTo] = agesOf(span)
    const known: Run[] = milestones.all(id, above, upTo)
    const [head, tail] = [
      { age: above + 1, guid: '' },
      { age: upTo + 1, guid: '' },
    ]
    const count = (from: Place, to: Place) => ({
      ...from,
      posts: between.get(id, from.age, from.guid, to.age, to.guid).n,
    })
    const [first, last] = [known[0], known.at(-1)]
    if (first === undefined || last === undefined) return [count(head, tail)]
    return [count(head, first), ...known.slice(0, -1), count(last, tail)]
  }

  /** 0, which no post belongs to, for an unknown scope. */
  #idOf(scope: Scope): number {
    if (scope.kind === 'site') return siteId
    return this.#statements.scope.get(scope.kind, segmentIn(scope))?.id ?? 0
  }
}

function agesOf({ startMs, endMs }: Span): readonly [above: number, upTo: number] {
  return [toAge(endMs), toAge(startMs)]
}

function toOptionalInstant(row: { age: number } | undefined): number | undefined {
  return row && toInstant(row.age)
}
