import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { mock } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import type { Found } from '../../src/publication/publication.js'
import { defer } from '../support/deferred.js'
import { FakePublication, feedBytes, found, makeFileResource } from '../support/fake-publication.js'
import { RawClient } from '../support/raw-client.js'
import { startSite, stopSites } from '../support/running-site.js'

const getFeed = 'GET /feed.xml HTTP/1.1\r\nHost: a\r\n\r\n'

/** A publication with an address that is answered when the test says so. */
function slowPublication() {
  const asked = defer()
  const answer = defer<Found>()
  const publication = new FakePublication({
    '/feed.xml': found(),
    '/slow.xml': () => {
      asked.resolve()
      return answer.promise
    },
  })
  return { publication, asked: asked.promise, answer: () => answer.resolve(found()) }
}

function refusesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('error', () => resolve(true))
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
  })
}

describe('A server that stops', () => {
  afterEach(async () => {
    mock.timers.reset()
    await stopSites()
  })

  it('finishes the response in flight, with Connection: close, and then ends (RFC 9112 §9.6)', async () => {
    const { publication, asked, answer } = slowPublication()
    const server = await startSite(publication)
    const client = await RawClient.open(server.port)
    client.send('GET /slow.xml HTTP/1.1\r\nHost: a\r\n\r\n')
    await asked
    const stopped = server.close()
    answer()
    const { status, headers, body } = await client.answer()
    assert.equal(status, 200)
    assert.deepEqual(body, feedBytes)
    assert.equal(headers.get('connection'), 'close')
    await Promise.all([stopped, client.closed])
  })

  it('accepts no new connections meanwhile', async () => {
    const { publication, asked, answer } = slowPublication()
    const server = await startSite(publication, { listen: { drain: { idleMs: 0 } } })
    const client = await RawClient.open(server.port)
    client.send('GET /slow.xml HTTP/1.1\r\nHost: a\r\n\r\n')
    await asked
    const stopped = server.close()
    while (!(await refusesConnections(server.port))) await turn()
    answer()
    assert.equal((await client.answer()).status, 200)
    await stopped
  })

  it('closes idle connections, and those that never sent anything', async () => {
    const server = await startSite(new FakePublication({ '/feed.xml': found() }))
    const [idle, silent] = [await RawClient.open(server.port), await RawClient.open(server.port)]
    idle.send(getFeed)
    assert.equal((await idle.answer()).headers.get('connection'), 'keep-alive')
    await server.close()
    // No 408 some seconds later: it was closed for being idle.
    assert.deepEqual(await Promise.all([idle.rest(), silent.rest()]), ['', ''])
  })

  it('answers a request that was on its way on an idle connection', async () => {
    const server = await startSite(new FakePublication({ '/feed.xml': found() }), {
      listen: { drain: { idleMs: 600_000 } },
    })
    const client = await RawClient.open(server.port)
    client.send(getFeed)
    await client.answer()
    const stopped = server.close()
    client.send(getFeed)
    const { status, headers } = await client.answer()
    assert.equal(status, 200)
    assert.equal(headers.get('connection'), 'close')
    await stopped
  })

  it('fails /readyz as long as it still answers, and still answers feeds', async () => {
    const server = await startSite(new FakePublication({ '/feed.xml': found() }), {
      listen: { drain: { idleMs: 600_000 } },
    })
    const [prober, reader] = [await RawClient.open(server.port), await RawClient.open(server.port)]
    const getReady = 'GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n'
    prober.send(getReady)
    assert.equal((await prober.answer()).status, 200)
    reader.send(getFeed)
    await reader.answer()
    const stopped = server.close()
    prober.send(getReady)
    const answer = await prober.answer()
    assert.equal(answer.status, 503)
    assert.equal(JSON.parse(answer.body.toString()).draining, true)
    reader.send(getFeed)
    assert.equal((await reader.answer()).status, 200)
    await stopped
  })

  it('finishes a response whose header said keep-alive, and closes the connection after it', async () => {
    const more = defer()
    async function* pieces() {
      yield Buffer.from('first ')
      await more.promise
      yield Buffer.from('last')
    }
    const file = { size: 10, open: async () => pieces() }
    const server = await startSite(new FakePublication({ '/a.png': found(makeFileResource(file)) }))
    const client = await RawClient.open(server.port)
    client.send('GET /a.png HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(client.socket, 'data')
    const stopped = server.close()
    more.resolve()
    assert.equal((await client.answer()).body.toString(), 'first last')
    await Promise.all([stopped, client.closed])
  })

  it('cuts off responses that are not finished at its deadline', async () => {
    const { publication, asked } = slowPublication()
    const server = await startSite(publication, { listen: { drain: { idleMs: 0, deadlineMs: 20 } } })
    const client = await RawClient.open(server.port)
    client.send('GET /slow.xml HTTP/1.1\r\nHost: a\r\n\r\n')
    await asked
    await server.close()
    assert.equal(await client.rest(), '')
  })

  it('does not wait for responses whose clients left, even if one was queued behind another', async () => {
    const { publication, asked, answer } = slowPublication()
    const server = await startSite(publication)
    const client = await RawClient.open(server.port)
    const getSlow = 'GET /slow.xml HTTP/1.1\r\nHost: a\r\n\r\n'
    client.send(getSlow + getSlow + getSlow)
    await asked
    client.socket.destroy()
    await server.close()
    answer()
  })

  it('stops once, however often it is told to', async () => {
    const server = await startSite(new FakePublication())
    await Promise.all([server.close(), server.close()])
    await server.close()
  })

  it('drops no request of a client that asks all the time', async () => {
    const { publication } = slowPublication()
    const server = await startSite(publication, { listen: { drain: { idleMs: 600_000 } } })
    const clients = await Promise.all(Array.from({ length: 20 }, () => RawClient.open(server.port)))
    let answered = 0
    const asking = clients.map(async (client) => {
      for (;;) {
        client.send(getFeed)
        const answer = await client.answer()
        assert.deepEqual(answer.body, feedBytes)
        answered++
        if (answer.headers.get('connection') === 'close') return
      }
    })
    while (answered < 200) await turn()
    await server.close()
    await Promise.all(asking)
  })
})
