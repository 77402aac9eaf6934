import { assetType } from '../content/asset-types.js'
import { pageHidden } from '../model/clashes.js'
import type { Problem } from '../model/problem.js'
import { decodePath } from '../model/segment.js'
import type { Database, Statement } from './database.js'

/** The post and the asset that share an address, each found by an index. */
export const hiddenSql = `
  SELECT post.path AS post, asset.path AS asset FROM post
  CROSS JOIN asset ON asset.nfc = ?
  WHERE post.permalink = ? AND post.standing = 1 AND post.kept = 1 ORDER BY asset.path LIMIT 1`

/** Finds posts whose page is hidden by an asset with the same address. */
export class HiddenPages {
  readonly #find: Statement

  constructor(db: Database) {
    this.#find = db.prepare(hiddenSql)
  }

  /** Whether an asset can have this address at all: for most posts, no query is needed. */
  canBe(address: string): boolean {
    return assetType(address) !== undefined
  }

  /** @param address - a path of the site in its canonical spelling */
  problems(address: string): Problem[] {
    const nfc = (decodePath(address) ?? address).slice(1)
    const row: { post: string; asset: string } | undefined = this.#find.get(nfc, address)
    return row === undefined ? [] : [pageHidden(row.post, address, row.asset)]
  }
}
