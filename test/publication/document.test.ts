import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import type { Catalogue, Revision } from '../../src/catalogue/catalogue.js'
import { DocumentResource, toResource } from '../../src/publication/document.js'
import { DocumentCache } from '../../src/publication/document-cache.js'
import { PlainDocuments } from '../../src/publication/plain-documents.js'

const text = Buffer.from(`<rss>${'雨落在港口。'.repeat(500)}</rss>`)
const head = {
  kind: 'feed',
  mediaType: 'application/rss+xml; charset=utf-8',
  cacheControl: 'public',
} as const

function makeDocument(identity: Uint8Array = text): DocumentResource {
  return new DocumentResource(head, 'hash', 0, identity.length, { identity })
}

/** Puts documents into a cache of this many bytes, at `/0.xml` and so on. */
function cacheWith(documents: readonly DocumentResource[], bytesMax: number): DocumentCache {
  const catalogue = { version: () => 1, storedDocument: () => undefined } as unknown as Catalogue
  const cache = new DocumentCache(catalogue, bytesMax)
  documents.forEach((resource, at) => {
    cache.take(
      `/${at}.xml`,
      { since: 1, assets: 1 },
      () => resource,
      (made) => ({ resource: made, refersToFiles: false }),
    )
  })
  return cache
}

async function inCoding(document: DocumentResource, coding: 'identity' | 'gzip' | 'br'): Promise<Buffer> {
  return Buffer.from(await document.body(coding))
}

describe('A document', () => {
  it('unpacks to the same bytes from every coding', async () => {
    const document = makeDocument()
    assert.deepEqual(document.codings, ['br', 'gzip'])
    assert.deepEqual(await inCoding(document, 'identity'), text)
    assert.deepEqual(gunzipSync(await inCoding(document, 'gzip')), text)
    assert.deepEqual(brotliDecompressSync(await inCoding(document, 'br')), text)
  })

  it('is compressed once, for those who ask meanwhile and for those who ask later', async () => {
    const document = makeDocument()
    const [first, second] = await Promise.all([document.body('br'), document.body('br')])
    assert.equal(first, second)
    assert.equal(document.body('br'), first)
  })

  it('is not compressed before anybody asks', () => {
    assert.equal(makeDocument().bytes, text.length)
  })

  it('is no longer kept uncompressed once it is in gzip, and can be unpacked from that', async () => {
    const document = makeDocument()
    const packed = await inCoding(document, 'gzip')
    assert.equal(document.bytes, packed.length)
    const brotli = await inCoding(document, 'br')
    assert.equal(document.bytes, packed.length + brotli.length)
    assert.deepEqual(await inCoding(document, 'identity'), text)
    assert.equal(document.bytes, packed.length + brotli.length)
  })

  it('is kept uncompressed beside gzip if somebody asked for that, and there is room', async () => {
    const [roomy, narrow] = [makeDocument(), makeDocument()]
    for (const [document, room] of [
      [roomy, text.length],
      [narrow, text.length - 1],
    ] as const) {
      const cache = new PlainDocuments()
      cache.limit(room)
      document.plainCache = cache
    }
    for (const document of [roomy, narrow]) {
      const first = document.body('identity')
      await document.body('gzip')
      assert.deepEqual(document.body('identity'), text)
      assert.equal(document.body('identity') === first, document === roomy)
    }
  })

  it('is unpacked synchronously, unless it is large enough to keep others waiting', async () => {
    const small = new DocumentResource(head, 'hash', 0, text.length, { gzip: gzipSync(text) })
    assert.deepEqual(small.body('identity'), text)
    const large = Buffer.alloc(1_000_000, text)
    const unpacked = new DocumentResource(head, 'hash', 0, large.length, { gzip: gzipSync(large) }).body(
      'identity',
    )
    assert.ok(unpacked instanceof Promise)
    assert.deepEqual(await unpacked, large)
  })

  it('that was stored in gzip can be had in every coding', async () => {
    const stored = new DocumentResource(head, 'hash', 0, text.length, { gzip: gzipSync(text) })
    assert.deepEqual(brotliDecompressSync(await inCoding(stored, 'br')), text)
    assert.deepEqual(await inCoding(stored, 'identity'), text)
  })

  it('that could not be unpacked is tried again', async () => {
    const damaged = new DocumentResource(head, 'hash', 0, text.length, { gzip: Buffer.from('no') })
    const [first, second] = [damaged.body('br'), damaged.body('br')]
    await assert.rejects(async () => first)
    await assert.rejects(async () => second)
    assert.notEqual(damaged.body('br'), first)
    await assert.rejects(async () => damaged.body('br'))
  })

  it('of a few letters has no compressed coding', () => {
    assert.deepEqual(makeDocument(Buffer.from('a')).codings, [])
  })

  it('counts in its cache with all its bytes, including codings that were made later', async () => {
    const documents = [makeDocument(randomBytes(9_000)), makeDocument(randomBytes(9_000))]
    const cache = cacheWith(documents, 30_000)
    assert.equal(cache.held('/0.xml'), documents[0])
    assert.equal(cache.held('/1.xml'), documents[1])
    for (const coding of ['identity', 'gzip', 'br'] as const) await documents[1]?.body(coding)
    assert.deepEqual([cache.held('/0.xml'), cache.held('/1.xml')], [undefined, documents[1]])
  })

  it('that is unpacked often replaces another among the uncompressed ones', async () => {
    const documents = [makeDocument(), makeDocument()]
    for (const document of documents) await document.body('gzip')
    cacheWith(documents, 15_000)
    documents[0]?.body('identity')
    for (let n = 0; n < 8; n++) documents[1]?.body('identity')
    assert.equal(documents[1]?.body('identity'), documents[1]?.body('identity'))
    assert.notEqual(documents[0]?.body('identity'), documents[0]?.body('identity'))
  })

  it('takes no room from other documents with its uncompressed bytes', async () => {
    const documents = [makeDocument(), makeDocument()]
    for (const document of documents) await document.body('gzip')
    const cache = cacheWith(documents, 15_000)
    const plain = documents.map((document) => document.body('identity'))
    assert.deepEqual([cache.held('/0.xml'), cache.held('/1.xml')], documents)
    assert.deepEqual(
      documents.map((document, at) => document.body('identity') === plain[at]),
      [true, false],
      'there is room for one of them alone',
    )
  })
})

describe('The date of a document that comes out unchanged', () => {
  /** The document was last recorded as changed at 1000, and has now been touched at `reason`. */
  function dateWhere(doubt: number, reason: number): number | undefined {
    let known: Revision | undefined
    const catalogue = {
      doubt: () => doubt,
      revision: () => known,
      keepRevision(revision: Revision) {
        known = revision
      },
    } as unknown as Catalogue
    toResource(catalogue, '/a.xml', 1000, { ...head, bytes: text })
    return toResource(catalogue, '/a.xml', reason, { ...head, bytes: text }).modified
  }

  it('stays, whatever touched it', () => {
    assert.deepEqual([dateWhere(0, 1000), dateWhere(0, 3000)], [1000, 1000])
  })

  it('is later after a kill if other bytes may have been sent meanwhile, and reverted before it or after it', () => {
    assert.deepEqual(
      [dateWhere(3000, 3000), dateWhere(5000, 3000), dateWhere(2000, 3000)],
      [3000, 3000, 3000],
    )
  })

  it('stays after a kill if nothing has touched it since, or if it was recorded after the kill', () => {
    assert.deepEqual([dateWhere(3000, 1000), dateWhere(500, 3000)], [1000, 1000])
  })
})
