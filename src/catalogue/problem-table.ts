import type { Problem } from '../model/problem.js'
import type { ProblemNews } from './change.js'
import { bindable, type Database, type Statement } from './database.js'
import { type ProblemRow, toProblem } from './rows.js'

/**
 * Where a set of Problems comes from: from reading one file, from walking the folder, from the aliases of `feeds.yml`,
 * or from an address that a post and an asset share. Each set is replaced as a whole.
 *
 * A duplicate's Problem follows from who holds its address now, so it is never stored: see `DuplicateProblems`.
 */
export type ProblemOrigin = 'read' | 'folder' | 'alias' | 'asset'

/** The stored Problems. */
export class ProblemTable {
  readonly #of: Statement
  readonly #put: Statement
  readonly #remove: Statement

  constructor(db: Database) {
    this.#of = db.prepare('SELECT * FROM problem WHERE origin = ? AND owner = ? ORDER BY n')
    this.#put = db.prepare(`
      INSERT INTO problem (origin, owner, n, path, code, severity, line, reason, hint)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    this.#remove = db.prepare('DELETE FROM problem WHERE origin = ? AND owner = ?')
  }

  /**
   * Replaces a set.
   *
   * @param owner - the file that was read, or the address; '' for a set of the whole folder
   * @returns what changed; undefined if the set stayed the same
   */
  replace(origin: ProblemOrigin, owner: string, problems: readonly Problem[]): ProblemNews | undefined {
    const key = bindable(owner)
    const rows: ProblemRow[] = this.#of.all(origin, key)
    const known = rows.map(toProblem)
    const given = problems.map(toBindable)
    if (JSON.stringify(known) === JSON.stringify(given)) return undefined
    this.#remove.run(origin, key)
    for (const [n, { file, code, severity, line, reason, hint }] of given.entries()) {
      this.#put.run(origin, key, n, file, code, severity, line ?? 0, reason, hint)
    }
    return { appeared: without(given, known), gone: without(known, given) }
  }
}

function without(problems: readonly Problem[], others: readonly Problem[]): Problem[] {
  const identities = new Set(others.map(identityOf))
  return problems.filter((problem) => !identities.has(identityOf(problem)))
}

/** Two Problems are the same if the author would read the same. */
function identityOf({ code, file, line, reason }: Problem): string {
  return JSON.stringify([code, file, line, reason])
}

/** A Problem as it will come back from the table. */
function toBindable({ code, severity, file, line, reason, hint }: Problem): Problem {
  return toProblem({
    code,
    severity,
    path: bindable(file),
    line: line ?? 0,
    reason: bindable(reason),
    hint: bindable(hint),
  })
}
