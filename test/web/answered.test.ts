import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import request from 'supertest'
import type { BodyFile } from '../../src/publication/resource.js'
import { answer } from '../../src/web/answer.js'
import { makeWebSettings } from '../../src/web/web-settings.js'
import { FakePublication, found, makeFileResource, seedTag } from '../support/fake-publication.js'

describe('A publication that is asked before other handlers', () => {
  const picture = Buffer.from('picture')
  const file: BodyFile = {
    size: picture.length,
    open: async ({ first, last } = { first: 0, last: 6 }) =>
      Readable.from([picture.subarray(first, last + 1)]),
  }
  const publication = new FakePublication({
    '/feed.xml': found(),
    '/later.xml': async () => found(),
    '/rain.png': found(makeFileResource(file)),
    '/old.xml': { kind: 'moved', location: 'https://news.example/feed.xml' },
    '/gone.xml': { kind: 'gone' },
    '/new.xml': { kind: 'not-ready', retryAfterSeconds: 7 },
    '/odd.xml': { kind: 'refused', reason: '"x" is no number for page' },
  })
  let said: boolean[]
  const ask = request(async (req: IncomingMessage, res: ServerResponse) => {
    const isAnswered = await answer(publication, req, res, makeWebSettings())
    said.push(isAnswered)
    if (!isAnswered) res.writeHead(404).end()
  })
  beforeEach(() => {
    said = []
  })

  it('says that everything it has was answered, whatever was asked', async () => {
    const statuses = [
      await ask.get('/feed.xml'),
      await ask.head('/feed.xml'),
      await ask.get('/later.xml'),
      await ask.get('/feed.xml').set('If-None-Match', seedTag),
      await ask.get('/feed.xml').set('If-Match', '"another"'),
      await ask.options('/feed.xml'),
      await ask.post('/feed.xml'),
      await ask.get('/rain.png'),
      await ask.get('/rain.png').set('Range', 'bytes=0-2'),
      await ask.get('/rain.png').set('Range', 'bytes=9-'),
      await ask.get('/old.xml'),
      await ask.get('/gone.xml'),
      await ask.get('/new.xml'),
      await ask.get('/odd.xml'),
    ].map(({ status }) => status)
    assert.deepEqual(statuses, [200, 200, 200, 304, 412, 204, 405, 200, 206, 416, 301, 410, 503, 400])
    assert.deepEqual(new Set(said), new Set([true]))
  })

  it('says that of nothing else', async () => {
    assert.equal((await ask.get('/nothing.xml')).status, 404)
    assert.deepEqual(said, [false])
  })
})
