import assert from 'node:assert/strict'
import { formatProblem, isFault } from '../../src/model/problem.js'
import { toRfc3339 } from '../../src/model/time-text.js'
import { parseTime } from '../../src/model/timestamp.js'

const shanghai = 'Asia/Shanghai'

function written(text: string, zone = shanghai): string {
  const time = parseTime(text, zone)
  return isFault(time) ? formatProblem({ file: 'f', ...time }) : toRfc3339(time)
}

const general = 'Write it as 2021-12-30 15:26:20 +0800.'
const times = 'Hours go from 0 to 23, minutes and seconds from 0 to 59.'
const calendar =
  'Write the year (0001 to 9999), the month (1 to 12) and a day that exists in it, in this order.'

/** What is refused, with the whole message. */
const refusals: [string, string][] = [
  ['', `date-invalid: the date is empty. ${general}`],
  [' \t ', `date-invalid: the date is empty. ${general}`],
  [' +0800', `date-invalid: "+0800" is not a date. ${general}`],
  ['Z', `date-invalid: "Z" is not a date. ${general}`],
  ['now', `date-invalid: "now" is not a date. ${general}`],
  ['15:26:20', `date-invalid: "15:26:20" is not a date. ${general}`],
  ['20211230', `date-invalid: "20211230" is not a date. ${general}`],
  ['2021-12', `date-invalid: "2021-12" is not a date. ${general}`],
  ['2021-364', `date-invalid: "2021-364" is not a date. ${general}`],
  ['21-12-30', `date-invalid: "21-12-30" is not a date. ${general}`],
  ['12021-12-30', `date-invalid: "12021-12-30" is not a date. ${general}`],
  ['-2021-12-30', `date-invalid: "-2021-12-30" is not a date. ${general}`],
  ['2021-12/30', `date-invalid: "2021-12/30" is not a date. ${general}`],
  ['2021.12.30', `date-invalid: "2021.12.30" is not a date. ${general}`],
  ['2021-12-301', `date-invalid: "2021-12-301" is not a date. ${general}`],
  ['2021-12-30T', `date-invalid: "2021-12-30T" is not a date. ${general}`],
  ['2021-12-30+08:00', `date-invalid: "2021-12-30+08:00" is not a date. ${general}`],
  ['1640849180', `date-invalid: "1640849180" is not a date. ${general}`],
  [
    'Thu, 30 Dec 2021 15:26:20 +0800',
    `date-invalid: "Thu, 30 Dec 2021 15:26:20 +0800" is not a date. ${general}`,
  ],
  ['01/02/2026', `date-invalid: "01/02/2026" is not a date. ${general}`],
  ['31/01/2026', 'date-invalid: "31/01/2026" is not a date. Write it as 2026-01-31.'],
  ['31.1.2026', 'date-invalid: "31.1.2026" is not a date. Write it as 2026-01-31.'],
  ['31/13/2026', `date-invalid: "31/13/2026" is not a date. ${general}`],
  ['2022年1月5日 09:05', 'date-invalid: "2022年1月5日 09:05" is not a date. Write it as 2022-01-05 09:05.'],
  ['2022年1月5日', 'date-invalid: "2022年1月5日" is not a date. Write it as 2022-01-05.'],
  ['２０２２-01-05', `date-invalid: "２０２２-01-05" is not a date. ${general}`],
  ['2022-02-30', `date-invalid: "2022-02-30" is not a day in the calendar. ${calendar}`],
  ['2022-02-30 10:00:00 +0800', `date-invalid: "2022-02-30" is not a day in the calendar. ${calendar}`],
  ['2023-02-29', `date-invalid: "2023-02-29" is not a day in the calendar. ${calendar}`],
  ['1900-02-29', `date-invalid: "1900-02-29" is not a day in the calendar. ${calendar}`],
  ['2022-04-31', `date-invalid: "2022-04-31" is not a day in the calendar. ${calendar}`],
  ['2022-13-01', `date-invalid: "2022-13-01" is not a day in the calendar. ${calendar}`],
  ['2022-00-10', `date-invalid: "2022-00-10" is not a day in the calendar. ${calendar}`],
  ['2022-01-00', `date-invalid: "2022-01-00" is not a day in the calendar. ${calendar}`],
  ['0000-01-01', `date-invalid: "0000-01-01" is not a day in the calendar. ${calendar}`],
  ['2022-01-05 25:10:00 +0800', `date-invalid: "25:10:00" is not a time of day. ${times}`],
  [
    '2022-01-05 24:00',
    `date-invalid: "24:00" is not a time of day. ${times} Midnight is 00:00 of the next day.`,
  ],
  ['2022-01-05 23:60', `date-invalid: "23:60" is not a time of day. ${times}`],
  ['2022-01-05 23:59:60 Z', `date-invalid: "23:59:60" is not a time of day. ${times}`],
  ['2022-01-05 15', `date-invalid: "15" is not an offset from UTC. ${offsetHint('2022-01-05')}`],
  [
    '2022-01-05 15:26:201',
    `date-invalid: "1" is not an offset from UTC. ${offsetHint('2022-01-05 15:26:20')}`,
  ],
  [
    '2022-01-05 15:26 0800',
    `date-invalid: "0800" is not an offset from UTC. ${offsetHint('2022-01-05 15:26')}`,
  ],
  ['2022-01-05 15:26 +', `date-invalid: "+" is not an offset from UTC. ${offsetHint('2022-01-05 15:26')}`],
  [
    '2022-01-05 15:26 +800',
    `date-invalid: "+800" is not an offset from UTC. ${offsetHint('2022-01-05 15:26')}`,
  ],
  [
    '2022-01-05 15:26 +1800',
    `date-invalid: "+1800" is not an offset from UTC. ${offsetHint('2022-01-05 15:26')}`,
  ],
  [
    '2022-01-05 15:26 +1401',
    `date-invalid: "+1401" is not an offset from UTC. ${offsetHint('2022-01-05 15:26')}`,
  ],
  [
    '2022-01-05 15:26 +0860',
    `date-invalid: "+0860" is not an offset from UTC. ${offsetHint('2022-01-05 15:26')}`,
  ],
  [
    '2022-01-05 15:26 +08:0',
    `date-invalid: "+08:0" is not an offset from UTC. ${offsetHint('2022-01-05 15:26')}`,
  ],
  [
    '2022-01-05 15:26 +08:05:43',
    `date-invalid: "+08:05:43" is not an offset from UTC. ${offsetHint('2022-01-05 15:26')}`,
  ],
  [
    '2022-01-05 15:26 +080543',
    `date-invalid: "+080543" is not an offset from UTC. ${offsetHint('2022-01-05 15:26')}`,
  ],
  [
    '2022-01-05 15:26 +0800 CST',
    `date-invalid: "+0800 CST" is not an offset from UTC. ${offsetHint('2022-01-05 15:26')}`,
  ],
  ['2022-01-05 3:26 PM', 'date-invalid: "PM" cannot be part of a date. Use the 24-hour clock: 15:26.'],
]

