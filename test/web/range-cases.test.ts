import { feedBytes, seedDate, seedTag } from '../support/fake-publication.js'
import { describeCases, type HttpCase, talk, talkTag } from '../support/http-cases.js'

const ask = 'GET /talk.mp3'

function range(value: string, ...more: string[]) {
  return { ask, fields: [`Range: ${value}`, ...more] }
}

/** The answer with some bytes of the recording, both ends included. */
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
    it: 'is sent whole as a part, as players first ask for it',
    by: '9110 §14.1.2',
    ...range('bytes=0-'),
    ...part(0, 999),
  },
  { it: 'is sent as one byte', by: '9110 §14.1.2', ...range('bytes=0-0'), ...part(0, 0) },
  { it: 'is sent as its last byte only', by: '9110 §14.1.2', ...range('bytes=999-999'), ...part(999, 999) },
  { it: 'is sent as its last hundred bytes', by: '9110 §14.1.2', ...range('bytes=-100'), ...part(900, 999) },
  {
    it: 'is sent whole as a part if more bytes of its end are asked for than it has',
    by: '9110 §14.1.2',
    ...range('bytes=-5000'),
    ...part(0, 999),
  },
  {
    it: 'is sent to its end for a longer range',
    by: '9110 §14.1.2',
    ...range('bytes=990-5000'),
    ...part(990, 999),
  },
  {
    it: 'is sent to its end for a range to any number',
    by: '9110 §14.1.2',
    ...range(`bytes=990-${'9'.repeat(400)}`),
    ...part(990, 999),
  },
  { it: 'is sent in part for BYTES in upper case', by: '9110 §14.1', ...range('BYTES=0-9'), ...part(0, 9) },
  {
    it: 'is sent in part for a list with empty members',
    by: '9110 §5.6.1.2',
    ...range('bytes=, 0-9 ,'),
    ...part(0, 9),
  },
  { it: 'has no byte after its last one', by: '9110 §15.5.17', ...range('bytes=1000-'), ...none },
  {
    it: 'has no byte far after its last one',
    by: '9110 §15.5.17',
    ...range(`bytes=${'9'.repeat(400)}-`),
    ...none,
  },
  { it: 'has no last zero bytes', by: '9110 §14.1.2', ...range('bytes=-0'), ...none },
  { it: 'is sent whole for a backward range', by: '9110 §14.2', ...range('bytes=9-0'), ...whole },
  { it: 'is sent whole for a range without numbers', by: '9110 §14.2', ...range('bytes=-'), ...whole },
  { it: 'is sent whole for a range of words', by: '9110 §14.2', ...range('bytes=a-b'), ...whole },
  { it: 'is sent whole for a negative number', by: '9110 §14.2', ...range('bytes=--5'), ...whole },
  { it: 'is sent whole for a number with a plus sign', by: '9110 §14.2', ...range('bytes=+0-9'), ...whole },
  { it: 'is sent whole for another unit', by: '9110 §14.2', ...range('seconds=0-9'), ...whole },
  { it: 'is sent whole for a range without a unit', by: '9110 §14.2', ...range('0-9'), ...whole },
  { it: 'is sent whole for an empty list of ranges', by: '9110 §14.2', ...range('bytes='), ...whole },
  { it: 'is sent whole for several ranges', by: '9110 §14.2', ...range('bytes=0-9,20-29'), ...whole },
  {
    it: 'is sent whole for hundreds of ranges',
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
    it: 'is resumed for a client that has its tag',
    by: '9110 §13.1.5',
    ...range('bytes=500-', `If-Range: ${talkTag}`),
    ...part(500, 999),
  },
  {
    it: 'is resumed for a client that has its date',
    by: '9110 §13.1.5',
    ...range('bytes=500-', `If-Range: ${seedDate}`),
    ...part(500, 999),
  },
  {
    it: 'is sent whole for another tag',
    by: '9110 §13.1.5',
    ...range('bytes=500-', 'If-Range: "talk-0"'),
    ...whole,
  },
  {
    it: 'is sent whole for its tag made weak',
    by: '9110 §13.1.5',
    ...range('bytes=500-', `If-Range: W/${talkTag}`),
    ...whole,
  },
  {
    it: 'is sent whole for a later date, which is not the same one',
    by: '9110 §13.1.5',
    ...range('bytes=500-', 'If-Range: Fri, 31 Dec 2021 00:00:00 GMT'),
    ...whole,
  },
  {
    it: 'is sent whole for a date while its own is not sent yet',
    by: '9110 §8.8.2.2',
    ask: 'GET /new.mp3',
    fields: ['Range: bytes=500-', `If-Range: ${seedDate}`],
    ...whole,
  },
  {
    it: 'is sent whole for an invalid If-Range',
    by: '9110 §13.1.5',
    ...range('bytes=500-', 'If-Range: yesterday'),
    ...whole,
  },
  {
    it: 'is sent whole for two If-Range fields',
    by: '9110 §13.1.5',
    ...range('bytes=500-', `If-Range: ${talkTag}`, `If-Range: ${talkTag}`),
    ...whole,
  },
  {
    it: 'is sent whole, never 416, for another version',
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
    it: 'is sent in part if If-Match holds',
    by: '9110 §13.2.2',
    ...range('bytes=0-9', `If-Match: ${talkTag}`),
    ...part(0, 9),
  },
  {
    it: 'has no ranges for HEAD',
    by: '9110 §14.2',
    ask: 'HEAD /talk.mp3',
    fields: ['Range: bytes=0-9'],
    status: 200,
    has: { 'content-length': '1000', 'accept-ranges': 'bytes' },
  },
  {
    it: 'has no parts if it is empty',
    by: '9110 §14.2',
    ask: 'GET /empty.mp3',
    fields: ['Range: bytes=0-'],
    status: 200,
    body: '',
  },
  {
    it: 'is sent in part without a coding, whatever is accepted',
    by: '9110 §14.2',
    ...range('bytes=0-9', 'Accept-Encoding: gzip, br'),
    ...part(0, 9),
  },
]

const feeds: HttpCase[] = [
  { it: 'is sent whole for a range', by: '9110 §14.2', fields: ['Range: bytes=0-9'], ...wholeFeed },
  {
    it: 'is sent whole for a range after its end',
    by: '9110 §14.2',
    fields: ['Range: bytes=99999-'],
    ...wholeFeed,
  },
  {
    it: 'is sent whole even for If-Range with its tag',
    by: '9110 §13.1.5',
    fields: ['Range: bytes=0-9', `If-Range: ${seedTag}`],
    ...wholeFeed,
  },
]

describeCases('A recording', ranges)
describeCases('A feed', feeds)
