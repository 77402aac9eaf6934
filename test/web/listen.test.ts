import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { FeedmillError } from '../../src/model/problem.js'
import { listen } from '../../src/web/listen.js'
import { FakePublication, found } from '../support/fake-publication.js'
import { RawClient } from '../support/raw-client.js'
import { startSite, stopSites } from '../support/running-site.js'

const publication = new FakePublication({ '/feed.xml': found() })

describe('Listening', () => {
  afterEach(stopSites)

  const codeOf = (code: string, file: string) => (error: unknown) =>
    error instanceof FeedmillError && error.problem.code === code && error.problem.file === file

  it('reports where it listens', async () => {
    const server = await startSite(publication)
    assert.equal(server.address, '127.0.0.1')
    assert.ok(server.port > 0)
  })

  it('fails with port-in-use if another process has the port', async () => {
    const { port } = await startSite(publication)
    await assert.rejects(startSite(publication, { listen: { port } }), codeOf('port-in-use', 'PORT'))
  })

  it('fails with setting-invalid if the host is not an address of this machine', async () => {
    const listening = startSite(publication, { listen: { host: '203.0.113.7' } })
    await assert.rejects(listening, codeOf('setting-invalid', 'HOST'))
  })

  it('fails with setting-invalid if this user may not use the port', async () => {
    const server = createServer()
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' })
    server.listen = () => {
      queueMicrotask(() => server.emit('error', denied))
      return server
    }
    await assert.rejects(listen(server, '127.0.0.1', 80), codeOf('setting-invalid', 'PORT'))
  })

  it('accepts no more connections than it may', async () => {
    const { port } = await startSite(publication, { listen: { connectionsMax: 2 } })
    const clients = [await RawClient.open(port), await RawClient.open(port)]
    for (const client of clients) {
      client.send('GET /feed.xml HTTP/1.1\r\nHost: a\r\n\r\n')
      assert.equal((await client.answer()).status, 200)
    }
    const third = await RawClient.open(port)
    assert.equal(await third.rest(), '')
    for (const client of clients) client.socket.destroy()
  })
})
