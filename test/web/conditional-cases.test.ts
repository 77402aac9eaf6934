import { seedDate, seedTag } from '../support/fake-publication.js'
import { describeCases, earlier, type HttpCase, later, sent, spared, talkTag } from '../support/http-cases.js'

/** @see RFC 9110 §13.1.2, §8.8.3 */
function noneMatch(list: string, ...more: string[]) {
  return { fields: [`If-None-Match: ${list}`, ...more] }
}

const tags: HttpCase[] = [
  { it: 'is 304 for our tag', by: '9110 §13.1.2', ...noneMatch(seedTag), ...spared },
  { it: 'is 304 for our tag without its W/', by: '9110 §8.8.3.2', ...noneMatch('"rain-1"'), ...spared },
  { it: 'is 304 for any tag, *', by: '9110 §13.1.2', ...noneMatch('*'), ...spared },
  { it: 'is 304 for a list with ours first', by: '9110 §13.1.2', ...noneMatch(`${seedTag}, "b"`), ...spared },
  {
    it: 'is 304 for a list with ours last',
    by: '9110 §13.1.2',
    ...noneMatch(`"a",W/"b",${seedTag}`),
    ...spared,
  },
  {
    it: 'is 304 for a list with empty members',
    by: '9110 §5.6.1.2',
    ...noneMatch(`, ,\t${seedTag},`),
    ...spared,
  },
  {
    it: 'is 304 beside a tag that contains a comma',
    by: '9110 §8.8.3',
    ...noneMatch(`"a,b", ${seedTag}`),
    ...spared,
  },
  {
    it: 'is 304 for a list in two fields',
    by: '9110 §5.2',
    fields: ['If-None-Match: "a"', `If-None-Match: ${seedTag}`],
    ...spared,
  },
  {
    it: 'is 304 under a field name in upper case',
    by: '9110 §5.1',
    fields: [`IF-NONE-MATCH: ${seedTag}`],
    ...spared,
  },
  {
    it: "is 304 for the tag with Apache's suffix",
    by: '9110 §8.8.3.3',
    ...noneMatch('W/"rain-1-gzip"'),
    ...spared,
  },
  {
    it: "is 304 for old Apache's tag, behind the quotes",
    by: '9110 §8.8.3.3',
    ...noneMatch('"rain-1"-gzip'),
    ...spared,
  },
  {
    it: "is 304 for the tag with mod_brotli's suffix",
    by: '9110 §8.8.3.3',
    ...noneMatch('W/"rain-1-br"'),
    ...spared,
  },
  {
    it: 'is 304 for the tag without its quotes, as some readers keep it',
    by: '9110 §8.8.3',
    ...noneMatch('rain-1'),
    ...spared,
  },
  { it: 'is 304 for HEAD', by: '9110 §13.1.2', ask: 'HEAD /feed.xml', ...noneMatch(seedTag), ...spared },
  {
    it: 'is 304 in any coding',
    by: '9110 §8.8.3.3',
    ...noneMatch(seedTag, 'Accept-Encoding: gzip, br'),
    ...spared,
  },
  {
    it: 'is 304 even with no-cache, which is for caches',
    by: '9111 §5.2.1.4',
    ...noneMatch(seedTag, 'Cache-Control: no-cache', 'Pragma: no-cache'),
    ...spared,
  },
  { it: 'is 200 for another tag', by: '9110 §13.1.2', ...noneMatch('W/"rain-2"'), ...sent },
  { it: 'is 200 for our tag in another case', by: '9110 §8.8.3', ...noneMatch('W/"Rain-1"'), ...sent },
  { it: 'is 200 for our tag within another', by: '9110 §8.8.3', ...noneMatch('"x, rain-1"'), ...sent },
  { it: 'is 200 for an unterminated tag', by: '9110 §8.8.3', ...noneMatch('W/"rain-1'), ...sent },
  { it: 'is 200 for a lower-case w/', by: '9110 §8.8.3', ...noneMatch('w/"rain-1"'), ...sent },
  { it: 'is 200 for a star among tags', by: '9110 §13.1.2', ...noneMatch('"a", *'), ...sent },
  { it: 'is 200 for an empty list', by: '9110 §13.1.2', ...noneMatch(''), ...sent },
  {
    it: 'is 304 for the strong tag of a file, weakened by nginx',
    by: '9110 §8.8.3.2',
    ask: 'GET /talk.mp3',
    ...noneMatch(`W/${talkTag}`),
    status: 304,
  },
  {
    it: 'is ignored for a missing address',
    by: '9110 §13.2.1',
    ask: 'GET /nothing',
    ...noneMatch('*'),
    status: 404,
  },
  {
    it: 'is ignored for a moved address',
    by: '9110 §13.2.1',
    ask: 'GET /old.xml',
    ...noneMatch('*'),
    status: 301,
  },
  {
    it: 'is ignored for a withdrawn address',
    by: '9110 §13.2.1',
    ask: 'GET /gone.xml',
    ...noneMatch('*'),
    status: 410,
  },
  {
    it: 'is ignored for a method that is refused',
    by: '9110 §13.2.1',
    ask: 'PUT /feed.xml',
    ...noneMatch('*'),
    status: 405,
  },
  {
    it: 'is ignored for OPTIONS',
    by: '9110 §13.2.1',
    ask: 'OPTIONS /feed.xml',
    ...noneMatch('*'),
    status: 204,
  },
]

