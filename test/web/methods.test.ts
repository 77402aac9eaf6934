import assert from 'node:assert/strict'
import request from 'supertest'
import { createApp } from '../../src/web/app.js'
import { FakePublication, found, makeResource } from '../support/fake-publication.js'

const publication = new FakePublication({
  '/feed.xml': found(),
  '/later.xml': async () => found(),
  '/page.html': found(makeResource({ kind: 'page', mediaType: 'text/html; charset=utf-8' })),
  '/old.xml': { kind: 'moved', location: 'https://news.example/feed.xml' },
  '/new.xml': { kind: 'not-ready', retryAfterSeconds: 1 },
  '/gone.xml': { kind: 'gone' },
})
const app = createApp(publication)

describe('A method that no address here allows', () => {
  for (const method of ['post', 'put', 'delete', 'patch', 'trace'] as const) {
    it(`is refused: ${method.toUpperCase()} gets 405 with Allow (RFC 9110 §15.5.6)`, async () => {
      for (const path of ['/feed.xml', '/later.xml', '/old.xml', '/page.html']) {
        const answer = await request(app)[method](path).expect(405)
        assert.equal(answer.get('allow'), 'GET, HEAD, OPTIONS')
        assert.equal(answer.headers['cache-control'], 'no-store')
      }
    })
  }

  for (const method of ['propfind', 'purge', 'mkcol', 'search'] as const) {
    it(`is not known: ${method.toUpperCase()} gets 501 (RFC 9110 §15.6.2)`, async () => {
      await request(app)[method]('/feed.xml').expect(501)
      await request(app)[method]('/nothing').expect(501)
    })
  }

  it('gets the same as GET from an address without a resource', async () => {
    await request(app).post('/nothing').expect(404)
    await request(app).post('/gone.xml').expect(410)
    await request(app).post('/new.xml').expect(503)
    await request(app).post('/%zz').expect(400)
  })
})

describe('OPTIONS (RFC 9110 §9.3.7)', () => {
  it('lists the methods, without a body', async () => {
    const answer = await request(app).options('/feed.xml').expect(204)
    assert.equal(answer.get('allow'), 'GET, HEAD, OPTIONS')
    assert.equal(answer.headers['content-length'], undefined)
    assert.equal(answer.text, '')
  })

  it('lets a page of another site ask with If-None-Match (Fetch §3.3.3)', async () => {
    const preflight = {
      Origin: 'https://reader.example',
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'if-none-match',
    }
    for (const path of ['/feed.xml', '/later.xml', '/old.xml']) {
      const { headers } = await request(app).options(path).set(preflight).expect(204)
      assert.equal(headers['access-control-allow-origin'], '*')
      assert.equal(headers['access-control-allow-methods'], 'GET, HEAD, OPTIONS')
      assert.equal(headers['access-control-allow-headers'], '*')
    }
  })

  it('sends no CORS headers unless it is a preflight (Fetch §3.3.2)', async () => {
    const { headers } = await request(app).options('/feed.xml').set('Origin', 'https://reader.example')
    const told = Object.keys(headers).filter((name) => name.startsWith('access-control-'))
    assert.deepEqual(told, [])
  })

  it('lets no other site read pages', async () => {
    const preflight = { Origin: 'https://reader.example', 'Access-Control-Request-Method': 'GET' }
    const { headers } = await request(app).options('/page.html').set(preflight).expect(204)
    assert.equal(headers['access-control-allow-origin'], undefined)
  })

  it('is 400 for an address that cannot be decoded', () => request(app).options('/%zz').expect(400))

  it('is 404 for a missing address', () => request(app).options('/nothing').expect(404))
})
