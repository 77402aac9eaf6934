import type { AssetRecord } from './catalogue.js'
import { bindable, type Database, type Statement } from './database.js'

const pageSize = 1000

/** Queries about the folder's other files, the assets. */
export const folderSql = {
  // Of two names with the same NFC form, the first by its spelling on the disk.
  asset: 'SELECT * FROM asset WHERE nfc = ? ORDER BY path LIMIT 1',
  assets: `SELECT * FROM asset WHERE (nfc, path) > (?, ?) ORDER BY nfc, path LIMIT ${pageSize}`,
}

/** A row of `asset`, see the schema. */
interface AssetRow extends Pick<AssetRecord, 'size' | 'hash' | 'touched'> {
  readonly nfc: string
  readonly path: string
  readonly media_type: string
  readonly mtime: number
}

/** Answers queries about assets. */
export class FolderQueries {
  readonly #asset: Statement
  readonly #assets: Statement

  constructor(db: Database) {
    this.#asset = db.prepare(folderSql.asset)
    this.#assets = db.prepare(folderSql.assets)
  }

  findAsset(file: string): AssetRecord | undefined {
    const row: AssetRow | undefined = this.#asset.get(bindable(file))
    return row && toAssetRecord(row)
  }

  /** Page by page, like `PostQueries.permalinks`. */
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
}

function toAssetRecord({ path, media_type, size, mtime, hash, touched }: AssetRow): AssetRecord {
  return { file: path, mediaType: media_type, size, mtimeMs: mtime, hash, touched }
}