const demands: HttpCase[] = [
  { it: 'holds for If-Match: *', by: '9110 §13.1.1', fields: ['If-Match: *'], ...sent },
  {
    it: 'is 412 for our weak tag, which never matches strongly',
    by: '9110 §13.1.1',
    fields: [`If-Match: ${seedTag}`],
    status: 412,
  },
  {
    it: 'holds for the strong tag of a file',
    by: '9110 §13.1.1',
    ask: 'GET /talk.mp3',
    fields: [`If-Match: "a", ${talkTag}`],
    status: 200,
  },
  {
    it: 'is 412 for that tag made weak',
    by: '9110 §8.8.3.2',
    ask: 'GET /talk.mp3',
    fields: [`If-Match: W/${talkTag}`],
    status: 412,
  },
  {
    it: 'is 412 for another tag, and never cached',
    by: '9110 §13.1.1',
    fields: ['If-Match: "a"'],
    status: 412,
    has: { 'cache-control': 'no-store', etag: undefined },
  },
  {
    it: 'is 412 for HEAD, too',
    by: '9110 §13.1.1',
    ask: 'HEAD /feed.xml',
    fields: ['If-Match: "a"'],
    status: 412,
  },
  {
    it: 'holds if it was not modified since',
    by: '9110 §13.1.4',
    fields: [`If-Unmodified-Since: ${seedDate}`],
    ...sent,
  },
  {
    it: 'is 412 if it was modified since',
    by: '9110 §13.1.4',
    fields: [`If-Unmodified-Since: ${earlier}`],
    status: 412,
  },
  {
    it: 'is ignored if its date is malformed',
    by: '9110 §13.1.4',
    fields: ['If-Unmodified-Since: yesterday'],
    ...sent,
  },
  {
    it: 'is ignored if its date is sent twice',
    by: '9110 §13.1.4',
    fields: [`If-Unmodified-Since: ${earlier}`, `If-Unmodified-Since: ${earlier}`],
    ...sent,
  },
  {
    it: 'is If-Match alone, even beside If-Unmodified-Since',
    by: '9110 §13.2.2',
    fields: ['If-Match: *', `If-Unmodified-Since: ${earlier}`],
    ...sent,
  },
  {
    it: 'is evaluated first: 412 for If-Match, although the client has the version',
    by: '9110 §13.2.2',
    fields: ['If-Match: "a"', `If-None-Match: ${seedTag}`],
    status: 412,
  },
  {
    it: 'is evaluated first: 412 for If-Unmodified-Since, although the client has the version',
    by: '9110 §13.2.2',
    fields: [`If-Unmodified-Since: ${earlier}`, `If-None-Match: ${seedTag}`],
    status: 412,
  },
  {
    it: 'leaves it to If-None-Match if If-Match holds',
    by: '9110 §13.2.2',
    fields: ['If-Match: *', `If-None-Match: ${seedTag}`],
    ...spared,
  },
  {
    it: 'leaves it to If-Modified-Since if If-Unmodified-Since holds',
    by: '9110 §13.2.2',
    fields: [`If-Unmodified-Since: ${later}`, `If-Modified-Since: ${later}`],
    ...spared,
  },
  {
    it: 'is 404 for a missing address',
    by: '9110 §13.2.1',
    ask: 'GET /nothing',
    fields: ['If-Match: "a"'],
    status: 404,
  },
  {
    it: 'is 503 while nothing is known yet',
    by: '9110 §13.2.1',
    ask: 'GET /soon.xml',
    fields: [`If-None-Match: ${seedTag}`],
    status: 503,
    has: { 'retry-after': '5' },
  },
]

describeCases('If-None-Match', tags)
describeCases('A condition that must hold', demands)
