import assert from 'node:assert/strict'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import request from 'supertest'
import { createApp } from '../../src/web/app.js'
import { RateLimit } from '../../src/web/rate-limit.js'
import { makeWebSettings, type WebOptions } from '../../src/web/web-settings.js'
import { FakePublication, found, makeResource, seedTag } from '../support/fake-publication.js'

describe('A limit of three in five minutes', () => {
  let now = 0
  let limit: RateLimit
  beforeEach(() => {
    now = 1_000_000
    limit = new RateLimit(3, () => now)
  })
  const take = (times: number, client = '192.0.2.1', feed = 'a') =>
    Array.from({ length: times }, () => limit.take(client, feed))

  it('grants three at once, and then says how long to wait', () => {
    assert.deepEqual(take(5), [0, 0, 0, 100, 100])
  })

  it('grants one more when that is over, and another after the same time', () => {
    take(3)
    now += 99_001
    assert.deepEqual(take(1), [1])
    now += 999
    assert.deepEqual(take(2), [0, 100])
    now += 300_000
    assert.deepEqual(take(4), [0, 0, 0, 100])
  })

  it('does not make those wait longer who keep asking', () => {
    take(3)
    take(1_000)
    now += 100_000
    assert.deepEqual(take(1), [0])
  })

  it('counts each client and each feed separately', () => {
    take(4)
    assert.deepEqual(take(1, '192.0.2.2'), [0])
    assert.deepEqual(take(1, '192.0.2.1', 'b'), [0])
  })

  it('takes an IPv6 network as one client, however it is written', () => {
    const household = [
      '2001:db8:0:5::1',
      '2001:DB8::5:0:0:0:2',
      '2001:db8:0:5:ffff::',
      '2001:0db8:0000:0005::3',
    ]
    assert.deepEqual(
      household.map((client) => limit.take(client, 'a')),
      [0, 0, 0, 100],
    )
    assert.equal(limit.take('2001:db8:0:6::1', 'a'), 0)
  })

  it('takes each IPv4 address as one client, even if mapped into IPv6', () => {
    take(3)
    assert.equal(limit.take('::ffff:192.0.2.1', 'b'), 0)
    const neighbours = ['::ffff:192.0.2.1', '::ffff:192.0.2.2', '::ffff:192.0.2.3', '::ffff:192.0.2.4']
    assert.deepEqual(
      neighbours.map((client) => limit.take(client, 'c')),
      [0, 0, 0, 0],
    )
  })

  it('remembers a bounded number of clients, and never forgets the latest', () => {
    take(3)
    for (let n = 0; n < 19_999; n++) limit.take(`client ${n}`, 'a')
    assert.deepEqual(take(1), [100])
    for (let n = 0; n < 20_000; n++) limit.take(`client ${n}`, 'a')
    assert.deepEqual(take(1), [0])
  })

  it('takes no more memory for feeds with long addresses than for others', () => {
    const before = heapBytes()
    // Each a string of its own, as header values are.
    const feed = (n: number) => Buffer.from(`${n}${'%E9%93%B6'.repeat(400)}`).toString()
    for (let n = 0; n < 20_000; n++) limit.take('192.0.2.1', feed(n))
    const grown = heapBytes() - before
    assert.deepEqual(take(4, '192.0.2.1', feed(19_999)), [0, 0, 100, 100])
    assert.ok(grown < 20_000_000, `${grown} bytes`)
  })
})

/** Bytes on the heap that are still referenced, after a garbage collection. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

describe('Any limit', () => {
  it('never makes anybody wait for more than five minutes, nor grants more than it may', () => {
    const askings = fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 60 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), askings, (most, pausesMs) => {
        let now = 0
        const limit = new RateLimit(most, () => now)
        const givenMs: number[] = []
        for (const pauseMs of pausesMs) {
          now += pauseMs
          const seconds = limit.take('192.0.2.1', 'a')
          assert.ok(seconds >= 0 && seconds <= 300, String(seconds))
          if (seconds === 0) givenMs.push(now)
        }
        // A burst, and as many again as the elapsed time allows.
        for (const from of givenMs) {
          const within = givenMs.filter((at) => at >= from && at < from + 300_000).length
          assert.ok(within <= 2 * most, `${within} of ${most}`)
        }
      }),
    )
  })
})

describe('RATE_LIMIT', () => {
  const publication = new FakePublication({
    '/feed.xml': found(),
    '/other.xml': found(makeResource({ link: '<https://news.example/other.xml>; rel="self"' })),
    '/page.html': found(makeResource({ kind: 'page', mediaType: 'text/html; charset=utf-8' })),
  })
  const limited = (options: WebOptions = {}) =>
    createApp(publication, undefined, makeWebSettings({ rateLimit: 2, ...options }))
  async function statuses(
    app: ReturnType<typeof limited>,
    headers: Record<string, string>[],
  ): Promise<number[]> {
    const given: number[] = []
    for (const fields of headers) given.push((await request(app).get('/feed.xml').set(fields)).status)
    return given
  }

  it('is off if it is not set', async () => {
    const app = createApp(publication)
    assert.deepEqual(await statuses(app, Array(50).fill({})), Array(50).fill(200))
  })

  it('answers 429 with Retry-After to clients that fetch a feed again and again (RFC 6585 §4)', async () => {
    const app = limited()
    assert.deepEqual(await statuses(app, [{}, {}]), [200, 200])
    const answer = await request(app).get('/feed.xml').expect(429)
    assert.equal(answer.headers['content-type'], 'application/problem+json')
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.ok(Number(answer.headers['retry-after']) > 0 && Number(answer.headers['retry-after']) <= 300)
    await request(app).get('/other.xml').expect(200)
  })

  it('neither holds up nor counts polls that are answered 304, however many', async () => {
    const app = limited()
    const poll = { 'If-None-Match': seedTag }
    assert.deepEqual(await statuses(app, Array(50).fill(poll)), Array(50).fill(304))
    assert.deepEqual(await statuses(app, [{}, {}, {}, poll]), [200, 200, 429, 304])
  })

  it('applies to feeds, not to pages, and not to HEAD', async () => {
    const app = limited()
    for (let n = 0; n < 5; n++) {
      await request(app).get('/page.html').expect(200)
      await request(app).head('/feed.xml').expect(200)
    }
  })

  it('tells clients apart behind a trusted proxy', async () => {
    const app = limited({ trustProxy: ['127.0.0.1', '::1'] })
    const by = (address: string) => ({ 'X-Forwarded-For': address })
    const hops = ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2', '10.9.9.9, 192.0.2.2', '192.0.2.2']
    assert.deepEqual(await statuses(app, hops.map(by)), [200, 200, 429, 200, 200, 429])
  })

  it('holds up nobody behind a proxy that is not trusted, or does not report its clients', async () => {
    const unknown = Array(5).fill({ 'X-Forwarded-For': '192.0.2.1' })
    assert.deepEqual(await statuses(limited(), unknown), Array(5).fill(200))
    const silent = limited({ trustProxy: ['127.0.0.1', '::1'] })
    assert.deepEqual(await statuses(silent, Array(5).fill({})), Array(5).fill(200))
  })
})
