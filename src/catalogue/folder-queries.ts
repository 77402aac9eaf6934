import type { Problem } from '../model/problem.js'
import type { AssetRecord } from './catalogue.js'
import { bindable, type Database, type Statement } from './database.js'
import { DuplicateProblems } from './duplicate-problems.js'
import { compareBytes } from './duplicates.js'
import { type ProblemRow, toProblem } from './rows.js'

const pageSize = 1000

/** What a reader asks of the folder's other files, and of what is wrong in it. */
export const folderSql = {
  // Of two names that are one in NFC, the first as the disk spells it.
  asset: 'SELECT * FROM asset WHERE nfc = ? ORDER BY path LIMIT 1',
  assets: `SELECT * FROM asset WHERE (nfc, path) > (?, ?) ORDER BY nfc, path LIMIT ${pageSize}`,
  problems: 'SELECT * FROM problem',
}

/** A row of `asset`, see the schema. */
interface AssetRow extends Pick<AssetRecord, 'size' | 'hash' | 'touched'> {
  readonly nfc: string
  readonly path: string
  readonly media_type: string
  readonly mtime: number
}

/** Answers what is asked of assets and Problems. */
export class FolderQueries {
  readonly #asset: Statement
  readonly #assets: Statement
  readonly #problems: Statement
  readonly #duplicates: DuplicateProblems

  constructor(db: Database) {
    this.#asset = db.prepare(folderSql.asset)
    this.#assets = db.prepare(folderSql.assets)
    this.#problems = db.prepare(folderSql.problems)
    this.#duplicates = new DuplicateProblems(db)
  }

  findAsset(file: string): AssetRecord | undefined {
    const row: AssetRow | undefined = this.#asset.get(bindable(file))
    return row && toAssetRecord(row)
  }

  /** Page by page, as permalinks are. */
  *assets(): Generator<AssetRecord> {
    let last = { nfc: '', path: '' }
    for (;;) {
      const rows: AssetRow[] = this.#assets.all(last.nfc, last.path)
      for (const row of rows) yield toAssetRecord(row)
      const end = rows.at(-1)
      if (end === undefined || rows.length < pageSize) return
      last = end
    }
  }

  /** In the order of files and lines. */
  problems(): Problem[] {
    const rows: ProblemRow[] = this.#problems.all()
    return [...rows.map(toProblem), ...this.#duplicates.all()].sort(inOrder)
  }
}

function toAssetRecord({ path, media_type, size, mtime, hash, touched }: AssetRow): AssetRecord {
  return { file: path, mediaType: media_type, size, mtimeMs: mtime, hash, touched }
}

function inOrder(a: Problem, b: Problem): number {
  return (
    compareBytes(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compareBytes(a.code + a.reason, b.code + b.reason)
  )
}
