import { feedBytes, feedGzip, seedDate, seedTag } from '../support/fake-publication.js'
import { describeCases, type HttpCase } from '../support/http-cases.js'

const allow = 'GET, HEAD, OPTIONS'
const refused = { status: 405, has: { allow, 'cache-control': 'no-store', etag: undefined } }
const told = { status: 204, has: { allow, 'content-length': undefined }, body: '' }
const unknown = { status: 501, has: { 'cache-control': 'no-store' } }

const methods: HttpCase[] = [
  {
    it: 'HEAD has the headers of GET, and no body',
    by: '9110 §9.3.2',
    ask: 'HEAD /feed.xml',
    status: 200,
    has: {
      'content-length': String(feedBytes.length),
      'content-type': 'application/rss+xml; charset=utf-8',
      etag: seedTag,
      'last-modified': seedDate,
      vary: 'Accept-Encoding',
    },
  },
  {
    it: 'HEAD has the length in the coding that GET would use',
    by: '9110 §8.6',
    ask: 'HEAD /feed.xml',
    fields: ['Accept-Encoding: gzip'],
    status: 200,
    has: { 'content-length': String(feedGzip.length), 'content-encoding': 'gzip' },
  },
  { it: 'HEAD gets 404 for a missing address', by: '9110 §9.3.2', ask: 'HEAD /nothing', status: 404 },
  { it: 'HEAD gets the redirect of a moved address', by: '9110 §9.3.2', ask: 'HEAD /old.xml', status: 301 },
  {
    it: 'HEAD gets 503 while nothing is known yet',
    by: '9110 §9.3.2',
    ask: 'HEAD /soon.xml',
    status: 503,
  },
  { it: 'HEAD gets 500 if something went wrong', by: '9110 §9.3.2', ask: 'HEAD /fault.xml', status: 500 },
  { it: 'OPTIONS lists the methods of a feed', by: '9110 §9.3.7', ask: 'OPTIONS /feed.xml', ...told },
  { it: 'OPTIONS lists those of a page', by: '9110 §9.3.7', ask: 'OPTIONS /page.html', ...told },
  { it: 'OPTIONS lists those of a recording', by: '9110 §9.3.7', ask: 'OPTIONS /talk.mp3', ...told },
  { it: 'OPTIONS lists those of the server', by: '9110 §9.3.7', ask: 'OPTIONS *', ...told },
  {
    it: 'OPTIONS gets 404 for a missing address',
    by: '9110 §9.3.7',
    ask: 'OPTIONS /nothing',
    status: 404,
  },
  { it: 'GET * is refused', by: '9112 §3.2.4', ask: 'GET *', status: 400 },
  { it: 'POST is refused', by: '9110 §15.5.6', ask: 'POST /feed.xml', ...refused },
  { it: 'PUT is refused', by: '9110 §9.3.4', ask: 'PUT /feed.xml', ...refused },
  { it: 'DELETE is refused', by: '9110 §9.3.5', ask: 'DELETE /feed.xml', ...refused },
  {
    it: 'TRACE is refused, and echoes nothing',
    by: '9110 §9.3.8',
    ask: 'TRACE /feed.xml',
    ...refused,
  },
  {
    it: 'POST to a moved address is refused, not redirected',
    by: '9110 §15.5.6',
    ask: 'POST /old.xml',
    ...refused,
  },
  { it: 'POST to a recording is refused', by: '9110 §15.5.6', ask: 'POST /talk.mp3', ...refused },
  { it: 'POST to a missing address is 404', by: '9110 §15.5.5', ask: 'POST /nothing', status: 404 },
  { it: 'POST to a withdrawn address is 410', by: '9110 §15.5.11', ask: 'POST /gone.xml', status: 410 },
  { it: 'PROPFIND is not known', by: '9110 §15.6.2', ask: 'PROPFIND /feed.xml', ...unknown },
  { it: 'PURGE is not known', by: '9110 §15.6.2', ask: 'PURGE /feed.xml', ...unknown },
  {
    it: 'get in lower case is another method',
    by: '9110 §9.1',
    ask: 'get /feed.xml',
    ...unknown,
    ends: true,
  },
  { it: 'CONNECT is not known', by: '9110 §9.3.6', ask: 'CONNECT a:443', ...unknown, ends: true },
]

describeCases('The method', methods)
