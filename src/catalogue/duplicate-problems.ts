import type { Problem } from '../model/problem.js'
import type { Database, Statement } from './database.js'
import { type PostRow, standing } from './rows.js'

/** A post that stands behind another, and the paths of those that hold its permalink and its guid. */
interface Waiting extends Pick<PostRow, 'path' | 'permalink' | 'guid'> {
  readonly permalink_holder: string | null
  readonly guid_holder: string | null
}

/** The holders are found by the indexes of what is published, one step each. */
export const waitingSql = `
  SELECT waiting.path, waiting.permalink, waiting.guid, p.path AS permalink_holder, g.path AS guid_holder
  FROM post AS waiting
  LEFT JOIN post AS p ON p.permalink = waiting.permalink AND p.standing = 1 AND p.path < waiting.path
  LEFT JOIN post AS g ON g.guid = waiting.guid AND g.standing = 1 AND g.path < waiting.path
  WHERE waiting.standing = ${standing.duplicate}`

/**
 * What is said of posts whose permalink or guid another one has. Worked out when asked, since it names
 * the holder: when a thousand posts wait behind one, its going rewrites no thousand rows.
 */
export class DuplicateProblems {
  readonly #all: Statement
  readonly #one: Statement

  constructor(db: Database) {
    this.#all = db.prepare(waitingSql)
    this.#one = db.prepare(`${waitingSql} AND waiting.id = ?`)
  }

  all(): Problem[] {
    const rows: Waiting[] = this.#all.all()
    return rows.map(toDuplicateProblem)
  }

  /** @param id - of a post; undefined where it stands behind no other */
  of(id: number): Problem | undefined {
    const row: Waiting | undefined = this.#one.get(id)
    return row && toDuplicateProblem(row)
  }
}

/** The permalink is judged before the guid: a post that lacks both is told of its permalink. */
function toDuplicateProblem({ path, permalink, guid, permalink_holder, guid_holder }: Waiting): Problem {
  if (permalink_holder !== null) {
    return {
      code: 'duplicate-permalink',
      severity: 'error',
      file: path,
      reason: `"${permalink_holder}" has the permalink "${permalink}" already`,
      hint: 'Give one of the two another permalink.',
    }
  }
  return {
    code: 'duplicate-guid',
    severity: 'error',
    file: path,
    reason: `"${guid_holder}" has the guid "${guid}" already`,
    hint: 'Give one of the two a guid of its own.',
  }
}
