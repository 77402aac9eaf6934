import assert from 'node:assert/strict'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Response } from 'supertest'
import request from 'supertest'
import { createApp } from '../../src/web/app.js'
import {
  FakePublication,
  feedBrotli,
  feedBytes,
  feedGzip,
  found,
  makeResource,
  seedDate,
  seedTag,
} from '../support/fake-publication.js'

const feed = found()
const publication = new FakePublication({
  '/feed.xml': feed,
  '/later.xml': async () => feed,
  '/slow-body.xml': found(makeResource({ body: async (coding) => makeResource().body(coding) })),
  '/plain.xml': found(makeResource({ codings: [] })),
  '/old.xml': { kind: 'moved', location: 'https://news.example/feed.xml' },
  '/gone.xml': { kind: 'gone' },
  '/new.xml': { kind: 'not-ready', retryAfterSeconds: 7 },
  '/odd.xml': { kind: 'refused', reason: '"x" is no number for page' },
})
const app = createApp(publication)

/** Validators and cache directives, which a 304 must repeat. */
function cacheHeaders({ headers }: Response): Record<string, string | undefined> {
  const names = ['etag', 'last-modified', 'cache-control', 'vary', 'link', 'access-control-allow-origin']
  return Object.fromEntries(names.map((name) => [name, headers[name]]))
}

describe('GET /feed.xml', () => {
  it('answers 200 with the bytes, and all that a reader and its caches need (RFC 9110 §8)', async () => {
    const answer = await request(app).get('/feed.xml').set('Accept-Encoding', 'identity').expect(200)
    assert.equal(answer.text, feedBytes.toString())
    assert.equal(answer.headers['content-type'], 'application/rss+xml; charset=utf-8')
    assert.equal(answer.headers['content-length'], String(feedBytes.length))
    assert.equal(answer.headers['content-encoding'], undefined)
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.equal(answer.headers['transfer-encoding'], undefined)
    assert.deepEqual(cacheHeaders(answer), {
      etag: seedTag,
      'last-modified': seedDate,
      'cache-control': 'public, max-age=300, s-maxage=30, stale-while-revalidate=30, stale-if-error=86400',
      vary: 'Accept-Encoding',
      link: '<https://news.example/feed.xml>; rel="self"',
      'access-control-allow-origin': '*',
    })
  })

  it('says nothing about the software that serves it', async () => {
    const { headers } = await request(app).get('/feed.xml')
    for (const name of ['x-powered-by', 'server', 'set-cookie', 'expires'])
      assert.equal(headers[name], undefined)
    assert.equal(headers['cross-origin-resource-policy'], undefined)
  })

  it('lets a page of another site read its ETag and its Link (Fetch §3.3.3)', async () => {
    const { headers } = await request(app).get('/feed.xml')
    assert.equal(headers['access-control-expose-headers'], 'ETag, Link')
  })

  it('answers in gzip to clients that accept it, with the same ETag (RFC 9110 §8.8.3.3)', async () => {
    const answer = await request(app).get('/feed.xml').set('Accept-Encoding', 'gzip, deflate').buffer(true)
    assert.equal(answer.headers['content-encoding'], 'gzip')
    assert.equal(answer.headers['content-length'], String(feedGzip.length))
    assert.equal(answer.get('etag'), seedTag)
    assert.equal(answer.text, gunzipSync(feedGzip).toString())
  })

  it('answers in brotli to clients that name it, with the same ETag', async () => {
    const answer = await request(app).get('/feed.xml').set('Accept-Encoding', 'gzip, br').buffer(true)
    assert.equal(answer.headers['content-encoding'], 'br')
    assert.equal(answer.headers['content-length'], String(feedBrotli.length))
    assert.equal(answer.get('etag'), seedTag)
    assert.equal(answer.text, brotliDecompressSync(feedBrotli).toString())
  })

  it('has Vary even if there is only one coding', async () => {
    const answer = await request(app).get('/plain.xml').set('Accept-Encoding', 'gzip').expect(200)
    assert.equal(answer.headers['content-encoding'], undefined)
    assert.equal(answer.get('vary'), 'Accept-Encoding')
  })

  it('is the same if the publication or the bytes are asynchronous', async () => {
    const now = await request(app).get('/feed.xml')
    for (const path of ['/later.xml', '/slow-body.xml']) {
      const later = await request(app).get(path).expect(200)
      assert.equal(later.text, now.text)
      assert.deepEqual(cacheHeaders(later), cacheHeaders(now))
    }
  })

  it('ignores ranges (RFC 9110 §14.2 lets a server do so)', async () => {
    const answer = await request(app)
      .get('/feed.xml')
      .set('Range', 'bytes=0-9')
      .set('If-Range', seedTag)
      .expect(200)
    assert.equal(answer.text, feedBytes.toString())
    assert.equal(answer.headers['content-range'], undefined)
  })

  it('hands the publication the path and the whole query', async () => {
    await request(app).get('/feed.xml?q=a?b&q=%E9%93%B6')
    assert.deepEqual(publication.asked.at(-1), { path: '/feed.xml', query: 'q=a?b&q=%E9%93%B6' })
  })
})

describe('HEAD', () => {
  for (const coding of ['identity', 'gzip', 'br']) {
    it(`is GET without the body, with the same length in ${coding} (RFC 9110 §9.3.2)`, async () => {
      const get = await request(app).get('/feed.xml').set('Accept-Encoding', coding)
      const head = await request(app).head('/feed.xml').set('Accept-Encoding', coding).expect(200)
      assert.equal(head.text, undefined)
      const { date: _, ...headers } = head.headers
      const { date: __, ...expected } = get.headers
      assert.deepEqual(headers, expected)
    })
  }

  it('gets 304 like GET', async () => {
    await request(app).head('/feed.xml').set('If-None-Match', seedTag).expect(304)
  })

  it('gets the status and length of an error without its body', async () => {
    for (const path of ['/gone.xml', '/nothing', '/new.xml', '/old.xml']) {
      const get = await request(app).get(path).redirects(0)
      const head = await request(app).head(path).redirects(0).expect(get.status)
      assert.equal(head.headers['content-length'], get.headers['content-length'], path)
      assert.equal(head.text, undefined)
    }
  })
})

describe('An address without a resource', () => {
  it('has moved permanently: 301 to the new address (RFC 9110 §15.4.2), also for feed readers in a browser', async () => {
    const answer = await request(app).get('/old.xml').redirects(0).expect(301)
    assert.equal(answer.get('location'), 'https://news.example/feed.xml')
    assert.equal(answer.headers['access-control-allow-origin'], '*')
    assert.equal(answer.headers['cache-control'], 'public, max-age=3600')
  })

  it('was withdrawn: 410 (RFC 9110 §15.5.11)', () => request(app).get('/gone.xml').expect(410))

  it('is not ready: 503 with Retry-After (RFC 9110 §10.2.3), never a 404', async () => {
    const answer = await request(app).get('/new.xml').expect(503)
    assert.equal(answer.headers['retry-after'], '7')
  })

  it('was given a bad value: 400, with the reason', async () => {
    const answer = await request(app).get('/odd.xml').expect(400)
    assert.equal(answer.body.detail, '"x" is no number for page')
  })

  it('does not exist: 404', () => request(app).get('/nothing').expect(404))

  it('is never cached', async () => {
    for (const path of ['/gone.xml', '/new.xml', '/odd.xml', '/nothing', '/%zz']) {
      const { headers } = await request(app).get(path)
      assert.equal(headers['cache-control'], 'no-store', path)
      for (const name of ['etag', 'last-modified', 'expires']) assert.equal(headers[name], undefined)
    }
  })
})
