import type { PackedBody } from '../content/packed-body.js'
import type { Database, Statement } from './database.js'
import type { PostRow, Standing, VersionRow } from './rows.js'

/** What the writer does with posts and their bodies. */
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

  constructor(db: Database) {
    this.#byId = db.prepare('SELECT * FROM post WHERE id = ?')
    this.#body = db.prepare('SELECT kind, source FROM body WHERE post = ?')
    this.#insert = db.prepare(`
      INSERT INTO post (path, standing, due, hash, touched, guid, permalink, draft, age, in_feeds, head, body_bytes, sum)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
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
    return this.#byId.get(id)
  }

  hasBody(id: number, { kind, source }: PackedBody): boolean {
    const row: PackedBody | undefined = this.#body.get(id)
    return row !== undefined && row.kind === kind && Buffer.compare(row.source, source) === 0
  }

  /** @returns the new post's id, which no other post ever had */
  insert(path: string, place: Place, version: VersionRow): number {
    const { lastInsertRowid } = this.#insert.run(path, ...valuesOf(place), ...valuesOfVersion(version))
    return Number(lastInsertRowid)
  }

  update(id: number, place: Place, version: VersionRow): void {
    this.#update.run(...valuesOf(place), ...valuesOfVersion(version), id)
  }

  setStanding(id: number, standing: Standing): void {
    this.#setStanding.run(standing, id)
  }

  setDue(id: number, due: number | null): void {
    this.#setDue.run(due, id)
  }

  setHash(id: number, hash: string): void {
    this.#setHash.run(hash, id)
  }

  setKept(id: number, kept: PostRow['kept']): void {
    this.#setKept.run(kept, id)
  }

  touch(id: number, moment: number): void {
    this.#touch.run(moment, id)
  }

  putBody(id: number, { kind, source }: PackedBody): void {
    this.#putBody.run(id, kind, source)
  }

  remove(id: number): void {
    this.#remove.run(id)
    this.#removeBody.run(id)
  }
}

/** What the catalogue decides of a post, apart from what its author wrote. */
export type Place = Pick<PostRow, 'standing' | 'due' | 'hash' | 'touched'>

function valuesOf({ standing, due, hash, touched }: Place) {
  return [standing, due, hash, touched] as const
}

function valuesOfVersion({ guid, permalink, draft, age, in_feeds, head, body_bytes, sum }: VersionRow) {
  return [guid, permalink, draft, age, in_feeds, head, body_bytes, sum] as const
}
