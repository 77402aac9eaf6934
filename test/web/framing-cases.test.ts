import { feedBytes, seedTag } from '../support/fake-publication.js'
import { describeCases, type HttpCase, longPath } from '../support/http-cases.js'

const problem = {
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  connection: 'close',
  date: / GMT$/,
}

/** A request that is refused, and whose connection is closed. */
function refused(status: number, ...lines: string[]) {
  return { raw: [...lines, '', ''].join('\r\n'), status, has: problem, ends: true } as const
}

const get = 'GET /feed.xml HTTP/1.1'
const feed = { status: 200, body: feedBytes, has: { 'content-length': String(feedBytes.length) } }

const framing: HttpCase[] = [
  { it: 'is answered with a length, and the next one follows', by: '9112 §6.3', ...feed },
  { it: 'is answered after an empty line', by: '9112 §2.2', raw: `\r\n${get}\r\nHost: a\r\n\r\n`, ...feed },
  {
    it: 'is answered for an absolute target',
    by: '9112 §3.2.2',
    ask: 'GET http://other.example/feed.xml',
    ...feed,
  },
  {
    it: 'is answered under a host with a port',
    by: '9110 §7.2',
    raw: `${get}\r\nHost: news.example:8080\r\n\r\n`,
    ...feed,
  },
  { it: 'is answered under an empty host', by: '9110 §7.2', raw: `${get}\r\nHost:\r\n\r\n`, ...feed },
  {
    it: 'is answered with a body on GET, which means nothing',
    by: '9110 §9.3.1',
    fields: ['Content-Length: 5', '', 'hello'],
    ...feed,
    raw: `${get}\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello`,
  },
  {
    it: 'is answered with a body in chunks',
    by: '9112 §7.1',
    raw: `${get}\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nTrailer: a\r\n\r\n`,
    ...feed,
  },
  {
    it: 'closes the connection if told to',
    by: '9112 §9.6',
    fields: ['Connection: close'],
    ...feed,
    has: { connection: 'close' },
    ends: true,
  },
  {
    it: 'closes the connection for 1.0',
    by: '9112 §9.3',
    raw: 'GET /feed.xml HTTP/1.0\r\n\r\n',
    ...feed,
    has: { connection: 'close' },
    ends: true,
  },
  {
    it: 'keeps it open for 1.0 if asked to',
    by: '9112 §9.3',
    raw: 'GET /feed.xml HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
    ...feed,
    has: { connection: 'keep-alive' },
  },
  {
    it: 'has neither body nor length for 304',
    by: '9112 §6.3',
    fields: [`If-None-Match: ${seedTag}`],
    status: 304,
    has: { 'content-length': undefined, 'transfer-encoding': undefined },
  },
  {
    it: 'stays in HTTP/1.1, whatever upgrade is offered',
    by: '9110 §7.8',
    fields: ['Connection: Upgrade', 'Upgrade: h2c'],
    ...feed,
  },
  {
    it: 'is answered with two spaces in its request line, as a server may',
    by: '9112 §3',
    raw: 'GET /feed.xml  HTTP/1.1\r\nHost: a\r\n\r\n',
    ...feed,
  },
  {
    it: 'is 505 as HTTP/2.0',
    by: '9110 §15.6.6',
    ...refused(505, 'GET /feed.xml HTTP/2.0', 'Host: a'),
  },
  {
    it: 'is 431 with more fields than anybody sends, however small',
    by: '6585 §5',
    ...refused(431, get, 'Host: a', ...Array(500).fill('X:')),
  },
  { it: 'may have a target of 8 KB', by: '9112 §3', ask: `GET ${longPath}`, status: 200 },
  { it: 'may have 15 KB of header', by: '9110 §5.4', fields: [`X: ${'x'.repeat(15_000)}`], ...feed },
  { it: 'is 400 with two hosts', by: '9112 §3.2', ...refused(400, get, 'Host: a', 'Host: a') },
  { it: 'is 400 without a host', by: '9112 §3.2', ...refused(400, get) },
  { it: 'is 400 with an invalid host', by: '9112 §3.2', ...refused(400, get, 'Host: a b') },
  { it: 'is 400 with white space before a colon', by: '9112 §5.1', ...refused(400, get, 'Host: a', 'X : b') },
  { it: 'is 400 with white space before a field', by: '9112 §2.2', ...refused(400, get, ' Host: a') },
  { it: 'is 400 with a folded field', by: '9112 §5.2', ...refused(400, get, 'Host: a', 'X: a', ' b') },
  { it: 'is 400 with a field without a name', by: '9110 §5.1', ...refused(400, get, 'Host: a', ': b') },
  { it: 'is 400 with NUL in a field', by: '9110 §5.5', ...refused(400, get, 'Host: a', 'X: a\0b') },
  { it: 'is 400 with a bare CR in a field', by: '9112 §2.2', ...refused(400, get, 'Host: a', 'X: a\rb') },
  {
    it: 'is 400 with two lengths',
    by: '9112 §6.3',
    ...refused(400, get, 'Host: a', 'Content-Length: 1', 'Content-Length: 2'),
  },
  {
    it: 'is 400 with an invalid length',
    by: '9110 §8.6',
    ...refused(400, get, 'Host: a', 'Content-Length: +1'),
  },
  {
    it: 'is 400 with a negative length',
    by: '9110 §8.6',
    ...refused(400, get, 'Host: a', 'Content-Length: -1'),
  },
  {
    it: 'is 400 with a length beside chunks',
    by: '9112 §6.1',
    ...refused(400, get, 'Host: a', 'Content-Length: 4', 'Transfer-Encoding: chunked'),
  },
  {
    it: 'is 400 if chunked is not the last coding',
    by: '9112 §6.3',
    ...refused(400, 'POST /feed.xml HTTP/1.1', 'Host: a', 'Transfer-Encoding: chunked, gzip'),
  },
  {
    it: 'is 400 in an invalid version',
    by: '9112 §2.3',
    ...refused(400, 'GET /feed.xml HTTP/1.12', 'Host: a'),
  },
  { it: 'is 505 as HTTP/0.9', by: '9110 §15.6.6', ...refused(505, 'GET /feed.xml') },
  {
    it: 'is 400 with a target that is not ASCII',
    by: '9112 §3.2',
    ...refused(400, 'GET /红.xml HTTP/1.1', 'Host: a'),
  },
  { it: 'is 400 with a target that cannot be decoded', by: '9110 §4.2.5', ask: 'GET /%zz.xml', status: 400 },
  {
    it: 'is 413 if a body of megabytes is announced',
    by: '9110 §15.5.14',
    ...refused(413, get, 'Host: a', 'Content-Length: 5000000'),
  },
  {
    it: 'is 414 with a target beyond 8 KB',
    by: '9110 §15.5.15',
    ...refused(414, `GET ${longPath}x HTTP/1.1`, 'Host: a'),
  },
  {
    it: 'is 414 with an endless target',
    by: '9110 §15.5.15',
    ...refused(414, `GET /${'x'.repeat(100_000)}`),
  },
  {
    it: 'is 431 with a field beyond 16 KB',
    by: '6585 §5',
    ...refused(431, get, 'Host: a', `X: ${'x'.repeat(17_000)}`),
  },
  {
    it: 'is 431 with fields beyond 16 KB in all',
    by: '6585 §5',
    ...refused(431, get, 'Host: a', ...Array(400).fill(`X: ${'x'.repeat(50)}`)),
  },
  {
    it: 'is answered without waiting for a body that was not sent yet',
    by: '9110 §10.1.1',
    ...refused(405, 'POST /feed.xml HTTP/1.1', 'Host: a', 'Expect: 100-continue', 'Content-Length: 5'),
  },
]

describeCases('A request', framing)
