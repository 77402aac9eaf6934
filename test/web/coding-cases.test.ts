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
  { it: 'is sent as it is to who says nothing', by: '9110 §12.5.3', ...plain },
  { it: 'is sent as it is to who wants nothing', by: '9110 §12.5.3', ...accept(''), ...plain },
  { it: 'is sent in gzip to who takes it', by: '9110 §8.4.1.3', ...accept('gzip'), ...gzip },
  { it: 'is sent in gzip by its old name', by: '9110 §8.4.1.3', ...accept('x-gzip'), ...gzip },
  { it: 'is sent in GZIP, too', by: '9110 §8.4.1', ...accept('GZIP'), ...gzip },
  { it: 'is sent in gzip to who wants it a little', by: '9110 §12.4.2', ...accept('gzip;q=0.001'), ...gzip },
  {
    it: 'is sent in gzip to who says it in two fields',
    by: '9110 §5.2',
    ...accept('deflate', 'Accept-Encoding: gzip'),
    ...gzip,
  },
  { it: 'is sent in brotli to who names it', by: '7932 §1', ...accept('gzip, deflate, br'), ...brotli },
  { it: 'is sent in brotli in whatever order', by: '9110 §12.5.3', ...accept('br, gzip'), ...brotli },
  { it: 'is sent in brotli alone', by: '9110 §12.5.3', ...accept('br;q=0.1'), ...brotli },
  { it: 'is sent in gzip to who likes it more', by: '9110 §12.4.2', ...accept('br;q=0.5, gzip'), ...gzip },
  {
    it: 'is sent in gzip to who forbids brotli',
    by: '9110 §12.4.2',
    ...accept('br;q=0, gzip;q=0.1'),
    ...gzip,
  },
  { it: 'is sent in gzip to who takes anything', by: '9110 §12.5.3', ...accept('*'), ...gzip },
  {
    it: 'is 304 to who has it in another coding',
    by: '9110 §8.8.3.3',
    ...accept('br', `If-None-Match: ${seedTag}`),
    status: 304,
    has: { 'content-encoding': undefined, vary: 'Accept-Encoding' },
  },
  { it: 'is sent as it is to who forbids gzip', by: '9110 §12.4.2', ...accept('gzip;q=0'), ...plain },
  {
    it: 'is sent as it is to who likes that more',
    by: '9110 §12.4.2',
    ...accept('gzip;q=0.5, identity'),
    ...plain,
  },
  {
    it: 'is sent in gzip to who forbids it as it is',
    by: '9110 §12.5.3',
    ...accept('gzip, identity;q=0'),
    ...gzip,
  },
  { it: 'is sent in gzip to who forbids all else', by: '9110 §12.5.3', ...accept('gzip, *;q=0'), ...gzip },
  {
    it: 'is sent as it is where that alone is acceptable',
    by: '9110 §12.5.3',
    ...accept('identity, *;q=0'),
    ...plain,
  },
  {
    it: 'is sent as it is to who takes only what we have not',
    by: '9110 §12.5.3',
    ...accept('zstd, deflate'),
    ...plain,
  },
  {
    it: 'is sent as it is where nothing is acceptable, rather than 406',
    by: '9110 §15.5.7',
    ...accept('*;q=0'),
    ...plain,
  },
  { it: 'is sent as it is for a weight that is none', by: '9110 §12.4.2', ...accept('gzip;q=2'), ...plain },
]

describeCases('A feed', codings)
describeCases('A recording', [
  {
    it: 'is sent as it is, whatever is accepted',
    by: '9110 §8.4',
    ask: 'GET /talk.mp3',
    ...accept('gzip, br'),
    status: 200,
    has: { 'content-encoding': undefined, 'content-length': '1000' },
  },
])
