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

/** One sentence of a standard, as a request on the wire and what it must get. */
export interface HttpCase {
  /** What is shown, as the rest of a sentence about the subject. */
  readonly it: string
  /** The sections that ask for it: `9110 §13.1.2`. */
  readonly by: string
  /** Method and target, in HTTP/1.1 with one `Host`; `GET /feed.xml` where it is left out. */
  readonly ask?: string
  readonly fields?: readonly string[]
  /** All that is sent, in place of `ask` and `fields`. */
  readonly raw?: string
  readonly status: number
  /** Fields of the answer; undefined where there must be none. */
  readonly has?: Readonly<Record<string, string | RegExp | undefined>>
  readonly body?: Uint8Array | string
  /** The connection ends with the answer. Otherwise the next request on it must be answered. */
  readonly ends?: true
}

/** Dates beside `seedDate`. */
export const later = 'Fri, 31 Dec 2021 00:00:00 GMT'
export const earlier = 'Thu, 30 Dec 2021 07:26:19 GMT'

/** What caches need is in a 304, what tells of bytes is not. */
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

/** What whoever has our version gets. */
export const spared = { status: 304, has: cacheFields }
/** What whoever has it not gets. */
export const sent = { status: 200, has: { etag: seedTag, 'last-modified': seedDate }, body: feedBytes }

/** A recording of a thousand bytes, each of them another than its neighbours. */
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

/** As long as an address may be. */
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

/** Asks each case over a connection of its own, of one server. */
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
        hold(answer, row)
        await (row.ends ? holdEnded(client) : holdOpen(client))
        client.socket.destroy()
      })
    }
  })
}

function textOf({ ask = 'GET /feed.xml', fields = [] }: HttpCase): string {
  return [`${ask} HTTP/1.1`, 'Host: a', ...fields, '', ''].join('\r\n')
}

function hold({ status, headers, body }: RawAnswer, row: HttpCase): void {
  assert.equal(status, row.status)
  for (const [name, value] of Object.entries(row.has ?? {})) {
    if (value instanceof RegExp) assert.match(headers.get(name) ?? '', value, name)
    else assert.equal(headers.get(name), value, name)
  }
  if (row.body !== undefined) assert.deepEqual(body, Buffer.from(row.body))
}

/** The answer was as long as it said: what follows is the next one. */
async function holdOpen(client: RawClient): Promise<void> {
  client.send('GET /gone.xml HTTP/1.1\r\nHost: a\r\n\r\n')
  assert.equal((await client.answer()).status, 410)
}

async function holdEnded(client: RawClient): Promise<void> {
  assert.equal(await client.rest(), '')
}
