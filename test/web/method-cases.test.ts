import { feedBytes, feedGzip, seedDate, seedTag } from '../support/fake-publication.js'
import { describeCases, type HttpCase } from '../support/http-cases.js'

const allow = 'GET, HEAD, OPTIONS'
const refused = { status: 405, has: { allow, 'cache-control': 'no-store', etag: undefined } }
const told = { status: 204, has: { allow, 'content-length': undefined }, body: '' }
const unknown = { status: 501, has: { 'cache-control': 'no-store' } }

const methods: HttpCase[] = [
  {
    it: 'HEAD tells what GET would, and nothing of it is sent',
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
    it: 'HEAD tells the length in the coding that GET would have',
    by: '9110 §8.6',
    ask: 'HEAD /feed.xml',
    fields: ['Accept-Encoding: gzip'],
    status: 200,
    has: { 'content-length': String(feedGzip.length), 'content-encoding': 'gzip' },
  },
  { it: 'HEAD gets the status of what is not there', by: '9110 §9.3.2', ask: 'HEAD /nothing', status: 404 },
  { it: 'HEAD gets the way to what has moved', by: '9110 §9.3.2', ask: 'HEAD /old.xml', status: 301 },
  {
    it: 'HEAD gets 503 as long as nothing can be told',
    by: '9110 §9.3.2',
    ask: 'HEAD /soon.xml',
    status: 503,
  },
  { it: 'HEAD gets 500 where something went wrong', by: '9110 §9.3.2', ask: 'HEAD /fault.xml', status: 500 },
  { it: 'OPTIONS tells what may be asked', by: '9110 §9.3.7', ask: 'OPTIONS /feed.xml', ...told },
  { it: 'OPTIONS tells it of a page', by: '9110 §9.3.7', ask: 'OPTIONS /page.html', ...told },
  { it: 'OPTIONS tells it of a recording', by: '9110 §9.3.7', ask: 'OPTIONS /talk.mp3', ...told },
  { it: 'OPTIONS tells it of the server', by: '9110 §9.3.7', ask: 'OPTIONS *', ...told },
  {
    it: 'OPTIONS finds nothing where there is nothing',
    by: '9110 §9.3.7',
    ask: 'OPTIONS /nothing',
    status: 404,
  },
  { it: 'GET * is no request', by: '9112 §3.2.4', ask: 'GET *', status: 400 },
  { it: 'POST is refused', by: '9110 §15.5.6', ask: 'POST /feed.xml', ...refused },
  { it: 'PUT is refused', by: '9110 §9.3.4', ask: 'PUT /feed.xml', ...refused },
  { it: 'DELETE is refused', by: '9110 §9.3.5', ask: 'DELETE /feed.xml', ...refused },
  {
    it: 'TRACE is refused, and shows nobody what he sent',
    by: '9110 §9.3.8',
    ask: 'TRACE /feed.xml',
    ...refused,
  },
  {
    it: 'POST to what has moved is refused, and not led on',
    by: '9110 §15.5.6',
    ask: 'POST /old.xml',
    ...refused,
  },
  { it: 'POST to a recording is refused', by: '9110 §15.5.6', ask: 'POST /talk.mp3', ...refused },
  { it: 'POST to nothing is 404', by: '9110 §15.5.5', ask: 'POST /nothing', status: 404 },
  { it: 'POST to what was withdrawn is 410', by: '9110 §15.5.11', ask: 'POST /gone.xml', status: 410 },
  { it: 'PROPFIND is not known', by: '9110 §15.6.2', ask: 'PROPFIND /feed.xml', ...unknown },
  { it: 'PURGE is not known', by: '9110 §15.6.2', ask: 'PURGE /feed.xml', ...unknown },
  {
    it: 'get in small letters is another method',
    by: '9110 §9.1',
    ask: 'get /feed.xml',
    ...unknown,
    ends: true,
  },
  { it: 'CONNECT is not known', by: '9110 §9.3.6', ask: 'CONNECT a:443', ...unknown, ends: true },
]

describeCases('The method', methods)
