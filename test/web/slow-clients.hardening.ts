import assert from 'node:assert/strict'
import { FakePublication, found } from '../support/fake-publication.js'
import { RawClient } from '../support/raw-client.js'
import { askRaw, startSite, stopSites } from '../support/running-site.js'

const publication = new FakePublication({ '/feed.xml': found() })

/** Half of it again is needed for this process's own end of each connection. */
const slowConnections = 5_000

describe('A server among slow clients', () => {
  afterEach(stopSites)

  it('refuses a header that does not come to its end, by 408, and ends the connection', async () => {
    const { port } = await startSite(publication)
    const client = await RawClient.open(port)
    client.send('GET /feed.xml HTTP/1.1\r\nHost: a\r\n')
    assert.equal((await client.answer()).status, 408)
    await client.closed
  })

  it('comes to an end before its deadline, also where a header never does', async () => {
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
