import assert from 'node:assert/strict'
import type { Response } from 'supertest'
import request from 'supertest'
import { createApp } from '../../src/web/app.js'
import { makeLogger } from '../../src/web/logger.js'
import { makeWebSettings } from '../../src/web/web-settings.js'
import { FakePublication, found, makeResource } from '../support/fake-publication.js'

const chrome = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'
const secret = '/srv/feedmill/content/rain.md'

function brokenAnswer(): never {
  throw new Error(`SQLITE_CORRUPT in ${secret}`)
}

const publication = new FakePublication({
  '/gone.html': { kind: 'gone' },
  '/gone.atom': { kind: 'gone' },
  '/throws': brokenAnswer,
  '/rejects': async () => brokenAnswer(),
  '/no-bytes': found(makeResource({ body: brokenAnswer })),
  '/late-no-bytes': found(makeResource({ body: async () => brokenAnswer() })),
  '/bad-header': found(makeResource({ etag: 'W/"a\r\nSet-Cookie: a=b"' })),
})

function appWithLog(of = publication) {
  const lines: string[] = []
  const logger = makeLogger('error', { write: (line) => lines.push(line) })
  return { app: createApp(of, undefined, makeWebSettings({ logger })), lines }
}

function isPage({ headers }: Response): boolean {
  return headers['content-type'] === 'text/html; charset=utf-8'
}

describe('An error', () => {
  const { app } = appWithLog()

  it('is sent to machines as problem+json (RFC 9457 §3)', async () => {
    const answer = await request(app).get('/gone.html').expect(410)
    assert.equal(answer.headers['content-type'], 'application/problem+json')
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    const told = { title: 'Gone', status: 410, detail: 'This was withdrawn for good.' }
    assert.deepEqual(answer.body, told)
  })

  it('is sent to people as a page, with a policy as strict as any', async () => {
    const answer = await request(app).get('/gone.html').set('Accept', chrome).expect(410)
    assert.ok(isPage(answer))
    assert.match(answer.text, /410 Gone.*This was withdrawn for good/)
    assert.match(String(answer.headers['content-security-policy']), /^default-src 'none'; /)
    assert.equal(answer.headers['content-length'], String(Buffer.byteLength(answer.text)))
    assert.equal(answer.headers['cache-control'], 'no-store')
  })

  it('is for machines at the address of a feed: feed readers accept text/html, too', async () => {
    assert.ok(!isPage(await request(app).get('/gone.atom?x=.html').set('Accept', chrome)))
    assert.ok(!isPage(await request(app).get('/nothing.xml').set('Accept', chrome)))
    assert.ok(isPage(await request(app).get('/nothing?x=.xml').set('Accept', chrome)))
  })

  const wishes: [string, boolean][] = [
    ['*/*', false],
    ['text/html', true],
    ['TEXT/HTML', true],
    ['text/html;q=0', false],
    ['text/html;q=0.5, application/json', false],
    ['text/html, application/json;q=0.9', true],
    ['application/xhtml+xml', true],
    ['application/problem+json', false],
    ['text/html;q=x', false],
    ['', false],
  ]
  for (const [accept, page] of wishes) {
    it(`is ${page ? 'a page' : 'problem+json'} for Accept: ${accept || '(empty)'}`, async () => {
      assert.equal(isPage(await request(app).get('/nothing').set('Accept', accept)), page)
    })
  }

  it('is 400 for a path that cannot be decoded', async () => {
    for (const path of ['/%zz', '/%E7%BA', '/%ff', '/a%2']) {
      assert.equal((await request(app).get(path).expect(400)).body.title, 'Bad Request')
    }
  })
})

describe('An error of our own', () => {
  for (const path of ['/throws', '/rejects', '/no-bytes', '/late-no-bytes', '/bad-header']) {
    it(`is 500 with one sentence, and is logged in full: ${path}`, async () => {
      const { app, lines } = appWithLog()
      for (const accept of ['*/*', chrome]) {
        const answer = await request(app).get(path).set('Accept', accept).expect(500)
        assert.doesNotMatch(
          answer.text,
          /SQLITE|srv|content\/|node_modules|\.[jt]s|\bat \/|Error:|Set-Cookie/,
        )
        assert.match(answer.text, /Something went wrong here\. It has been noted\./)
        assert.equal(answer.headers['cache-control'], 'no-store')
        assert.equal(answer.headers['set-cookie'], undefined)
      }
      assert.equal(lines.length, 2)
      const [line = ''] = lines
      assert.equal(JSON.parse(line).path, path)
      assert.match(JSON.parse(line).err.stack, /SQLITE_CORRUPT|Invalid character/)
    })
  }

  it('is problem+json if no page can be made either', async () => {
    class Broken extends FakePublication {
      override errorPage(): Uint8Array {
        return brokenAnswer()
      }
    }
    const { app, lines } = appWithLog(new Broken({ '/throws': brokenAnswer }))
    const answer = await request(app).get('/throws').set('Accept', chrome).expect(500)
    assert.equal(answer.headers['content-type'], 'application/problem+json')
    assert.equal(lines.length, 2)
  })

  it('is not a mistake of the client: a 4xx is not logged as an error', async () => {
    const { app, lines } = appWithLog()
    await request(app).get('/nothing')
    await request(app).get('/%zz')
    assert.deepEqual(lines, [])
  })
})

describe('An error thrown with a status', () => {
  it('keeps a 4xx, and reveals nothing else', async () => {
    const thrower = (status: unknown) => () => {
      throw Object.assign(new Error(`inside ${secret}`), { status })
    }
    const { app } = appWithLog(
      new FakePublication({
        '/413': thrower(413),
        '/302': thrower(302),
        '/503': thrower(503),
        '/text': thrower('404'),
      }),
    )
    assert.equal(
      (await request(app).get('/413').expect(413)).body.detail,
      'The body of the request is too large.',
    )
    await request(app).get('/302').expect(500)
    await request(app).get('/503').expect(500)
    await request(app).get('/text').expect(500)
  })
})
