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

/** Statements for stored documents. */
export const documentSql = {
  find: 'SELECT address, hash, modified, since, assets, head, body, sum FROM document WHERE address = ?',
  put: `INSERT OR REPLACE INTO document (address, hash, modified, since, assets, head, bytes, body, sum, stored)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  bytes: 'SELECT total(bytes) AS n FROM document',
  last: 'SELECT max(stored) AS n FROM document',
  eldest: 'SELECT address, bytes FROM document ORDER BY stored LIMIT 1',
  forget: 'DELETE FROM document WHERE address = ?',
}

/** Finds stored documents. */
export class StoredDocuments {
  readonly #find: Statement

  constructor(db: Database) {
    this.#find = db.prepare(documentSql.find)
  }

  /** Finds nothing if the checksum is wrong: the document is then rendered again. */
  find(address: string): StoredDocument | undefined {
    const row: DocumentRow | undefined = this.#find.get(address)
    if (row === undefined || sumOf(row) !== row.sum) return undefined
    const { hash, modified, since, assets, head, body } = row
    return { address, hash, modified, since, ...(assets !== null && { assets }), head, body }
  }
}

/** Stores rendered documents as far as there is room; those stored longest ago are evicted first. */
export class DocumentKeeper {
  readonly #put: Statement
  readonly #count: Statement
  readonly #eldest: Statement
  readonly #forget: Statement
  readonly #last: Statement
  #bytes: number | undefined

  /** @param bytesMax - limit on all bodies together */
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

  /** Must be called in a transaction. */
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
    // The estimate is too high where a document replaced an older one, so it is checked before anything is evicted.
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
