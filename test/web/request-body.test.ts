import assert from 'node:assert/strict'
import { FakePublication, found } from '../support/fake-publication.js'
import { RawClient } from '../support/raw-client.js'
import { askRaw, startSite, stopSites } from '../support/running-site.js'

const publication = new FakePublication({
  '/feed.xml': found(),
  '/gone.xml': { kind: 'gone' },
})

describe('A body that nobody asked for (RFC 9110 §9.3.1)', () => {
  afterEach(stopSites)

  it('is thrown away, and the connection stays open', async () => {
    const { port } = await startSite(publication)
    const client = await RawClient.open(port)
    const body = 'GET /gone.xml HTTP/1.1\r\nHost: a\r\n\r\n'
    client.send(`GET /feed.xml HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
    assert.equal((await client.answer()).status, 200)
    client.send(
      'POST /feed.xml HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
    )
    assert.equal((await client.answer()).status, 405)
    client.send('GET /feed.xml HTTP/1.1\r\nHost: a\r\n\r\n')
    assert.equal((await client.answer()).status, 200)
    client.socket.destroy()
  })

  it('closes the connection if it exceeds the limit without having announced its length', async () => {
    const { port } = await startSite(publication)
    const client = await RawClient.open(port)
    client.send('GET /feed.xml HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n')
    assert.equal((await client.answer()).status, 200)
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`
    for (let sent = 0; sent < 5; sent++) client.send(chunk)
    await client.closed
  })

  it('is not asked for: Expect: 100-continue gets the response at once (RFC 9110 §10.1.1)', async () => {
    const { port } = await startSite(publication)
    const expecting = ['Expect: 100-continue', 'Content-Length: 5']
    const answer = await askRaw(port, 'POST /feed.xml HTTP/1.1', 'Host: a', ...expecting)
    assert.equal(answer.status, 405)
    assert.match(answer.head, /\r\nConnection: close/)
  })
})
