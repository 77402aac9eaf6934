import { feedBytes, seedDate, seedTag } from '../support/fake-publication.js'
import { describeCases, type HttpCase, talk, talkTag } from '../support/http-cases.js'

const ask = 'GET /talk.mp3'

function range(value: string, ...more: string[]) {
  return { ask, fields: [`Range: ${value}`, ...more] }
}

/** Bytes of the recording, both ends included. */
function part(first: number, last: number) {
  return {
    status: 206,
    has: {
      'content-range': `bytes ${first}-${last}/1000`,
      'content-length': String(last - first + 1),
      'content-type': 'audio/mpeg',
      'content-encoding': undefined,
      'accept-ranges': 'bytes',
      etag: talkTag,
      'last-modified': seedDate,
      'cache-control': /^public, max-age=/,
      vary: 'Accept-Encoding',
      date: / GMT$/,
    },
    body: talk.subarray(first, last + 1),
  }
}

const whole = {
  status: 200,
  has: { 'content-length': '1000', 'content-range': undefined, 'accept-ranges': 'bytes' },
  body: talk,
}
const none = {
  status: 416,
  has: { 'content-range': 'bytes */1000', 'cache-control': 'no-store', etag: undefined },
}
const wholeFeed = {
  status: 200,
  has: { 'content-range': undefined, 'accept-ranges': undefined },
  body: feedBytes,
}

