import assert from 'node:assert/strict'
import type { StoredDocument } from '../../src/catalogue/catalogue.js'
import { openDatabase } from '../../src/catalogue/database.js'
import { Workbench } from './workbench.js'

describe('A stored document', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

  const makeDocument = (address: string, fields: Partial<StoredDocument> = {}): StoredDocument => ({
    address,
    hash: 'h1',
    modified: 1000,
    since: 900,
    head: '{"kind":"feed"}',
    body: Uint8Array.of(1, 2, 3),
    ...fields,
  })
  const found = (address: string) => {
    const document = bench.catalogue().storedDocument(address)
    return document && { ...document, body: Uint8Array.from(document.body) }
  }

  it('is handed to the writer, and found once it is on the disk', () => {
    const writer = bench.writer()
    const handed: StoredDocument[] = []
    const catalogue = bench.catalogue({ onDocument: (document) => handed.push(document) })
    const document = makeDocument('/feed.xml', { assets: 800 })
    catalogue.storeDocument(document)
    assert.equal(catalogue.storedDocument('/feed.xml'), undefined)
    writer.keepDocuments(handed)
    assert.deepEqual(found('/feed.xml'), document)
  })

  it('replaces an older version', () => {
    const writer = bench.writer()
    writer.keepDocuments([makeDocument('/feed.xml')])
    writer.keepDocuments([makeDocument('/feed.xml', { since: 950, body: Uint8Array.of(9) })])
    assert.deepEqual(found('/feed.xml'), makeDocument('/feed.xml', { since: 950, body: Uint8Array.of(9) }))
  })

  it('is not found if its bytes are not those that were written', () => {
    const writer = bench.writer()
    writer.keepDocuments([makeDocument('/a.xml'), makeDocument('/b.xml')])
    bench.close(writer)
    const db = openDatabase(bench.file())
    db.exec("UPDATE document SET body = x'010204' WHERE address = '/a.xml'")
    db.exec("UPDATE document SET head = '{}' WHERE address = '/b.xml'")
    db.close()
    assert.deepEqual([found('/a.xml'), found('/b.xml')], [undefined, undefined])
  })

  it('is evicted when there is no room left, the one stored longest ago first', () => {
    const writer = bench.writer({ documentBytesMax: 1000 })
    const body = new Uint8Array(100)
    const addresses = Array.from({ length: 30 }, (_, n) => `/${n}.xml`)
    for (const address of addresses) writer.keepDocuments([makeDocument(address, { body })])
    const kept = addresses.filter((address) => found(address) !== undefined)
    assert.ok(kept.length >= 8 && kept.length <= 10, String(kept))
    assert.deepEqual(kept, addresses.slice(-kept.length))
  })

  it('counts towards the limit even if an earlier process stored it', () => {
    const body = new Uint8Array(400)
    for (const address of ['/a.xml', '/b.xml', '/c.xml']) {
      const writer = bench.writer({ documentBytesMax: 1000 })
      writer.keepDocuments([makeDocument(address, { body })])
      bench.close(writer)
    }
    bench.writer()
    assert.deepEqual([found('/a.xml'), found('/c.xml')?.address], [undefined, '/c.xml'])
  })
})
