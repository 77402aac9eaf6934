import { feedBrotli, feedBytes, feedGzip, seedDate, seedTag } from '../support/fake-publication.js'
import { describeCases, type HttpCase } from '../support/http-cases.js'

const common = {
  vary: 'Accept-Encoding',
  etag: seedTag,
  'last-modified': seedDate,
  'transfer-encoding': undefined,
}

const plain = {
  status: 200,
  has: { ...common, 'content-encoding': undefined, 'content-length': String(feedBytes.length) },
  body: feedBytes,
}
const gzip = {
  status: 200,
  has: { ...common, 'content-encoding': 'gzip', 'content-length': String(feedGzip.length) },
  body: feedGzip,
}
const brotli = {
  status: 200,
  has: { ...common, 'content-encoding': 'br', 'content-length': String(feedBrotli.length) },
  body: feedBrotli,
}

function accept(list: string, ...more: string[]) {
  return { fields: [`Accept-Encoding: ${list}`, ...more] }
}

const codings: HttpCase[] = [
  { it: 'is not compressed without Accept-Encoding', by: '9110 §12.5.3', ...plain },
  { it: 'is not compressed for an empty one', by: '9110 §12.5.3', ...accept(''), ...plain },
  { it: 'is sent in gzip to clients that accept it', by: '9110 §8.4.1.3', ...accept('gzip'), ...gzip },
  { it: 'is sent in gzip under its old name', by: '9110 §8.4.1.3', ...accept('x-gzip'), ...gzip },
  { it: 'is sent in gzip for GZIP, too', by: '9110 §8.4.1', ...accept('GZIP'), ...gzip },
  { it: 'is sent in gzip for the lowest weight', by: '9110 §12.4.2', ...accept('gzip;q=0.001'), ...gzip },
  {
    it: 'is sent in gzip if it is in the second of two fields',
    by: '9110 §5.2',
    ...accept('deflate', 'Accept-Encoding: gzip'),
    ...gzip,
  },
  {
    it: 'is sent in brotli to clients that name it',
    by: '7932 §1',
    ...accept('gzip, deflate, br'),
    ...brotli,
  },
  { it: 'is sent in brotli in either order', by: '9110 §12.5.3', ...accept('br, gzip'), ...brotli },
  { it: 'is sent in brotli if only that is accepted', by: '9110 §12.5.3', ...accept('br;q=0.1'), ...brotli },
  { it: 'is sent in gzip if that is preferred', by: '9110 §12.4.2', ...accept('br;q=0.5, gzip'), ...gzip },
  {
    it: 'is sent in gzip if brotli is forbidden',
    by: '9110 §12.4.2',
    ...accept('br;q=0, gzip;q=0.1'),
    ...gzip,
  },
  { it: 'is sent in gzip if anything is accepted', by: '9110 §12.5.3', ...accept('*'), ...gzip },
  {
    it: 'is 304 for a client that has it in another coding',
    by: '9110 §8.8.3.3',
    ...accept('br', `If-None-Match: ${seedTag}`),
    status: 304,
    has: { 'content-encoding': undefined, vary: 'Accept-Encoding' },
  },
  { it: 'is not compressed if gzip is forbidden', by: '9110 §12.4.2', ...accept('gzip;q=0'), ...plain },
  {
    it: 'is not compressed if identity is preferred',
    by: '9110 §12.4.2',
    ...accept('gzip;q=0.5, identity'),
    ...plain,
  },
  {
    it: 'is sent in gzip if identity is forbidden',
    by: '9110 §12.5.3',
    ...accept('gzip, identity;q=0'),
    ...gzip,
  },
  { it: 'is sent in gzip if all else is forbidden', by: '9110 §12.5.3', ...accept('gzip, *;q=0'), ...gzip },
  {
    it: 'is not compressed if only identity is acceptable',
    by: '9110 §12.5.3',
    ...accept('identity, *;q=0'),
    ...plain,
  },
  {
    it: 'is not compressed if only codings are accepted that we do not have',
    by: '9110 §12.5.3',
    ...accept('zstd, deflate'),
    ...plain,
  },
  {
    it: 'is not compressed if nothing is acceptable, rather than 406',
    by: '9110 §15.5.7',
    ...accept('*;q=0'),
    ...plain,
  },
  { it: 'is not compressed for an invalid weight', by: '9110 §12.4.2', ...accept('gzip;q=2'), ...plain },
]

describeCases('A feed', codings)
describeCases('A recording', [
  {
    it: 'is not compressed, whatever is accepted',
    by: '9110 §8.4',
    ask: 'GET /talk.mp3',
    ...accept('gzip, br'),
    status: 200,
    has: { 'content-encoding': undefined, 'content-length': '1000' },
  },
])
