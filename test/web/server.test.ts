import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { createApp } from '../../src/web/app.js'
import { listen } from '../../src/web/listen.js'
import { createLimitedServer } from '../../src/web/server.js'
import { defer } from '../support/deferred.js'
import {
  type FakeAnswer,
  FakePublication,
  feedBytes,
  feedGzip,
  found,
  makeResource,
  seedTag,
} from '../support/fake-publication.js'
import { RawClient } from '../support/raw-client.js'
import { askRaw, startSite, stopSites } from '../support/running-site.js'

const answers: Record<string, FakeAnswer> = {
  '/feed.xml': found(),
  '/later.xml': async () => found(),
  '/throws.xml': () => {
    throw new Error('inside')
  },
  '/rejects.xml': () => Promise.reject(new Error('inside')),
  '/later-nothing': async () => ({ kind: 'absent' }),
  '/page.html': found(makeResource({ kind: 'page', mediaType: 'text/html; charset=utf-8' })),
  '/old.xml': { kind: 'moved', location: 'https://news.example/feed.xml' },
  '/gone.xml': { kind: 'gone' },
}
const publication = new FakePublication(answers)

describe('A running server', () => {
  afterEach(stopSites)

  it('answers what the Express app alone would, byte for byte', async () => {
    const { port } = await startSite(publication)
    const plain = createServer(createApp(publication))
    const { port: appPort } = await listen(plain, '127.0.0.1', 0)
    const requests = [
      ...Object.keys(answers).map((path) => [`GET ${path} HTTP/1.1`, 'Host: a']),
      ['GET /nothing HTTP/1.1', 'Host: a', 'Accept: text/html'],
      ['HEAD /feed.xml HTTP/1.1', 'Host: a', 'Accept-Encoding: gzip'],
      ['GET /feed.xml HTTP/1.1', 'Host: a', `If-None-Match: ${seedTag}`],
      ['GET /feed.xml HTTP/1.1', 'Host: a', 'Accept-Encoding: gzip'],
      ['POST /feed.xml HTTP/1.1', 'Host: a', 'Content-Length: 0'],
      ['OPTIONS /feed.xml HTTP/1.1', 'Host: a'],
      ['OPTIONS * HTTP/1.1', 'Host: a'],
      ['GET /%zz HTTP/1.1', 'Host: a'],
      ['GET http://other.example/feed.xml HTTP/1.1', 'Host: a'],
      ['GET /readyz HTTP/1.1', 'Host: a'],
    ]
    for (const lines of requests) {
      const [ours, theirs] = [await askRaw(port, ...lines), await askRaw(appPort, ...lines)]
      const undated = (head: string) => head.replace(/\r\nDate: [^\r]+/, '').replace(/timeout=\d+/, 'timeout')
      assert.equal(undated(ours.head), undated(theirs.head), lines[0])
      assert.deepEqual(ours.body, theirs.body, lines[0])
    }
    plain.close()
  })

  it('serves many requests on one connection, in order', async () => {
    const { port } = await startSite(publication)
    const client = await RawClient.open(port)
    const paths = [
      '/later.xml',
      '/feed.xml',
      '/gone.xml',
      '/nothing',
      '/healthz',
      '/later-nothing',
      '/rejects.xml',
    ]
    client.send(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''))
    const statuses: number[] = []
    for (const _ of paths) statuses.push((await client.answer()).status)
    assert.deepEqual(statuses, [200, 200, 410, 404, 200, 404, 500])
    client.socket.destroy()
  })

  it('answers HEAD with the length in gzip and no bytes, so that the next response begins where it should', async () => {
    const { port } = await startSite(publication)
    const client = await RawClient.open(port)
    client.send('HEAD /feed.xml HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n')
    const head = await client.answer({ bodiless: true })
    assert.equal(head.headers.get('content-length'), String(feedGzip.length))
    client.send(`GET /feed.xml HTTP/1.1\r\nHost: a\r\nIf-None-Match: ${seedTag}\r\n\r\n`)
    assert.equal((await client.answer()).status, 304)
    client.send('GET /feed.xml HTTP/1.1\r\nHost: a\r\n\r\n')
    assert.deepEqual((await client.answer()).body, feedBytes)
    client.socket.destroy()
  })

  it('dates its responses (RFC 9110 §6.6.1)', async () => {
    const { port } = await startSite(publication)
    const { headers } = await askRaw(port, 'GET /feed.xml HTTP/1.1', 'Host: a')
    assert.match(headers.get('date') ?? '', / GMT$/)
  })

  it('accepts an absolute target, and OPTIONS * (RFC 9112 §3.2)', async () => {
    const { port } = await startSite(publication)
    assert.equal((await askRaw(port, 'GET http://other.example/feed.xml HTTP/1.1', 'Host: a')).status, 200)
    const answer = await askRaw(port, 'OPTIONS * HTTP/1.1', 'Host: a')
    assert.equal(answer.status, 204)
    assert.equal(answer.headers.get('allow'), 'GET, HEAD, OPTIONS')
    assert.equal((await askRaw(port, 'GET * HTTP/1.1', 'Host: a')).status, 400)
  })

  it('loads the Express app when it is told to, and then not for a request', async () => {
    let loaded = 0
    const app = () => {
      loaded += 1
      return createApp(publication)
    }
    const { port, prepare } = await startSite(publication, { listen: { app } })
    await prepare()
    assert.equal(loaded, 1)
    assert.equal((await askRaw(port, 'GET /healthz HTTP/1.1', 'Host: a')).status, 200)
    assert.equal(loaded, 1)
  })

  it('loads the Express app again for the next request if that failed', async () => {
    let loaded = 0
    const app = async () => {
      if (++loaded === 1) throw new Error('too many open files')
      return createApp(publication)
    }
    const { port } = await startSite(publication, { listen: { app } })
    const statuses: number[] = []
    for (let n = 0; n < 3; n++) statuses.push((await askRaw(port, 'GET /healthz HTTP/1.1', 'Host: a')).status)
    assert.deepEqual([statuses, loaded], [[500, 200, 200], 2])
  })

  it('stops as usual although the Express app cannot be loaded meanwhile', async () => {
    const [asked, fails] = [defer(), defer()]
    const app = async () => {
      asked.resolve()
      await fails.promise
      throw new Error('too many open files')
    }
    const unhandled: unknown[] = []
    const hear = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', hear)
    const server = await startSite(publication, { listen: { app } })
    const answer = askRaw(server.port, 'GET /healthz HTTP/1.1', 'Host: a')
    await asked.promise
    const closed = server.close()
    fails.resolve()
    assert.equal((await answer).status, 500)
    await closed
    process.off('unhandledRejection', hear)
    assert.deepEqual(unhandled, [])
  })

  it('asks the publication once, even for what it does not have', async () => {
    const asking = new FakePublication({ '/later-nothing': async () => ({ kind: 'absent' }) })
    const { port } = await startSite(asking)
    await askRaw(port, 'GET /nothing HTTP/1.1', 'Host: a')
    await askRaw(port, 'GET /later-nothing HTTP/1.1', 'Host: a')
    assert.deepEqual(
      asking.asked.map(({ path }) => path),
      ['/nothing', '/later-nothing'],
    )
  })

  it('stays with HTTP/1.1, whatever upgrade is offered (RFC 9110 §7.8)', async () => {
    const { port } = await startSite(publication)
    for (const protocol of ['h2c', 'websocket']) {
      const upgrade = [
        'Connection: Upgrade, HTTP2-Settings',
        `Upgrade: ${protocol}`,
        'HTTP2-Settings: AAMAAABk',
      ]
      const answer = await askRaw(port, 'GET /feed.xml HTTP/1.1', 'Host: a', ...upgrade)
      assert.equal(answer.status, 200)
    }
  })

  it('answers HTTP/1.0 without a Host, and then closes the connection', async () => {
    const { port } = await startSite(publication)
    const client = await RawClient.open(port)
    client.send('GET /feed.xml HTTP/1.0\r\n\r\n')
    const answer = await client.answer()
    assert.equal(answer.headers.get('content-length'), String(feedBytes.length))
    assert.deepEqual(answer.body, feedBytes)
    await client.closed
  })

  it('ignores X-Forwarded headers', async () => {
    const { port } = await startSite(publication)
    const forged = [
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'Forwarded: host=evil.example',
    ]
    const answer = await askRaw(port, 'GET /old.xml HTTP/1.1', 'Host: evil.example', ...forged)
    assert.doesNotMatch(answer.head + answer.body, /evil/)
  })
})

describe('The limits of a server', () => {
  it('are set in Node, which enforces them', () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout, timeout } = createLimitedServer()
    assert.deepEqual(
      [headersTimeout, requestTimeout, keepAliveTimeout, timeout],
      [10_000, 30_000, 65_000, 60_000],
    )
  })
})
