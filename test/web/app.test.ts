import assert from 'node:assert/strict'
import express from 'express'
import request from 'supertest'
import { answer } from '../../src/web/answer.js'
import { createApp } from '../../src/web/app.js'
import type { Operations, Readiness } from '../../src/web/operations.js'
import { drainingSetting } from '../../src/web/probes.js'
import { makeWebSettings } from '../../src/web/web-settings.js'
import { FakePublication, feedBytes, found } from '../support/fake-publication.js'

const loading: Readiness = {
  ready: false,
  complete: false,
  progress: { done: 10, total: 2000 },
  posts: 7,
  problems: { errors: 2, warnings: 5 },
  folder: 'ok',
}

function operationsThatSay(readiness: Readiness): Operations {
  return { readiness: () => readiness }
}

/** Answers everything with 503, as while the folder is read for the first time. */
class LoadingPublication extends FakePublication {
  override find() {
    return { kind: 'not-ready', retryAfterSeconds: 1 } as const
  }
}

describe('The app', () => {
  it('is complete: it serves a publication when mounted in another app', async () => {
    const outer = express()
    outer.use(createApp(new FakePublication({ '/feed.xml': found() })))
    assert.equal((await request(outer).get('/feed.xml').expect(200)).text, feedBytes.toString())
    await request(outer).get('/nothing').expect(404)
  })

  it('resolves whole paths when it is mounted beneath one, as in SITE_URL', async () => {
    const outer = express()
    const publication = new FakePublication({ '/news/feed.xml': found() })
    outer.use('/news', createApp(publication, undefined, makeWebSettings({ basePath: '/news' })))
    await request(outer).get('/news/feed.xml').expect(200)
    await request(outer).get('/news/readyz').expect(200)
  })

  it('leaves what the first publication does not have to a second', async () => {
    const outer = express()
    const [first, second] = [new FakePublication(), new FakePublication({ '/feed.xml': found() })]
    const settings = makeWebSettings()
    outer.use(async (req, res, next) => {
      for (const each of [first, second]) if (await answer(each, req, res, settings)) return
      next()
    })
    await request(outer).get('/feed.xml').expect(200)
  })

  it('asks the publication once about an address that it does not have', async () => {
    const publication = new FakePublication()
    await request(createApp(publication)).get('/nothing?x=1').expect(404)
    assert.deepEqual(publication.asked, [{ path: '/nothing', query: 'x=1' }])
  })

  it('takes a path with two leading slashes literally', async () => {
    const publication = new FakePublication()
    await request(createApp(publication)).get('//evil.example/feed.xml').expect(404)
    assert.equal(publication.asked[0]?.path, '//evil.example/feed.xml')
  })

  it('does not answer an address in another case or with a trailing slash', async () => {
    const app = createApp(new FakePublication())
    for (const path of ['/HEALTHZ', '/healthz/', '/x/healthz', '/readyz/x'])
      await request(app).get(path).expect(404)
  })
})

describe('/healthz', () => {
  it('is 200 while nothing else can be answered yet', async () => {
    const app = createApp(new LoadingPublication(), operationsThatSay(loading))
    await request(app).get('/feed.xml').expect(503)
    const answer = await request(app).get('/healthz?probe=1').expect(200)
    assert.deepEqual(answer.body, { status: 'ok' })
    assert.equal(answer.headers['cache-control'], 'no-store')
  })

  it('answers HEAD and OPTIONS, and refuses other methods', async () => {
    const app = createApp(new FakePublication())
    assert.equal((await request(app).head('/healthz').expect(200)).headers['content-length'], '16')
    await request(app).options('/healthz').expect(204)
    const refused = await request(app).post('/healthz').expect(405)
    assert.equal(refused.get('allow'), 'GET, HEAD, OPTIONS')
    await request(app).propfind('/healthz').expect(501)
  })

  it('answers with and without the path of the site', async () => {
    const app = createApp(new LoadingPublication(), undefined, makeWebSettings({ basePath: '/news' }))
    for (const path of ['/healthz', '/news/healthz', '/readyz', '/news/readyz'])
      await request(app).get(path).expect(200)
    await request(app).get('/other/healthz').expect(503)
  })

  it('answers with the path of the site in every spelling', async () => {
    const basePath = new URL('https://a.cn/新闻').pathname
    const app = createApp(new LoadingPublication(), undefined, makeWebSettings({ basePath }))
    for (const path of [basePath, basePath.toLowerCase()])
      await request(app).get(`${path}/healthz`).expect(200)
  })
})

describe('/readyz', () => {
  it('fails while the folder is read for the first time, and reports progress', async () => {
    const app = createApp(new LoadingPublication(), operationsThatSay(loading))
    const answer = await request(app).get('/readyz').expect(503)
    assert.deepEqual(answer.body, { ...loading, draining: false })
    assert.equal(answer.headers['cache-control'], 'no-store')
  })

  it('is 200 when the site can be served, even while its folder is missing', async () => {
    const readiness: Readiness = { ...loading, ready: true, complete: true, folder: 'missing' }
    const app = createApp(new FakePublication(), operationsThatSay(readiness))
    assert.equal((await request(app).get('/readyz').expect(200)).body.folder, 'missing')
  })

  it('fails when the process is about to exit', async () => {
    const readiness: Readiness = { ...loading, ready: true, complete: true }
    const app = createApp(new FakePublication(), operationsThatSay(readiness)).enable(drainingSetting)
    const answer = await request(app).get('/readyz').expect(503)
    assert.equal(answer.body.ready, false)
    assert.equal(answer.body.draining, true)
  })

  it('is 200 without Operations', async () => {
    await request(createApp(new FakePublication())).get('/readyz').expect(200)
  })

  it('is 500 if its Operations throw', async () => {
    const app = createApp(new FakePublication(), {
      readiness: () => {
        throw new Error('closed')
      },
    })
    await request(app).get('/readyz').expect(500)
  })
})

describe('/.well-known/security.txt (RFC 9116)', () => {
  const securityTxt = 'Contact: mailto:security@news.example\nExpires: 2027-01-01T00:00:00Z\n'

  it('is what the operator wrote', async () => {
    const app = createApp(new FakePublication(), undefined, makeWebSettings({ securityTxt }))
    const answer = await request(app).get('/.well-known/security.txt').expect(200)
    assert.equal(answer.text, securityTxt)
    assert.equal(answer.headers['content-type'], 'text/plain; charset=utf-8')
    await request(app).head('/.well-known/security.txt').expect(200)
    await request(app).post('/.well-known/security.txt').expect(405)
    await request(app).get('/nothing').expect(404)
  })

  it('is a 404 if it is not configured', async () => {
    await request(createApp(new FakePublication())).get('/.well-known/security.txt').expect(404)
  })
})
