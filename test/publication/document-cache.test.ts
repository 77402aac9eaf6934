import assert from 'node:assert/strict'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import type { DocumentResource } from '../../src/publication/document.js'
import { DocumentCache, type MakingState } from '../../src/publication/document-cache.js'
import type { Resource } from '../../src/publication/resource.js'
import { defer } from '../support/deferred.js'

const resource = (etag: string) => ({ etag, bytes: 10 }) as DocumentResource
const made = (etag: string, refersToFiles = false) => ({ resource: resource(etag), refersToFiles })

describe('A cache of documents', () => {
  let version = 1
  let cache: DocumentCache
  let finished: string[] = []
  type Composed = ReturnType<typeof made>
  const take = (address: string, since: number, assets: number, make: () => Composed | Promise<Composed>) =>
    takeState(address, { since, assets }, make)
  const takeState = (address: string, state: MakingState, make: () => Composed | Promise<Composed>) =>
    cache.take(address, state, make, (composed) => {
      finished.push(composed.resource.etag)
      return composed
    })
  beforeEach(() => {
    version = 1
    finished = []
    cache = new DocumentCache(
      { version: () => version, storedDocument: () => undefined } as unknown as Catalogue,
      1_000_000,
    )
  })

  it('returns a document at once if nothing was committed', () => {
    assert.equal(cache.held('/a.xml'), undefined)
    take('/a.xml', 5, 1, () => made('1'))
    assert.equal(cache.held('/a.xml')?.etag, '1')
    version = 2
    assert.equal(cache.held('/a.xml'), undefined)
  })

  it('keeps a document through commits that do not touch it, and makes it again after one that does', () => {
    take('/a.xml', 5, 1, () => made('1'))
    version = 2
    const kept = take('/a.xml', 5, 2, () => assert.fail('made again'))
    assert.equal((kept as Resource).etag, '1')
    assert.equal(cache.held('/a.xml')?.etag, '1')
    assert.equal((take('/a.xml', 6, 2, () => made('2')) as Resource).etag, '2')
  })

  it('keeps no uncompressed bytes of a version that was replaced', () => {
    const first = take('/a.xml', 5, 1, () => made('1')) as DocumentResource
    first.plainCache.set(first, Buffer.from('plain'))
    assert.equal(first.plainCache.get(first)?.toString(), 'plain')
    version = 2
    take('/a.xml', 6, 1, () => made('2'))
    assert.equal(first.plainCache.get(first), undefined)
  })

  it('makes a document that refers to files again when files come or go', () => {
    take('/a.xml', 5, 1, () => made('1', true))
    version = 2
    assert.equal((take('/a.xml', 5, 2, () => made('2', true)) as Resource).etag, '2')
  })

  it('makes a document again when its fingerprint differs, whenever what it shows changed', () => {
    const state = { since: 5, assets: 1, fingerprint: 'a' }
    takeState('/a.xml', state, () => made('1'))
    version = 2
    assert.equal((takeState('/a.xml', state, () => assert.fail('made again')) as Resource).etag, '1')
    const other = takeState('/a.xml', { ...state, fingerprint: 'b' }, () => made('2'))
    assert.equal((other as Resource).etag, '2')
  })

  it('makes a document once for all requests that come meanwhile', async () => {
    const { promise, resolve } = defer<ReturnType<typeof made>>()
    let times = 0
    const make = () => {
      times += 1
      return promise
    }
    const both = Promise.all([take('/a.xml', 5, 1, make), take('/a.xml', 5, 1, make)])
    resolve(made('1'))
    const [first, second] = await both
    assert.deepEqual([times, first === second], [1, true])
  })

  it('forgets a failed attempt, and tries again', async () => {
    await assert.rejects(async () => take('/a.xml', 5, 1, () => Promise.reject(new Error('no'))))
    assert.equal((await take('/a.xml', 5, 1, async () => made('1'))).etag, '1')
  })

  it('checks a document again that was made while something was committed', async () => {
    const { promise, resolve } = defer<ReturnType<typeof made>>()
    const taken = take('/a.xml', 5, 1, () => promise)
    version = 2
    resolve(made('1'))
    await taken
    assert.equal(cache.held('/a.xml'), undefined)
  })

  it('returns the state that was requested last, even if it is the same as before', async () => {
    const { promise, resolve } = defer<Composed>()
    const first = takeState('/a.xml', { since: 5, assets: 1, fingerprint: 'a' }, () => promise)
    version = 2
    await takeState('/a.xml', { since: 5, assets: 1, fingerprint: 'b' }, async () => made('2'))
    version = 3
    const third = takeState('/a.xml', { since: 5, assets: 1, fingerprint: 'a' }, () =>
      assert.fail('made twice'),
    )
    resolve(made('1'))
    assert.deepEqual([(await first).etag, (await third).etag, cache.held('/a.xml')?.etag], ['1', '1', '1'])
  })

  it('drops an older state that is finished after a later one', async () => {
    const { promise, resolve } = defer<Composed>()
    const slow = take('/a.xml', 5, 1, () => promise)
    version = 2
    const later = await take('/a.xml', 6, 1, async () => made('2'))
    resolve(made('1'))
    assert.equal(await slow, later)
    assert.deepEqual([cache.held('/a.xml')?.etag, finished], ['2', ['2']])
  })
})
