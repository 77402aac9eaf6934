import assert from 'node:assert/strict'
import { defer } from '../support/deferred.js'
import { FakePublication, found } from '../support/fake-publication.js'
import { RawClient } from '../support/raw-client.js'
import { askRaw, startSite, stopSites } from '../support/running-site.js'

const publication = new FakePublication({ '/feed.xml': found() })

describe('An invalid request', () => {
  afterEach(stopSites)

  const rows: [string, number, string[]][] = [
    ['two Host headers (RFC 9112 §3.2)', 400, ['GET /feed.xml HTTP/1.1', 'Host: a', 'Host: b']],
    ['two equal Host headers', 400, ['GET /feed.xml HTTP/1.1', 'Host: a', 'host: a']],
    ['no Host header', 400, ['GET /feed.xml HTTP/1.1']],
    ['an invalid host', 400, ['GET /feed.xml HTTP/1.1', 'Host: a/b']],
    ['a method that no standard knows', 501, ['FEED /feed.xml HTTP/1.1', 'Host: a']],
    ['CONNECT', 501, ['CONNECT a:443 HTTP/1.1', 'Host: a']],
    ['no HTTP at all', 400, ['hello']],
    ['a TLS hello', 400, ['\x16\x03\x01\x02']],
    ['a target that is not percent-encoded', 400, ['GET /红.xml HTTP/1.1', 'Host: a']],
    ['a header without a colon', 400, ['GET /feed.xml HTTP/1.1', 'Host: a', 'hello']],
    ['a header with a control character', 400, ['GET /feed.xml HTTP/1.1', 'Host: a', 'X: a\u0001b']],
    [
      'two lengths (RFC 9112 §6.3)',
      400,
      ['GET / HTTP/1.1', 'Host: a', 'Content-Length: 1', 'Content-Length: 2'],
    ],
    [
      'a length and chunks',
      400,
      ['GET / HTTP/1.1', 'Host: a', 'Content-Length: 1', 'Transfer-Encoding: chunked'],
    ],
    ['headers beyond 16 KB (RFC 6585 §5)', 431, ['GET / HTTP/1.1', 'Host: a', `X: ${'x'.repeat(17_000)}`]],
    ['a target beyond 16 KB (RFC 9110 §15.5.15)', 414, [`GET /${'x'.repeat(17_000)} HTTP/1.1`, 'Host: a']],
    ['a target beyond 8 KB', 414, [`GET /${'x'.repeat(8_192)} HTTP/1.1`, 'Host: a']],
    [
      'an announced body that is too large',
      413,
      ['GET /feed.xml HTTP/1.1', 'Host: a', 'Content-Length: 65537'],
    ],
  ]
  for (const [what, status, lines] of rows) {
    it(`is refused: ${what}: ${status}`, async () => {
      const { port } = await startSite(publication)
      const answer = await askRaw(port, ...lines)
      assert.equal(answer.status, status)
      assert.match(answer.head, /\r\nConnection: close/)
      assert.doesNotMatch(answer.head + answer.body, /node|express|feedmill|HPE_|Parse|\/srv|\.js/i)
    })
  }

  it('is refused with problem+json that is never cached, if it can be answered at all', async () => {
    const { port } = await startSite(publication)
    const answer = await askRaw(port, 'FEED /feed.xml HTTP/1.1', 'Host: a')
    assert.equal(answer.headers.get('content-type'), 'application/problem+json')
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    const told = { title: 'Not Implemented', status: 501, detail: 'This method is not supported.' }
    assert.deepEqual(JSON.parse(answer.body.toString()), told)
  })

  it('closes its connection, and nothing that follows on it is answered', async () => {
    const { port } = await startSite(publication)
    const client = await RawClient.open(port)
    client.send(
      'GET /feed.xml HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\nGET /feed.xml HTTP/1.1\r\nHost: a\r\n\r\n',
    )
    const text = await client.rest()
    assert.equal(text.match(/HTTP\/1\.1 /g)?.length, 1)
  })

  it('does not write into a response that is in flight', async () => {
    const asked = defer()
    const answer = defer<ReturnType<typeof found>>()
    const slow = new FakePublication({
      '/slow.xml': () => {
        asked.resolve()
        return answer.promise
      },
    })
    const { port } = await startSite(slow)
    const client = await RawClient.open(port)
    client.send('GET /slow.xml HTTP/1.1\r\nHost: a\r\n\r\n')
    await asked.promise
    client.send('rubbish\r\n\r\n')
    assert.equal(await client.rest(), '')
    answer.resolve(found())
  })
})
