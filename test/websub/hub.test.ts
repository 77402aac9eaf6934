import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { hubAt } from '../../src/websub/hub.js'
import { defer } from '../support/deferred.js'
import { type FakeHub, openHub } from '../support/fake-hub.js'

describe('A hub', () => {
  let hub: FakeHub
  beforeEach(async () => {
    hub = await openHub()
  })
  afterEach(() => hub.close())

  const topic = 'https://feeds.example.com/tag/%E9%93%B6%E8%A1%8C.xml?a=1&b=2'
  const publish = (deadlineMs = 10_000, signal = new AbortController().signal) =>
    hubAt(hub.url, deadlineMs).publish(topic, signal)

  it('is told of a topic by a form post', async () => {
    assert.deepEqual(await publish(), { kind: 'accepted' })
    const [request] = hub.requests
    assert.match(request?.headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/)
    assert.deepEqual(
      [...new URLSearchParams(request?.body)],
      [
        ['hub.mode', 'publish'],
        ['hub.url', topic],
      ],
    )
  })

  const statuses: [number, string][] = [
    [200, 'accepted'],
    [202, 'accepted'],
    [204, 'accepted'],
    [300, 'refused'],
    [301, 'refused'],
    [307, 'refused'],
    [400, 'refused'],
    [401, 'refused'],
    [404, 'refused'],
    [408, 'failed'],
    [425, 'failed'],
    [429, 'failed'],
    [500, 'failed'],
    [503, 'failed'],
  ]
  for (const [status, kind] of statuses) {
    it(`that answers ${status} counts as ${kind}`, async () => {
      hub.answer = (response) => response.writeHead(status, { Location: `${hub.url}&again=1` }).end('no')
      const answer = await publish()
      assert.equal(answer.kind, kind)
      if (kind !== 'accepted') assert.deepEqual(answer, { kind, reason: `it answered ${status}` })
      // A redirect is not followed.
      assert.equal(hub.requests.length, 1)
    })
  }

  const waits: [string, number | undefined][] = [
    ['120', 120_000],
    ['0', 0],
    ['Tue, 24 Nov 2026 18:00:00 GMT', undefined],
    ['-1', undefined],
    ['9'.repeat(400), undefined],
  ]
  for (const [value, retryAfterMs] of waits) {
    it(`that says "Retry-After: ${value.slice(0, 40)}" asks to wait ${retryAfterMs ?? 'no'} milliseconds`, async () => {
      hub.answer = (response) => response.writeHead(503, { 'Retry-After': value }).end()
      const asked = retryAfterMs === undefined ? {} : { retryAfterMs }
      assert.deepEqual(await publish(), { kind: 'failed', reason: 'it answered 503', ...asked })
    })
  }

  it('that does not answer has failed when its time is up', async () => {
    hub.answer = () => {}
    assert.deepEqual(await publish(50), { kind: 'failed', reason: 'it did not answer in 0.05 s' })
  })

  it('that answers endlessly is not read to the end', async () => {
    const closed = defer()
    hub.answer = (response) => {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
      }
      response.writeHead(200).on('drain', more).on('close', closed.resolve)
      more()
    }
    assert.deepEqual(await publish(), { kind: 'accepted' })
    await closed.promise
  })

  it('that is not there has failed, and its address is not revealed', async () => {
    await hub.close()
    assert.deepEqual(await publish(), { kind: 'failed', reason: 'it cannot be reached (ECONNREFUSED)' })
  })

  it('that hangs up, or does not speak HTTP, has failed', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-x\r\n')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    try {
      const other = hubAt(`http://127.0.0.1:${port}/`, 10_000)
      const answer = await other.publish(topic, new AbortController().signal)
      assert.equal(answer.kind, 'failed')
    } finally {
      server.close()
    }
  })

  it('is not asked any more once the process has to end', async () => {
    assert.equal((await publish(10_000, AbortSignal.abort())).kind, 'failed')
    assert.deepEqual(hub.requests, [])
  })

  it('is abandoned at once when the process has to end', async () => {
    const ender = new AbortController()
    hub.answer = () => ender.abort()
    const answer = await publish(10_000, ender.signal)
    assert.equal(answer.kind, 'failed')
  })
})
