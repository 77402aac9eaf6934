import { compareBytes } from '../model/byte-order.js'
import type { Problem } from '../model/problem.js'
import type { ProblemPage } from './catalogue.js'
import type { Database, Statement } from './database.js'
import { DuplicateProblems } from './duplicate-problems.js'
import { type ProblemRow, toProblem } from './rows.js'
import type { StoredGuids } from './stored-guids.js'

/** A page of stored Problems, by the index that has their order. */
export const problemSql = `
  SELECT path, line, origin, owner, n, code, severity, reason, hint FROM problem
  WHERE (path, line, origin, owner, n) > (?, ?, ?, ?, ?)
  ORDER BY path, line, origin, owner, n LIMIT ?`

/** A Problem's place in the order. That of a duplicate comes before all others of its file. */
type ProblemPlace = readonly [path: string, line: number, origin: string, owner: string, n: number]

interface PlacedRow extends ProblemRow {
  readonly origin: string
  readonly owner: string
  readonly n: number
}

interface PlacedProblem {
  readonly problem: Problem
  readonly place: ProblemPlace
}

const beginning: ProblemPlace = ['', -1, '', '', -1]

/**
 * Lists the Problems in the order of `feedmill check`: by file, by line, and within a line as they were found. The cost
 * of a page depends on its size, not on how many Problems there are.
 */
export class ProblemQueries {
  readonly #page: Statement
  readonly #duplicates: DuplicateProblems

  constructor(db: Database, guids: StoredGuids) {
    this.#page = db.prepare(problemSql)
    this.#duplicates = new DuplicateProblems(db, guids)
  }

  /** @param after - `next` of the page before @returns undefined if it is not a valid cursor */
  page(limit: number, after?: string): ProblemPage | undefined {
    const from = after === undefined ? beginning : decode(after)
    if (from === undefined) return undefined
    const placed = this.#after(from, limit + 1)
    const last = placed.length > limit ? placed[limit - 1] : undefined
    const problems = placed.slice(0, limit).map(({ problem }) => problem)
    return last === undefined ? { problems } : { problems, next: encode(last.place) }
  }

  #after(place: ProblemPlace, limit: number): PlacedProblem[] {
    const rows: PlacedRow[] = this.#page.all(...place, limit)
    const placed = rows.map((row): PlacedProblem => {
      return { problem: toProblem(row), place: [row.path, row.line, row.origin, row.owner, row.n] }
    })
    const duplicates = this.#duplicates.after(place[0], limit).map((problem): PlacedProblem => {
      return { problem, place: [problem.file, 0, '', '', 0] }
    })
    // Both lists are in order, and sorting is stable.
    return [...duplicates, ...placed].sort((a, b) => compareBytes(a.place[0], b.place[0]))
  }
}

/** A place as a cursor that can stand in an address. Most owners are the file itself, and then left out. */
function encode([path, line, origin, owner, n]: ProblemPlace): string {
  const parts = [path, line, origin, owner === path ? null : owner, n]
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

function decode(word: string): ProblemPlace | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(word, 'base64url').toString())
    if (!Array.isArray(parts) || parts.length !== 5) return undefined
    const [path, line, origin, owner, n]: unknown[] = parts
    if (typeof path !== 'string' || typeof origin !== 'string') return undefined
    if (!Number.isSafeInteger(line) || !Number.isSafeInteger(n)) return undefined
    if (owner !== null && typeof owner !== 'string') return undefined
    return [path, Number(line), origin, owner ?? path, Number(n)]
  } catch {
    return undefined
  }
}
