import { compareBytes } from '../model/byte-order.js'
import { duplicateGuid, duplicatePermalink } from '../model/clashes.js'
import type { Problem } from '../model/problem.js'
import type { Database, Statement } from './database.js'
import { holderSql } from './duplicates.js'
import { type PostRow, standing } from './rows.js'
import type { StoredGuids } from './stored-guids.js'

/** A duplicate, with the paths of the posts that hold its permalink and its guid. */
interface Waiting extends Pick<PostRow, 'path' | 'permalink' | 'guid'> {
  readonly permalink_holder: string | null
  readonly guid_holder: string | null
}

/** The holders are found by the indexes of published posts, one lookup each. */
const waitingSql = `
  SELECT waiting.path, waiting.permalink, waiting.guid, p.path AS permalink_holder, g.path AS guid_holder
  FROM post AS waiting
  LEFT JOIN post AS p ON p.permalink = waiting.permalink AND p.standing = 1 AND p.path < waiting.path
  LEFT JOIN post AS g ON g.guid = waiting.guid AND g.standing = 1 AND g.path < waiting.path
  WHERE waiting.standing = ${standing.duplicate}`
/** A page of duplicates, by path. */
export const waitingAfterSql = `${waitingSql} AND waiting.path > ? ORDER BY waiting.path LIMIT ?`

/**
 * The Problems of posts whose permalink or guid another one has. Worked out on demand, since they name the holder: if a
 * thousand posts wait behind one that is removed, no thousand rows are rewritten.
 */
export class DuplicateProblems {
  readonly #after: Statement
  readonly #one: Statement

  constructor(
    db: Database,
    private readonly guids: StoredGuids,
  ) {
    this.#after = db.prepare(waitingAfterSql)
    this.#one = db.prepare(`${waitingSql} AND waiting.id = ?`)
  }

  /** Problems of the duplicates after a path, by path. */
  after(path: string, limit: number): Problem[] {
    const rows: Waiting[] = this.#after.all(path, limit)
    return rows.map((row) => toDuplicateProblem(row, this.guids))
  }

  /** @param id - of a post @returns undefined if it is not a duplicate */
  of(id: number): Problem | undefined {
    const row: Waiting | undefined = this.#one.get(id)
    return row && toDuplicateProblem(row, this.guids)
  }
}

/**
 * The Problems that posts had as duplicates before a change. Their holders may be gone, so holders are looked for among
 * the changed posts as they were, and among all others as they are.
 */
export class FormerDuplicateProblems {
  readonly #holder: Record<'permalink' | 'guid', Statement>

  constructor(
    db: Database,
    private readonly guids: StoredGuids,
  ) {
    this.#holder = { permalink: db.prepare(holderSql('permalink')), guid: db.prepare(holderSql('guid')) }
  }

  /** @param before - every post that changed, as it was */
  of(rows: readonly PostRow[], before: ReadonlyMap<number, PostRow | undefined>): Problem[] {
    if (rows.length === 0) return []
    const were = [...before.values()].filter((row) => row?.standing === standing.published)
    const pathOf = (key: 'permalink' | 'guid') => {
      const paths = new Map(were.map((row) => [row?.[key], row?.path]))
      return (row: PostRow): string | null => {
        const now: Pick<PostRow, 'id' | 'path'> | undefined = this.#holder[key].get(row[key], row.id)
        const path = paths.get(row[key]) ?? (now && !before.has(now.id) ? now.path : undefined)
        return path !== undefined && compareBytes(path, row.path) < 0 ? path : null
      }
    }
    const [permalinkHolder, guidHolder] = [pathOf('permalink'), pathOf('guid')]
    return rows.map((row) => {
      const { path, permalink, guid } = row
      const holders = { permalink_holder: permalinkHolder(row), guid_holder: guidHolder(row) }
      return toDuplicateProblem({ path, permalink, guid, ...holders }, this.guids)
    })
  }
}

/** A post that has lost both its permalink and its guid is reported for the permalink. */
function toDuplicateProblem(
  { path, permalink, guid, permalink_holder, guid_holder }: Waiting,
  guids: StoredGuids,
): Problem {
  return permalink_holder === null
    ? duplicateGuid(path, guids.toGuid(guid), guid_holder ?? '')
    : duplicatePermalink(path, permalink, permalink_holder)
}
