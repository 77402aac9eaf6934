import type { Revision } from './catalogue.js'
import type { Database, Statement } from './database.js'

/** Saves the revisions of documents. */
export class RevisionKeeper {
  readonly #put: Statement

  constructor(db: Database) {
    // A later revision that arrived first is not overwritten: Last-Modified never goes back.
    this.#put = db.prepare(`
      INSERT INTO revision (address, hash, modified) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET hash = excluded.hash, modified = excluded.modified
      WHERE excluded.modified >= modified`)
  }

  /** Must be called in a transaction. */
  keep(revisions: readonly Revision[]): void {
    for (const { address, hash, modified } of revisions) this.#put.run(address, hash, modified)
  }
}

/** Statements for revisions. */
export const revisionSql = {
  find: 'SELECT address, hash, modified FROM revision WHERE address = ?',
  startingWith: 'SELECT address FROM revision WHERE address >= ? AND address < ?',
}

/** Sorts after every character of an address. */
const afterAll = '\u{10ffff}'

/** How many are held in memory until they are known to be on disk. */
const pendingMax = 10_000

/** Revisions as a reader sees them: first those still on their way to the disk, then those on disk. */
export class RevisionCache {
  readonly #find: Statement
  readonly #startingWith: Statement
  readonly #pending = new Map<string, Revision>()

  constructor(
    db: Database,
    private readonly onRevision: (revision: Revision) => void,
  ) {
    this.#find = db.prepare(revisionSql.find)
    this.#startingWith = db.prepare(revisionSql.startingWith)
  }

  find(address: string): Revision | undefined {
    return this.#pending.get(address) ?? this.#saved(address)
  }

  /** The addresses that begin with `start` and have a revision, in no order. */
  startingWith(start: string): Set<string> {
    const saved: { address: string }[] = this.#startingWith.all(start, start + afterAll)
    const pending = [...this.#pending.keys()].filter((address) => address.startsWith(start))
    return new Set([...saved.map(({ address }) => address), ...pending])
  }

  keep(revision: Revision): void {
    this.#pending.delete(revision.address)
    this.#pending.set(revision.address, revision)
    this.onRevision(revision)
    if (this.#pending.size > pendingMax) this.#dropSaved()
  }

  #saved(address: string): Revision | undefined {
    const row: Revision | undefined = this.#find.get(address)
    return row && { address: row.address, hash: row.hash, modified: row.modified }
  }

  /** Drops those that are saved; if that is not enough, the oldest of the others. */
  #dropSaved(): void {
    for (const [address, { hash, modified }] of this.#pending) {
      const saved = this.#saved(address)
      if (saved?.hash === hash && saved.modified === modified) this.#pending.delete(address)
    }
    for (const address of this.#pending.keys()) {
      if (this.#pending.size <= pendingMax / 2) return
      this.#pending.delete(address)
    }
  }
}
