import { assetType } from '../content/asset-types.js'
import { pageHidden } from '../model/clashes.js'
import type { Problem } from '../model/problem.js'
import { decodePath } from '../model/segment.js'
import type { Database, Statement } from './database.js'

/** The post that is shown at an address, and the file that lies there: each found by an index. */
export const hiddenSql = `
  SELECT post.path AS post, asset.path AS asset FROM post
  CROSS JOIN asset ON asset.nfc = ?
  WHERE post.permalink = ? AND post.standing = 1 AND post.kept = 1 ORDER BY asset.path LIMIT 1`

/** Finds posts whose page cannot be seen, since a file of the folder has its address. */
export class HiddenPages {
  readonly #find: Statement

  constructor(db: Database) {
    this.#find = db.prepare(hiddenSql)
  }

  /** Whether a file may lie there at all: most posts are asked no further. */
  canBe(address: string): boolean {
    return assetType(address) !== undefined
  }

  /** @param address - a path of the site in our one spelling */
  problems(address: string): Problem[] {
    const nfc = (decodePath(address) ?? address).slice(1)
    const row: { post: string; asset: string } | undefined = this.#find.get(nfc, address)
    return row === undefined ? [] : [pageHidden(row.post, address, row.asset)]
  }
}
