import { crc32 } from 'node:zlib'
import type { StoredDocument } from './catalogue.js'
import type { Database, Statement } from './database.js'

/** A row of `document`, see the schema. */
interface DocumentRow {
  readonly address: string
  readonly hash: string
  readonly modified: number
  readonly since: number
  readonly assets: number | null
  readonly head: string
  readonly body: Uint8Array
  readonly sum: number
}

/** What is done with documents that were made. */
export const documentSql = {
  find: 'SELECT address, hash, modified, since, assets, head, body, sum FROM document WHERE address = ?',
  put: `INSERT OR REPLACE INTO document (address, hash, modified, since, assets, head, bytes, body, sum, stored)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  bytes: 'SELECT total(bytes) AS n FROM document',
  last: 'SELECT max(stored) AS n FROM document',
  eldest: 'SELECT address, bytes FROM document ORDER BY stored LIMIT 1',
  forget: 'DELETE FROM document WHERE address = ?',
}

/** Finds documents as they were last made. */
export class StoredDocuments {
  readonly #find: Statement

  constructor(db: Database) {
    this.#find = db.prepare(documentSql.find)
  }

  /** One whose bytes are not what was written is none: it is made anew. */
  find(address: string): StoredDocument | undefined {
    const row: DocumentRow | undefined = this.#find.get(address)
    if (row === undefined || sumOf(row) !== row.sum) return undefined
    const { hash, modified, since, assets, head, body } = row
    return { address, hash, modified, since, ...(assets === null ? {} : { assets }), head, body }
  }
}

/** Stores documents that were made while there is room on the disk; those stored longest ago go first. */
export class DocumentKeeper {
  readonly #put: Statement
  readonly #count: Statement
  readonly #eldest: Statement
  readonly #forget: Statement
  readonly #last: Statement
  #bytes: number | undefined

  /** @param bytesMax - what all bodies together may weigh */
  constructor(
    db: Database,
    private readonly bytesMax: number,
  ) {
    this.#put = db.prepare(documentSql.put)
    this.#count = db.prepare(documentSql.bytes)
    this.#eldest = db.prepare(documentSql.eldest)
    this.#forget = db.prepare(documentSql.forget)
    this.#last = db.prepare(documentSql.last)
  }

  /** To be called in a transaction. */
  keep(documents: readonly StoredDocument[]): void {
    let stored: number = this.#last.get().n ?? 0
    for (const document of documents) {
      stored += 1
      this.#store(document, stored)
    }
    this.#makeRoom(documents)
  }

  #store({ address, hash, modified, since, assets, head, body }: StoredDocument, stored: number): void {
    const row = { address, hash, modified, since, assets: assets ?? null, head, body }
    const { byteLength } = body
    this.#put.run(address, hash, modified, since, row.assets, head, byteLength, body, sumOf(row), stored)
  }

  #makeRoom(documents: readonly StoredDocument[]): void {
    // Counted in earnest only when it may be too many: a document may take the place of an older one.
    const more = documents.reduce((sum, { body }) => sum + body.byteLength, 0)
    const reckoned = this.#bytes === undefined ? this.#total() : this.#bytes + more
    this.#bytes = reckoned
    if (reckoned <= this.bytesMax) return
    let bytes = this.#total()
    while (bytes > this.bytesMax * 0.9) {
      const eldest: { address: string; bytes: number } | undefined = this.#eldest.get()
      if (eldest === undefined) break
      this.#forget.run(eldest.address)
      bytes -= eldest.bytes
    }
    this.#bytes = bytes
  }

  #total(): number {
    return this.#count.get().n
  }
}

function sumOf(row: Omit<DocumentRow, 'sum'>): number {
  const { address, hash, modified, since, assets, head, body } = row
  return crc32(body, crc32(JSON.stringify([address, hash, modified, since, assets, head])))
}