function offsetHint(before: string): string {
  return `Write hours and minutes, up to 14:00, with their sign: ${before} +0800.`
}

describe('The date of a post', () => {
  for (const [text, message] of refusals) {
    it(`is refused as ${JSON.stringify(text)}`, () => assert.equal(written(text), `f: ${message}`))
  }

  for (const zone of [
    'CST',
    'EST',
    'PDT',
    'BST',
    'Asia/Shanghai',
    'UTC+8',
    'GMT+0800 (CST)',
    '北京时间',
    'x',
  ]) {
    it(`needs a numeric offset, not ${zone}`, () => {
      const hint = 'Write the offset in numbers, such as 2022-01-05 09:05:06 +0800.'
      const reason = `the zone name "${zone}" does not say which offset from UTC it means`
      assert.equal(written(`2022-01-05 09:05:06 ${zone}`), `f: date-zone-ambiguous: ${reason}. ${hint}`)
    })
  }

  it('is refused if its text is very long, with a message that is not', () => {
    const message = written(`2022-01-05 ${'0'.repeat(1_000_000)}`)
    assert.match(message, /^f: date-invalid: "2022-01-05 0+…" is not a date\. /)
    assert.ok(message.length < 200)
  })

  it('is quoted in messages so that nothing in it stays hidden', () => {
    assert.match(written('2022\u202e-01\u0007"'), /"2022\\u\{202e\}-01\\u\{7\}\\"" is not a date/)
  })
})