const ranges: HttpCase[] = [
  { it: 'is sent from its first byte', by: '9110 §14.1.2', ...range('bytes=0-499'), ...part(0, 499) },
  { it: 'is sent from its middle', by: '9110 §14.1.2', ...range('bytes=500-599'), ...part(500, 599) },
  { it: 'is sent to its end', by: '9110 §14.1.2', ...range('bytes=900-'), ...part(900, 999) },
  {
    it: 'is sent whole as a part, as players ask first',
    by: '9110 §14.1.2',
    ...range('bytes=0-'),
    ...part(0, 999),
  },
  { it: 'is sent one byte long', by: '9110 §14.1.2', ...range('bytes=0-0'), ...part(0, 0) },
  { it: 'is sent to its last byte alone', by: '9110 §14.1.2', ...range('bytes=999-999'), ...part(999, 999) },
  { it: 'is sent by its last bytes', by: '9110 §14.1.2', ...range('bytes=-100'), ...part(900, 999) },
  {
    it: 'is sent whole where more of its end is asked for',
    by: '9110 §14.1.2',
    ...range('bytes=-5000'),
    ...part(0, 999),
  },
  { it: 'is cut where it ends', by: '9110 §14.1.2', ...range('bytes=990-5000'), ...part(990, 999) },
  {
    it: 'is cut where it ends, whatever number is written',
    by: '9110 §14.1.2',
    ...range(`bytes=990-${'9'.repeat(400)}`),
    ...part(990, 999),
  },
  { it: 'is known in bytes of whatever case', by: '9110 §14.1', ...range('BYTES=0-9'), ...part(0, 9) },
  {
    it: 'is known in a list with empty members',
    by: '9110 §5.6.1.2',
    ...range('bytes=, 0-9 ,'),
    ...part(0, 9),
  },
  { it: 'has no byte behind its last one', by: '9110 §15.5.17', ...range('bytes=1000-'), ...none },
  {
    it: 'has no byte far behind its last one',
    by: '9110 §15.5.17',
    ...range(`bytes=${'9'.repeat(400)}-`),
    ...none,
  },
  { it: 'has no last bytes of no length', by: '9110 §14.1.2', ...range('bytes=-0'), ...none },
  { it: 'is sent whole for a range backwards', by: '9110 §14.2', ...range('bytes=9-0'), ...whole },
  { it: 'is sent whole for a range without numbers', by: '9110 §14.2', ...range('bytes=-'), ...whole },
  { it: 'is sent whole for a range of words', by: '9110 §14.2', ...range('bytes=a-b'), ...whole },
  { it: 'is sent whole for a negative number', by: '9110 §14.2', ...range('bytes=--5'), ...whole },
  { it: 'is sent whole for numbers with a sign', by: '9110 §14.2', ...range('bytes=+0-9'), ...whole },
  { it: 'is sent whole in another unit', by: '9110 §14.2', ...range('seconds=0-9'), ...whole },
  { it: 'is sent whole without any unit', by: '9110 §14.2', ...range('0-9'), ...whole },
  { it: 'is sent whole for no range', by: '9110 §14.2', ...range('bytes='), ...whole },
  { it: 'is sent whole for several ranges', by: '9110 §14.2', ...range('bytes=0-9,20-29'), ...whole },
  {
    it: 'is sent whole for ranges by the hundred',
    by: '9110 §17.15',
    ...range(`bytes=${'0-,'.repeat(500)}`),
    ...whole,
  },
  {
    it: 'is sent whole for two Range fields',
    by: '9110 §14.2',
    ...range('bytes=0-9', 'Range: bytes=20-29'),
    ...whole,
  },
  {
    it: 'goes on where the client has its tag',
    by: '9110 §13.1.5',
    ...range('bytes=500-', `If-Range: ${talkTag}`),
    ...part(500, 999),
  },
  {
    it: 'goes on where the client has its date',
    by: '9110 §13.1.5',
    ...range('bytes=500-', `If-Range: ${seedDate}`),
    ...part(500, 999),
  },
  {
    it: 'begins anew for another tag',
    by: '9110 §13.1.5',
    ...range('bytes=500-', 'If-Range: "talk-0"'),
    ...whole,
  },
  {
    it: 'begins anew for its tag weakened',
    by: '9110 §13.1.5',
    ...range('bytes=500-', `If-Range: W/${talkTag}`),
    ...whole,
  },
  {
    it: 'begins anew for a later date, which is not the same one',
    by: '9110 §13.1.5',
    ...range('bytes=500-', 'If-Range: Fri, 31 Dec 2021 00:00:00 GMT'),
    ...whole,
  },
  {
    it: 'begins anew for a date while its own is not told',
    by: '9110 §8.8.2.2',
    ask: 'GET /new.mp3',
    fields: ['Range: bytes=500-', `If-Range: ${seedDate}`],
    ...whole,
  },
  {
    it: 'begins anew for an If-Range that is nothing',
    by: '9110 §13.1.5',
    ...range('bytes=500-', 'If-Range: yesterday'),
    ...whole,
  },
  {
    it: 'begins anew for two If-Range fields',
    by: '9110 §13.1.5',
    ...range('bytes=500-', `If-Range: ${talkTag}`, `If-Range: ${talkTag}`),
    ...whole,
  },
  {
    it: 'begins anew, and is never 416, where the version is another',
    by: '9110 §15.5.17',
    ...range('bytes=5000-', 'If-Range: "talk-0"'),
    ...whole,
  },
  {
    it: 'is sent whole for If-Range without Range',
    by: '9110 §13.1.5',
    ask,
    fields: ['If-Range: "talk-0"'],
    ...whole,
  },
  {
    it: 'is 304 before any range',
    by: '9110 §13.2.2',
    ...range('bytes=0-9', `If-None-Match: ${talkTag}`),
    status: 304,
    has: { 'content-range': undefined },
  },
  {
    it: 'is 412 before any range',
    by: '9110 §13.2.2',
    ...range('bytes=0-9', 'If-Match: "talk-0"'),
    status: 412,
  },
  {
    it: 'is a part where If-Match holds',
    by: '9110 §13.2.2',
    ...range('bytes=0-9', `If-Match: ${talkTag}`),
    ...part(0, 9),
  },
  {
    it: 'knows no ranges for HEAD',
    by: '9110 §14.2',
    ask: 'HEAD /talk.mp3',
    fields: ['Range: bytes=0-9'],
    status: 200,
    has: { 'content-length': '1000', 'accept-ranges': 'bytes' },
  },
  {
    it: 'has no parts where it is empty',
    by: '9110 §14.2',
    ask: 'GET /empty.mp3',
    fields: ['Range: bytes=0-'],
    status: 200,
    body: '',
  },
  {
    it: 'is not coded, whatever is accepted',
    by: '9110 §14.2',
    ...range('bytes=0-9', 'Accept-Encoding: gzip, br'),
    ...part(0, 9),
  },
]

const feeds: HttpCase[] = [
  { it: 'is sent whole for a range', by: '9110 §14.2', fields: ['Range: bytes=0-9'], ...wholeFeed },
  {
    it: 'is sent whole for a range behind its end',
    by: '9110 §14.2',
    fields: ['Range: bytes=99999-'],
    ...wholeFeed,
  },
  {
    it: 'is sent whole for a range of its version',
    by: '9110 §13.1.5',
    fields: ['Range: bytes=0-9', `If-Range: ${seedTag}`],
    ...wholeFeed,
  },
]

describeCases('A recording', ranges)
describeCases('A feed', feeds)
