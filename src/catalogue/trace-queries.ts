import type { PostTrace, Traces } from './catalogue.js'
import { bindable, type Database, prepareAll, type Statement } from './database.js'
import { holderSql, nextWaitingSql } from './duplicates.js'
import { type FileRow, split, toFileRow } from './file-table.js'
import { postSql } from './post-queries.js'
import { headOf, type PostRow, standing, toInstant } from './rows.js'
import type { StoredGuids } from './stored-guids.js'

/** How many earlier places of a file are given. */
const formerShown = 20

/** Queries about one file's traces; each reads only the rows that it returns. */
export const traceSql = {
  file: 'SELECT state, size, mtime, post FROM file WHERE folder = ? AND name = ?',
  post: postSql.byId,
  former: `SELECT * FROM former WHERE path = ? ORDER BY id DESC LIMIT ${formerShown}`,
  permalinkHolder: holderSql('permalink'),
  guidHolder: holderSql('guid'),
  permalinkWaiting: nextWaitingSql('permalink'),
  guidWaiting: nextWaitingSql('guid'),
}

/** A row of `former`, see the schema. */
interface FormerRow extends Pick<PostRow, 'permalink' | 'guid' | 'age' | 'in_feeds'> {
  readonly names: string
}

/** What is read of a row of `file`. */
interface KeptTrace extends Pick<FileRow, 'size' | 'mtime' | 'post'> {
  readonly state: number
}

/** Finds where a file's post is and was published. */
export class TraceQueries {
  readonly #statements: Record<keyof typeof traceSql, Statement>

  constructor(
    db: Database,
    private readonly guids: StoredGuids,
  ) {
    this.#statements = prepareAll(db, traceSql)
  }

  find(file: string): Traces | undefined {
    const path = bindable(file)
    const row = this.#file(path)
    const former: FormerRow[] = this.#statements.former.all(path)
    if (row === undefined && former.length === 0) return undefined
    const post = row === undefined || row.post === null ? undefined : this.#post(row.post)
    const places = [
      ...(post?.standing === standing.published ? [this.#traceOf(post)] : []),
      ...former.map((each) => this.#toTrace(each, JSON.parse(each.names))),
    ]
    const others = [...this.#others(path, post?.id ?? 0, places)].map((row) => this.#traceOf(row))
    return {
      places: [...places, ...others],
      ...(row && { state: row.state, stamp: { size: row.size, mtimeMs: row.mtime } }),
    }
  }

  #file(path: string): Pick<FileRow, 'state' | 'size' | 'mtime' | 'post'> | undefined {
    const row: KeptTrace | undefined = this.#statements.file.get(...split(path))
    return row && toFileRow(row)
  }

  /** Posts of other files that took a permalink or guid from this one, or gave theirs up to it. */
  *#others(path: string, id: number, places: readonly PostTrace[]): Generator<PostRow> {
    const { permalinkHolder, guidHolder, permalinkWaiting, guidWaiting } = this.#statements
    const found = new Set<number>()
    for (const { permalink, guid: given } of places) {
      const guid = this.guids.toStored(given)
      const rows: (Pick<PostRow, 'id'> | undefined)[] = [
        permalinkHolder.get(permalink, id),
        guidHolder.get(guid, id),
        permalinkWaiting.get(permalink, path),
        guidWaiting.get(guid, path),
      ]
      for (const row of rows) {
        const post = row && !found.has(row.id) ? this.#post(row.id) : undefined
        if (post === undefined) continue
        found.add(post.id)
        yield post
      }
    }
  }

  #post(id: number): PostRow | undefined {
    return this.#statements.post.get(id)
  }

  #traceOf(row: PostRow): PostTrace {
    return this.#toTrace(row, headOf(row))
  }

  #toTrace(
    row: Pick<PostRow, 'permalink' | 'guid' | 'age' | 'in_feeds'>,
    { categories, tags, authors }: Pick<PostTrace, 'categories' | 'tags' | 'authors'>,
  ): PostTrace {
    const published = { instantMs: toInstant(row.age), offsetMinutes: 0 }
    const guid = this.guids.toGuid(row.guid)
    return {
      permalink: row.permalink,
      guid,
      published,
      inFeeds: row.in_feeds === 1,
      categories,
      tags,
      authors,
    }
  }
}
