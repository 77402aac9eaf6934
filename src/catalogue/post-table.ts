import type { PackedBody } from '../content/packed-body.js'
import type { Database, Statement } from './database.js'
import { type PostRow, rowSql, type Standing, type VersionRow } from './rows.js'

/** Posts and their bodies, for the writer. */
export class PostTable {
  readonly #byId: Statement
  readonly #body: Statement
  readonly #insert: Statement
  readonly #update: Statement
  readonly #setStanding: Statement
  readonly #setDue: Statement
  readonly #setHash: Statement
  readonly #setKept: Statement
  readonly #touch: Statement
  readonly #remove: Statement
  readonly #putBody: Statement
  readonly #removeBody: Statement
  /** Posts added by the current transaction, as they are now, to save reading them back. */
  readonly #added = new Map<number, PostRow>()

  constructor(db: Database) {
    this.#byId = db.prepare(rowSql.post)
    this.#body = db.prepare(rowSql.body)
    this.#insert = db.prepare(`
      INSERT INTO post (path, standing, due, hash, touched, guid, permalink, draft, age, in_feeds, head, body_bytes, sum)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)
    this.#update = db.prepare(`
      UPDATE post SET standing = ?, due = ?, hash = ?, touched = ?,
        guid = ?, permalink = ?, draft = ?, age = ?, in_feeds = ?, head = ?, body_bytes = ?, sum = ?
      WHERE id = ?`)
    this.#setStanding = db.prepare('UPDATE post SET standing = ? WHERE id = ?')
    this.#setDue = db.prepare('UPDATE post SET due = ? WHERE id = ?')
    this.#setHash = db.prepare('UPDATE post SET hash = ? WHERE id = ?')
    this.#setKept = db.prepare('UPDATE post SET kept = ? WHERE id = ?')
    this.#touch = db.prepare('UPDATE post SET touched = ? WHERE id = ?')
    this.#remove = db.prepare('DELETE FROM post WHERE id = ?')
    this.#putBody = db.prepare('INSERT OR REPLACE INTO body (post, kind, source) VALUES (?, ?, ?)')
    this.#removeBody = db.prepare('DELETE FROM body WHERE post = ?')
  }

  byId(id: number): PostRow | undefined {
    return this.#added.get(id) ?? this.#byId.get(id)
  }

  hasBody(id: number, { kind, source }: PackedBody): boolean {
    const row: PackedBody | undefined = this.#body.get(id)
    return row !== undefined && row.kind === kind && Buffer.compare(row.source, source) === 0
  }

  /**
   * @returns the new post's id, never used before; undefined if it was to be published, but a published post has its
   *   permalink or guid
   */
  insert(path: string, placement: Placement, version: VersionRow): number | undefined {
    const { lastInsertRowid, changes } = this.#insert.run(
      path,
      ...valuesOf(placement),
      ...valuesOfVersion(version),
    )
    if (Number(changes) === 0) return undefined
    const id = Number(lastInsertRowid)
    this.#added.set(id, { id, path, ...placement, ...version, kept: 1 })
    return id
  }

  update(id: number, placement: Placement, version: VersionRow): void {
    this.#update.run(...valuesOf(placement), ...valuesOfVersion(version), id)
    this.#updateAdded(id, { ...placement, ...version })
  }

  setStanding(id: number, standing: Standing): void {
    this.#setStanding.run(standing, id)
    this.#updateAdded(id, { standing })
  }

  setDue(id: number, due: number | null): void {
    this.#setDue.run(due, id)
    this.#updateAdded(id, { due })
  }

  setHash(id: number, hash: Uint8Array): void {
    this.#setHash.run(hash, id)
    this.#updateAdded(id, { hash })
  }

  setKept(id: number, kept: PostRow['kept']): void {
    this.#setKept.run(kept, id)
    this.#updateAdded(id, { kept })
  }

  /** A post that was added at this moment has it already. */
  touch(id: number, moment: number): void {
    if (this.#added.get(id)?.touched === moment) return
    this.#touch.run(moment, id)
    this.#updateAdded(id, { touched: moment })
  }

  #updateAdded(id: number, changed: Partial<PostRow>): void {
    const row = this.#added.get(id)
    if (row !== undefined) this.#added.set(id, { ...row, ...changed })
  }

  /** Must be called once a transaction has ended or failed. */
  forgetAdded(): void {
    this.#added.clear()
  }

  putBody(id: number, { kind, source }: PackedBody): void {
    this.#putBody.run(id, kind, source)
  }

  remove(id: number): void {
    this.#added.delete(id)
    this.#remove.run(id)
    this.#removeBody.run(id)
  }
}

/** The part of a post's row that the catalogue decides, not its author. */
export type Placement = Pick<PostRow, 'standing' | 'due' | 'hash' | 'touched'>

function valuesOf({ standing, due, hash, touched }: Placement) {
  return [standing, due, hash, touched] as const
}

function valuesOfVersion({ guid, permalink, draft, age, in_feeds, head, body_bytes, sum }: VersionRow) {
  return [guid, permalink, draft, age, in_feeds, head, body_bytes, sum] as const
}
