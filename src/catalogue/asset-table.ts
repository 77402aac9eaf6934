import { normalise } from '../model/normalise.js'
import { bindable, type Database, type Statement } from './database.js'
import type { AssetStamp } from './writer.js'

/** Assets, for the writer. */
export class AssetTable {
  readonly #find: Statement
  readonly #put: Statement
  readonly #remove: Statement

  constructor(db: Database) {
    this.#find = db.prepare('SELECT hash, media_type FROM asset WHERE nfc = ? AND path = ?')
    this.#put = db.prepare(`
      INSERT INTO asset (nfc, path, media_type, size, mtime, hash, touched) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET media_type = excluded.media_type, size = excluded.size,
        mtime = excluded.mtime, hash = excluded.hash,
        touched = iif(hash = excluded.hash AND media_type = excluded.media_type, touched, excluded.touched)`)
    this.#remove = db.prepare('DELETE FROM asset WHERE nfc = ? AND path = ?')
  }

  /** @returns whether readers can see a difference; a new modification time alone makes none */
  put({ file, mediaType, size, mtimeMs, hash }: AssetStamp, moment: number): boolean {
    const key = keyOf(file)
    const known: { hash: string; media_type: string } | undefined = this.#find.get(...key)
    this.#put.run(...key, mediaType, size, Math.trunc(mtimeMs), hash, moment)
    return known?.hash !== hash || known.media_type !== mediaType
  }

  remove(file: string): void {
    this.#remove.run(...keyOf(file))
  }
}

/** An asset is looked up by its NFC form, and opened as the disk spells it. */
function keyOf(file: string): readonly [nfc: string, path: string] {
  const path = bindable(file)
  return [normalise(path, 'NFC'), path]
}
