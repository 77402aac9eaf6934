import assert from 'node:assert/strict'
import type { ByteRange } from '../../src/model/byte-range.js'
import type { BodyFile } from '../../src/publication/resource.js'
import {
  FakePublication,
  feedBytes,
  found,
  makeFileResource,
  makeResource,
  seedDate,
  seedTag,
} from './fake-publication.js'
import { type RawAnswer, RawClient } from './raw-client.js'
import { startSite, stopSites } from './running-site.js'

/** One sentence of a standard, as a request on the wire and the answer that it must get. */
export interface HttpCase {
  /** The title of the test, which completes a sentence about the subject. */
  readonly it: string
  /** The sections that require it: `9110 §13.1.2`. */
  readonly by: string
  /** Method and target, sent in HTTP/1.1 with one `Host`; `GET /feed.xml` by default. */
  readonly ask?: string
  readonly fields?: readonly string[]
  /** The whole request, instead of `ask` and `fields`. */
  readonly raw?: string
  readonly status: number
  /** Header fields of the answer; undefined for those that must be absent. */
  readonly has?: Readonly<Record<string, string | RegExp | undefined>>
  readonly body?: Uint8Array | string
  /** The connection ends with the answer. Otherwise the next request on it must be answered. */
  readonly ends?: true
}

/** Dates after and before `seedDate`. */
export const later = 'Fri, 31 Dec 2021 00:00:00 GMT'
export const earlier = 'Thu, 30 Dec 2021 07:26:19 GMT'

/** A 304 has the fields that caches need, and none that describe the content. */
const cacheFields = {
  etag: seedTag,
  'last-modified': seedDate,
  'cache-control': 'public, max-age=300, s-maxage=30, stale-while-revalidate=30, stale-if-error=86400',
  vary: 'Accept-Encoding',
  link: '<https://news.example/feed.xml>; rel="self"',
  date: / GMT$/,
  'content-type': undefined,
  'content-length': undefined,
  'content-encoding': undefined,
}

/** What a client gets that has the current version. */
export const spared = { status: 304, has: cacheFields }
/** What a client gets that does not. */
export const sent = { status: 200, has: { etag: seedTag, 'last-modified': seedDate }, body: feedBytes }

/** A recording of a thousand bytes, each different from its neighbours. */
export const talk = Buffer.from(Array.from({ length: 1_000 }, (_, at) => at % 251))
export const talkTag = '"talk-1"'

function fileOf(bytes: Uint8Array): BodyFile {
  const pieces = (part?: ByteRange) =>
    part === undefined ? bytes : bytes.subarray(part.first, part.last + 1)
  return {
    size: bytes.length,
    open: async (part) =>
      (async function* () {
        yield pieces(part)
      })(),
  }
}

/** The longest path that an address may have. */
export const longPath = `/${'x'.repeat(8_187)}.xml`

/** One address of each kind that a site has. */
export function makePublication(): FakePublication {
  const recording = { mediaType: 'audio/mpeg', etag: talkTag }
  return new FakePublication({
    '/feed.xml': found(),
    '/page.html': found(makeResource({ kind: 'page', mediaType: 'text/html; charset=utf-8' })),
    '/talk.mp3': found(makeFileResource(fileOf(talk), recording)),
    '/empty.mp3': found(makeFileResource(fileOf(Buffer.of()), recording)),
    '/new.mp3': found(makeFileResource(fileOf(talk), { ...recording, modified: 8_640_000_000_000_000 })),
    '/old.xml': { kind: 'moved', location: 'https://news.example/feed.xml' },
    '/gone.xml': { kind: 'gone' },
    '/soon.xml': { kind: 'not-ready', retryAfterSeconds: 5 },
    '/fault.xml': () => {
      throw new Error('inside')
    },
    [longPath]: found(),
  })
}

/** Runs each case on a connection of its own to one server. */
export function describeCases(subject: string, cases: readonly HttpCase[]): void {
  describe(subject, () => {
    let port = 0
    before(async () => {
      port = (await startSite(makePublication())).port
    })
    after(stopSites)
    for (const row of cases) {
      it(`${row.it} (RFC ${row.by})`, async () => {
        const client = await RawClient.open(port)
        client.send(row.raw ?? textOf(row))
        const answer = await client.answer({ bodiless: /^HEAD /.test(row.raw ?? row.ask ?? '') })
        checkAnswer(answer, row)
        await (row.ends ? checkEnded(client) : checkStillOpen(client))
        client.socket.destroy()
      })
    }
  })
}

function textOf({ ask = 'GET /feed.xml', fields = [] }: HttpCase): string {
  return [`${ask} HTTP/1.1`, 'Host: a', ...fields, '', ''].join('\r\n')
}

function checkAnswer({ status, headers, body }: RawAnswer, row: HttpCase): void {
  assert.equal(status, row.status)
  for (const [name, value] of Object.entries(row.has ?? {})) {
    if (value instanceof RegExp) assert.match(headers.get(name) ?? '', value, name)
    else assert.equal(headers.get(name), value, name)
  }
  if (row.body !== undefined) assert.deepEqual(body, Buffer.from(row.body))
}

/** Checks that the answer was exactly as long as it said: the next request on the connection is answered. */
async function checkStillOpen(client: RawClient): Promise<void> {
  client.send('GET /gone.xml HTTP/1.1\r\nHost: a\r\n\r\n')
  assert.equal((await client.answer()).status, 410)
}

async function checkEnded(client: RawClient): Promise<void> {
  assert.equal(await client.rest(), '')
}
