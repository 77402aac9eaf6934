import assert from 'node:assert/strict'
import { once } from 'node:events'
import { defer } from '../support/deferred.js'
import { FakePublication, found, makeFileResource } from '../support/fake-publication.js'
import { RawClient } from '../support/raw-client.js'
import { askRaw, startSite, stopSites } from '../support/running-site.js'

const publication = new FakePublication({ '/feed.xml': found() })

/** Takes twice as many file descriptors, since this process holds both ends of each connection. */
const slowConnections = 5_000

describe('A server among slow clients', () => {
  afterEach(stopSites)

  it('refuses a header that never ends with 408, and closes the connection', async () => {
    const { port } = await startSite(publication)
    const client = await RawClient.open(port)
    client.send('GET /feed.xml HTTP/1.1\r\nHost: a\r\n')
    assert.equal((await client.answer()).status, 408)
    await client.closed
  })

  it('answers at once if a body never ends, and closes the connection later', async () => {
    const { port } = await startSite(publication)
    const client = await RawClient.open(port)
    client.send('POST /feed.xml HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nh')
    assert.equal((await client.answer()).status, 405)
    await client.closed
  })

  it('cuts off a client that takes nothing of its response, and closes the file', async () => {
    const closed = defer()
    async function* pieces() {
      try {
        for (;;) yield Buffer.alloc(65_536)
      } finally {
        closed.resolve()
      }
    }
    const file = { size: 2 ** 40, open: async () => pieces() }
    const { port } = await startSite(new FakePublication({ '/talk.mp3': found(makeFileResource(file)) }))
    const client = await RawClient.open(port)
    client.send('GET /talk.mp3 HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(client.socket, 'data')
    client.socket.pause()
    await closed.promise
    client.socket.destroy()
  })

  it('stops before its deadline, even if a header never ends', async () => {
    const server = await startSite(publication)
    const client = await RawClient.open(server.port)
    client.send('GET /feed.xml HTTP/1.1\r\n')
    await askRaw(server.port, 'GET /healthz HTTP/1.1', 'Host: a')
    await server.close()
    await client.closed
  })

  it(`answers /healthz and feeds while ${slowConnections} others send a header byte by byte`, async () => {
    const { port } = await startSite(publication)
    const clients: RawClient[] = []
    while (clients.length < slowConnections) {
      const some = await Promise.all(Array.from({ length: 100 }, () => RawClient.open(port)))
      for (const client of some) client.send('G')
      clients.push(...some)
    }
    for (const path of ['/healthz', '/feed.xml']) {
      assert.equal((await askRaw(port, `GET ${path} HTTP/1.1`, 'Host: a')).status, 200)
    }
    const answered = await Promise.all(clients.map((client) => client.answer()))
    assert.ok(answered.every(({ status }) => status === 408))
  })
})
