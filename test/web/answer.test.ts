import assert from 'node:assert/strict'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Response } from 'supertest'
import request from 'supertest'
import type { ResourceKind } from '../../src/publication/resource.js'
import { createApp } from '../../src/web/app.js'
import { makeWebSettings } from '../../src/web/web-settings.js'
import {
  FakePublication,
  feedBrotli,
  feedBytes,
  feedGzip,
  found,
  makeResource,
  seedDate,
  seedMs,
  seedTag,
} from '../support/fake-publication.js'

const feed = found()
const publication = new FakePublication({
  '/feed.xml': feed,
  '/later.xml': async () => feed,
  '/slow-body.xml': found(makeResource({ body: async (coding) => makeResource().body(coding) })),
  '/page.html': found(makeResource({ kind: 'page', mediaType: 'text/html; charset=utf-8' })),
  '/theme/page.css': found(makeResource({ kind: 'style', mediaType: 'text/css; charset=utf-8' })),
  '/rain.png': found(makeResource({ kind: 'asset', mediaType: 'image/png', codings: [] })),
  '/rain.svg': found(makeResource({ kind: 'active-asset', mediaType: 'image/svg+xml' })),
  '/plain.xml': found(makeResource({ codings: [] })),
  '/undated.xml': found(makeResource({ modified: undefined })),
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

describe('GET by a reader that holds the current version', () => {
  const conditions: Record<string, Record<string, string>> = {
    'for its ETag': { 'If-None-Match': seedTag },
    'for its ETag in a list': { 'If-None-Match': `"x", ${seedTag}` },
    "for its ETag with Apache's suffix": { 'If-None-Match': 'W/"rain-1-gzip"' },
    'for its date': { 'If-Modified-Since': seedDate },
    'for its ETag, although it says no-cache by habit': {
      'If-None-Match': seedTag,
      'Cache-Control': 'no-cache',
    },
    'in another coding': { 'If-None-Match': seedTag, 'Accept-Encoding': 'gzip' },
  }
  for (const [what, headers] of Object.entries(conditions)) {
    it(`answers 304 ${what}, with the same validators (RFC 9110 §15.4.5)`, async () => {
      const full = await request(app).get('/feed.xml')
      const answer = await request(app).get('/feed.xml').set(headers).expect(304)
      assert.deepEqual(cacheHeaders(answer), cacheHeaders(full))
      assert.equal(answer.text, '')
      for (const name of ['content-type', 'content-length', 'content-encoding']) {
        assert.equal(answer.headers[name], undefined, name)
      }
    })
  }

  it('never asks for the bytes', async () => {
    const body = () => assert.fail('the bytes were asked for')
    const lazy = createApp(new FakePublication({ '/feed.xml': found(makeResource({ body })) }))
    await request(lazy).get('/feed.xml').set('If-None-Match', seedTag).expect(304)
  })

  it('answers 200 if the reader holds another version', async () => {
    await request(app)
      .get('/feed.xml')
      .set({ 'If-None-Match': 'W/"sun"', 'If-Modified-Since': seedDate })
      .expect(200)
  })

  it('answers 412 if another version is demanded (RFC 9110 §13.1.1), which is never cached', async () => {
    const answer = await request(app).get('/feed.xml').set('If-Match', '"sun"').expect(412)
    assert.equal(answer.headers['cache-control'], 'no-store')
    await request(app).get('/feed.xml').set('If-Match', '*').expect(200)
    await request(app)
      .get('/feed.xml')
      .set('If-Unmodified-Since', 'Thu, 30 Dec 2021 07:26:19 GMT')
      .expect(412)
  })
})

describe('Last-Modified (RFC 9110 §8.8.2)', () => {
  const second = Math.floor(seedMs / 1000) * 1000
  const at = (now: number) => createApp(publication, undefined, makeWebSettings({ now: () => now }))

  it('is not sent until the second of the last change is over', async () => {
    const early = await request(at(second + 999))
      .get('/feed.xml')
      .expect(200)
    assert.equal(early.get('last-modified'), undefined)
    assert.equal(early.get('etag'), seedTag)
    assert.equal((await request(at(second + 1000)).get('/feed.xml')).headers['last-modified'], seedDate)
  })

  it('is not sent for a request that came before, even if making the document took until then', async () => {
    let now = second + 999
    const slow = new FakePublication({
      '/feed.xml': async () => {
        now = second + 1000
        return found()
      },
    })
    const answer = await request(createApp(slow, undefined, makeWebSettings({ now: () => now }))).get(
      '/feed.xml',
    )
    assert.deepEqual([answer.status, answer.get('last-modified')], [200, undefined])
  })

  it('is not compared until then either, whatever date a reader sends', async () => {
    const early = request(at(second + 999))
    await early.get('/feed.xml').set('If-Modified-Since', seedDate).expect(200)
    await early.get('/feed.xml').set('If-Modified-Since', 'Fri, 31 Dec 2021 00:00:00 GMT').expect(200)
    const answer = await early.get('/feed.xml').set('If-None-Match', seedTag).expect(304)
    assert.equal(answer.headers['last-modified'], undefined)
  })

  it('is neither sent nor compared for a resource without a date', async () => {
    const date = 'Fri, 31 Dec 2100 00:00:00 GMT'
    const answer = await request(app).get('/undated.xml').set('If-Modified-Since', date).expect(200)
    assert.deepEqual([answer.get('last-modified'), answer.get('etag')], [undefined, seedTag])
    await request(app).get('/undated.xml').set('If-None-Match', seedTag).expect(304)
  })

  it('is not sent while it lies in the future, after the clock was set back', async () => {
    assert.equal((await request(at(0)).get('/feed.xml')).headers['last-modified'], undefined)
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

describe('Security headers', () => {
  const headersOf = async (path: string) => (await request(app).get(path).expect(200)).headers

  it('let a page load pictures, media and its style sheet, but nothing that runs', async () => {
    const headers = await headersOf('/page.html')
    assert.equal(
      headers['content-security-policy'],
      "default-src 'none'; img-src * data:; media-src *; style-src 'self'; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['access-control-allow-origin'], undefined)
  })

  it('let a page frame the hosts that the operator listed, and ignore text that is not a host', async () => {
    const iframeHosts = ['player.example.com', 'evil.example; script-src *', '*.video.example:8443']
    const framing = createApp(publication, undefined, makeWebSettings({ iframeHosts }))
    const { headers } = await request(framing).get('/page.html')
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /; frame-src player\.example\.com \*\.video\.example:8443; /)
    assert.doesNotMatch(policy, /script-src/)
    // The other app shares the resource, not the policy.
    assert.doesNotMatch(String((await headersOf('/page.html'))['content-security-policy']), /frame-src/)
  })

  it('put an SVG into a sandbox, where it is only a picture', async () => {
    const headers = await headersOf('/rain.svg')
    assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'; style-src 'unsafe-inline'")
    assert.equal(headers['access-control-allow-origin'], '*')
  })

  it('forbid sniffing the type of anything', async () => {
    for (const path of ['/feed.xml', '/page.html', '/theme/page.css', '/rain.png', '/rain.svg']) {
      assert.equal((await headersOf(path))['x-content-type-options'], 'nosniff', path)
    }
  })

  it('never keep our pictures out of feed readers that run in a browser', async () => {
    const kinds: ResourceKind[] = ['asset', 'active-asset']
    for (const kind of kinds) {
      const shown = createApp(new FakePublication({ '/a': found(makeResource({ kind })) }))
      const { headers } = await request(shown).get('/a')
      assert.equal(headers['cross-origin-resource-policy'], undefined)
      assert.equal(headers['access-control-allow-origin'], '*')
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
