import { type PackedBody, unpackBody } from '../content/packed-body.js'
import type { SourceBody } from '../model/post.js'
import type { Scope } from '../model/scope.js'
import type { Neighbours, PostPlace, PostRecord } from './catalogue.js'
import { bindable, type Database, prepareAll, type Statement } from './database.js'
import { type PostRow, rowSql, toAge, toPostRecord } from './rows.js'
import { segmentIn, siteId } from './scope-table.js'
import { newerSql, olderSql } from './shelves.js'
import type { StoredGuids } from './stored-guids.js'

const pageSize = 1000

/** Queries about posts; each reads only the rows that it returns. */
export const postSql = {
  byId: rowSql.post,
  // CROSS JOIN fixes the order: with other statistics, the planner might begin with the posts.
  newest: `
    SELECT post.* FROM membership CROSS JOIN post ON post.id = membership.post
    WHERE membership.scope = ? ORDER BY membership.age, membership.guid LIMIT ?`,
  newestOf: `
    SELECT post.* FROM scope CROSS JOIN membership ON membership.scope = scope.id
    CROSS JOIN post ON post.id = membership.post
    WHERE scope.kind = ? AND scope.segment = ? ORDER BY membership.age, membership.guid LIMIT ?`,
  carries: `
    SELECT 1 FROM scope CROSS JOIN membership ON membership.scope = scope.id
    WHERE scope.kind = ? AND scope.segment = ? AND membership.age = ? AND membership.guid = ?`,
  byPermalink: 'SELECT * FROM post WHERE permalink = ? AND standing = 1',
  permalinks: `
    SELECT permalink FROM post WHERE standing = 1 AND kept = 1 AND permalink > ? ORDER BY permalink LIMIT ${pageSize}`,
  body: rowSql.body,
  newer: newerSql,
  older: olderSql,
}

/** Answers queries about posts. */
export class PostQueries {
  readonly #statements: Record<keyof typeof postSql, Statement>

  constructor(
    db: Database,
    private readonly guids: StoredGuids,
  ) {
    this.#statements = prepareAll(db, postSql)
  }

  newest(scope: Scope, limit: number): PostRecord[] {
    const rows: PostRow[] =
      scope.kind === 'site'
        ? this.#statements.newest.all(siteId, limit)
        : this.#statements.newestOf.all(scope.kind, segmentIn(scope), limit)
    return rows.map((row) => toPostRecord(row, this.guids))
  }

  findPost(permalink: string): PostRecord | undefined {
    const row = this.#byPermalink(permalink)
    return row?.kept === 1 ? toPostRecord(row, this.guids) : undefined
  }

  isRetired(permalink: string): boolean {
    return this.#byPermalink(permalink)?.kept === 0
  }

  #byPermalink(permalink: string): PostRow | undefined {
    return this.#statements.byPermalink.get(bindable(permalink))
  }

  isCarried(scope: Scope, { published, guid }: PostPlace): boolean {
    const age = toAge(published.instantMs)
    return (
      this.#statements.carries.get(scope.kind, segmentIn(scope), age, this.guids.toStored(guid)) !== undefined
    )
  }

  /** None for a post that no feed carries: it has no place in the site's order. */
  neighbours(post: PostPlace): Neighbours {
    if (!post.inFeeds) return {}
    const newer = this.#beside(this.#statements.newer, post)
    const older = this.#beside(this.#statements.older, post)
    return { ...(newer && { newer }), ...(older && { older }) }
  }

  #beside(side: Statement, { published, guid }: PostPlace): PostRecord | undefined {
    const found: { post: number } | undefined = side.get(
      siteId,
      toAge(published.instantMs),
      this.guids.toStored(guid),
    )
    const row: PostRow | undefined = found && this.#statements.byId.get(found.post)
    return row && toPostRecord(row, this.guids)
  }

  bodies(ids: readonly number[]): Map<number, SourceBody> {
    const bodies = new Map<number, SourceBody>()
    for (const id of ids) {
      const row: PackedBody | undefined = this.#statements.body.get(id)
      if (row !== undefined) bodies.set(id, unpackBody(row))
    }
    return bodies
  }

  /** Page by page, so that a slow caller holds no transaction open, and the log can be truncated. */
  *permalinks(): Generator<string> {
    let last = ''
    for (;;) {
      const rows: { permalink: string }[] = this.#statements.permalinks.all(last)
      for (const { permalink } of rows) yield permalink
      const end = rows.at(-1)
      if (end === undefined || rows.length < pageSize) return
      last = end.permalink
    }
  }
}
