import assert from 'node:assert/strict'
import { once } from 'node:events'
import { makeLogger } from '../../src/web/logger.js'
import { defer } from '../support/deferred.js'
import { FakePublication, feedBytes, found, makeFileResource, seedTag } from '../support/fake-publication.js'
import { RawClient } from '../support/raw-client.js'
import { askRaw, startSite, stopSites } from '../support/running-site.js'

/** A log whose lines can be awaited. */
class Lines {
  readonly lines: string[] = []
  #wake = defer()

  write(line: string): void {
    this.lines.push(line)
    this.#wake.resolve()
    this.#wake = defer()
  }

  /** The first `count` lines, parsed as JSON. */
  async first(count: number) {
    while (this.lines.length < count) await this.#wake.promise
    return this.lines.slice(0, count).map((line) => JSON.parse(line))
  }
}

async function startLogged(
  level: 'info' | 'warn' = 'info',
  publication = new FakePublication({ '/feed.xml': found() }),
) {
  const log = new Lines()
  const { port } = await startSite(publication, { web: { logger: makeLogger(level, log) } })
  return { log, port }
}

describe('The access log', () => {
  afterEach(stopSites)

  it('says what was requested, what was sent, to whom, and how long it took', async () => {
    const { log, port } = await startLogged()
    await askRaw(
      port,
      'GET /feed.xml?q=%E9%93%B6 HTTP/1.1',
      'Host: a',
      'User-Agent: Miniflux/2',
      'Referer: http://b/',
    )
    const [line] = await log.first(1)
    const { time, ms, bytes, ...rest } = line
    assert.deepEqual(rest, {
      level: 'info',
      method: 'GET',
      path: '/feed.xml?q=%E9%93%B6',
      status: 200,
      address: '127.0.0.1',
      userAgent: 'Miniflux/2',
      referer: 'http://b/',
    })
    assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    assert.ok(ms >= 0)
    assert.ok(bytes > feedBytes.length)
  })

  it('counts the bytes of each response on a connection with pipelined requests', async () => {
    const { log, port } = await startLogged()
    const client = await RawClient.open(port)
    const ask = (more: string) => `GET /feed.xml HTTP/1.1\r\nHost: a\r\n${more}\r\n`
    client.send(ask('') + ask(`If-None-Match: ${seedTag}\r\n`) + ask(''))
    const answers = [await client.answer(), await client.answer(), await client.answer()]
    const lines = await log.first(3)
    assert.deepEqual(
      lines.map(({ status, bytes }) => [status, bytes]),
      answers.map(({ status, head, body }) => [status, head.length + 4 + body.length]),
    )
    client.socket.destroy()
  })

  it('stays one line per request, whatever a client writes', async () => {
    const { log, port } = await startLogged()
    await askRaw(port, 'GET /"x"\\n?\u0001 HTTP/1.1', 'Host: a').catch(() => undefined)
    await askRaw(port, 'GET /"x"\\n HTTP/1.1', 'Host: a', 'User-Agent: a"}\t{"level":"error\x9b31m\x85')
    const lines = await log.first(1)
    assert.ok(log.lines.every((line) => line.indexOf('\n') === line.length - 1))
    assert.equal(lines.at(-1)?.path, '/"x"\\n')
    assert.doesNotMatch(log.lines.join(''), /[\x7f-\x9f]/)
  })

  it('records every status, and requests that never reached a publication', async () => {
    const { log, port } = await startLogged()
    await askRaw(port, 'GET /nothing HTTP/1.1', 'Host: a')
    await askRaw(port, 'HEAD /healthz HTTP/1.1', 'Host: a')
    await askRaw(port, 'GET /feed.xml HTTP/1.1', 'Host: a', 'Host: b')
    const lines = await log.first(3)
    assert.deepEqual(
      lines.map((line) => [line.method, line.status]),
      [
        ['GET', 404],
        ['HEAD', 200],
        ['GET', 400],
      ],
    )
  })

  it('says that a response was cut off', async () => {
    async function* endless() {
      for (;;) yield Buffer.alloc(65_536)
    }
    const file = { size: 2 ** 40, open: async () => endless() }
    const publication = new FakePublication({ '/rain.png': found(makeFileResource(file)) })
    const { log, port } = await startLogged('info', publication)
    const client = await RawClient.open(port)
    client.send('GET /rain.png HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(client.socket, 'data')
    client.socket.destroy()
    const [line] = await log.first(1)
    assert.equal(line.aborted, true)
    assert.equal(line.address, '127.0.0.1')
    assert.ok(line.bytes < 2 ** 40)
  })

  it('has no status for a client that left before there was one', async () => {
    const asked = defer()
    const publication = new FakePublication({
      '/never.xml': () => {
        asked.resolve()
        return new Promise(() => undefined)
      },
    })
    const { log, port } = await startLogged('info', publication)
    const client = await RawClient.open(port)
    client.send('GET /never.xml HTTP/1.1\r\nHost: a\r\n\r\n')
    await asked.promise
    client.socket.destroy()
    const [line] = await log.first(1)
    assert.equal(line.status, undefined)
    assert.equal(line.aborted, true)
    assert.equal(line.bytes, 0)
  })

  it('is silent if the level is above info', async () => {
    const { log, port } = await startLogged('warn')
    await askRaw(port, 'GET /feed.xml HTTP/1.1', 'Host: a')
    assert.deepEqual(log.lines, [])
  })
})
