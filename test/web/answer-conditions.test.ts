import assert from 'node:assert/strict'
import type { Response } from 'supertest'
import request from 'supertest'
import { createApp } from '../../src/web/app.js'
import { makeWebSettings } from '../../src/web/web-settings.js'
import {
  FakePublication,
  found,
  makeResource,
  seedDate,
  seedMs,
  seedTag,
} from '../support/fake-publication.js'

const publication = new FakePublication({
  '/feed.xml': found(),
  '/undated.xml': found(makeResource({ modified: undefined })),
})
const app = createApp(publication)

/** Validators and cache directives, which a 304 must repeat. */
function cacheHeaders({ headers }: Response): Record<string, string | undefined> {
  const names = ['etag', 'last-modified', 'cache-control', 'vary', 'link', 'access-control-allow-origin']
  return Object.fromEntries(names.map((name) => [name, headers[name]]))
}

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
