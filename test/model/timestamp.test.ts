import assert from 'node:assert/strict'
import fc from 'fast-check'
import { formatProblem, isFault } from '../../src/model/problem.js'
import { toRfc822, toRfc3339 } from '../../src/model/time-text.js'
import { parseTime } from '../../src/model/timestamp.js'
import type { ZonedTime } from '../../src/model/zoned-time.js'
import { latest } from '../../src/model/zoned-time.js'
import { checkMidnight, checkTransition, readBack } from '../support/time-round-trip.js'
import { hostZones, transitionsOf, underHostZone } from '../support/zones.js'

const shanghai = 'Asia/Shanghai'

function written(text: string, zone = shanghai): string {
  const time = parseTime(text, zone)
  return isFault(time) ? formatProblem({ file: 'f', ...time }) : toRfc3339(time)
}

function zonedTime(text: string): ZonedTime {
  const time = parseTime(text, 'UTC')
  return isFault(time) ? assert.fail(time.reason) : time
}

/** Every accepted form, and the time it stands for. */
const forms: [string, string][] = [
  ['2021-12-30 15:26:20 +0800', '2021-12-30T15:26:20+08:00'],
  ['2021-12-30 15:26:20 +08:00', '2021-12-30T15:26:20+08:00'],
  ['2021-12-30 15:26:20 +08', '2021-12-30T15:26:20+08:00'],
  ['2021-12-30 15:26:20 +8', '2021-12-30T15:26:20+08:00'],
  ['2021-12-30 15:26:20 +8:00', '2021-12-30T15:26:20+08:00'],
  ['2021-12-30 15:26:20 -0500', '2021-12-30T15:26:20-05:00'],
  ['2021-12-30 15:26:20 -03:30', '2021-12-30T15:26:20-03:30'],
  ['2021-12-30 15:26:20 +0545', '2021-12-30T15:26:20+05:45'],
  ['2021-12-30 15:26:20 +1400', '2021-12-30T15:26:20+14:00'],
  ['2021-12-30 15:26:20 -1400', '2021-12-30T15:26:20-14:00'],
  ['2021-12-30 15:26:20 +0000', '2021-12-30T15:26:20+00:00'],
  ['2021-12-30 15:26:20 -0000', '2021-12-30T15:26:20+00:00'],
  ['2021-12-30 15:26:20 Z', '2021-12-30T15:26:20+00:00'],
  ['2021-12-30T15:26:20Z', '2021-12-30T15:26:20+00:00'],
  ['2021-12-30t15:26:20z', '2021-12-30T15:26:20+00:00'],
  ['2021-12-30 15:26:20 UTC', '2021-12-30T15:26:20+00:00'],
  ['2021-12-30 15:26:20 gmt', '2021-12-30T15:26:20+00:00'],
  ['2021-12-30T15:26:20+0800', '2021-12-30T15:26:20+08:00'],
  ['2021-12-30 15:26:20+08:00', '2021-12-30T15:26:20+08:00'],
  ['2021-12-30 15:26:20-05', '2021-12-30T15:26:20-05:00'],
  ['2021-12-30 15:26 +0800', '2021-12-30T15:26:00+08:00'],
  ['2021-12-30T15:26Z', '2021-12-30T15:26:00+00:00'],
  ['2021-12-30 15:26', '2021-12-30T15:26:00+08:00'],
  ['2021-12-30 15:26:20', '2021-12-30T15:26:20+08:00'],
  ['2021-12-30T15:26:20', '2021-12-30T15:26:20+08:00'],
  ['2021-12-30', '2021-12-30T00:00:00+08:00'],
  ['2021-12-30 -0500', '2021-12-30T00:00:00-05:00'],
  ['2022-1-5', '2022-01-05T00:00:00+08:00'],
  ['2022-1-5 9:5:6 +0800', '2022-01-05T09:05:06+08:00'],
  ['2022-1-5 9:5', '2022-01-05T09:05:00+08:00'],
  ['2022/01/05 09:05:06', '2022-01-05T09:05:06+08:00'],
  ['2022/1/5', '2022-01-05T00:00:00+08:00'],
  ['2021-12-30 15:26:20.999 +0800', '2021-12-30T15:26:20+08:00'],
  ['2021-12-30T15:26:20.123456789Z', '2021-12-30T15:26:20+00:00'],
  ['1969-12-31T23:59:59,9Z', '1969-12-31T23:59:59+00:00'],
  ['  2021-12-30   15:26:20   +0800  ', '2021-12-30T15:26:20+08:00'],
  ['\t2021-12-30\u00a015:26:20\n', '2021-12-30T15:26:20+08:00'],
  ['2024-02-29', '2024-02-29T00:00:00+08:00'],
  ['2000-02-29 00:00:00 Z', '2000-02-29T00:00:00+00:00'],
  ['0001-01-01 00:00:00 Z', '0001-01-01T00:00:00+00:00'],
  ['0001-01-01 00:00:00 +1400', '0001-01-01T00:00:00+14:00'],
  ['0099-06-01 12:00:00 +0800', '0099-06-01T12:00:00+08:00'],
  ['9999-12-31 23:59:59 -1400', '9999-12-31T23:59:59-14:00'],
]

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
  for (const [text, expected] of forms) {
    it(`may be written as ${JSON.stringify(text)}`, () => assert.equal(written(text), expected))
  }

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

  it('is a valid time or a Problem for any text, and never an exception', () => {
    const part = fc.constantFrom(...'0123456789:-+/TZ ', '2022', '-02-', '30', 'CST', '上午', '\ud800')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const time = parseTime(parts.join(''), shanghai)
        if (isFault(time)) return time.severity === 'error' && time.reason !== '' && time.hint.endsWith('.')
        return Number.isInteger(time.instantMs / 1000) && Number.isInteger(time.offsetMinutes)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('A date without an offset', () => {
  it('belongs to the zone of the site, by the rules of that day', () => {
    assert.equal(written('1988-06-01 12:00'), '1988-06-01T12:00:00+09:00')
    assert.equal(written('1988-04-17 03:00:00'), '1988-04-17T03:00:00+09:00')
    assert.equal(written('1988-04-17 01:59:59'), '1988-04-17T01:59:59+08:00')
    assert.equal(written('2021-07-01', 'Europe/Berlin'), '2021-07-01T00:00:00+02:00')
    assert.equal(written('2021-07-01 08:00', 'Asia/Kathmandu'), '2021-07-01T08:00:00+05:45')
  })

  it('is the earlier of two instants if clocks went back', () => {
    assert.equal(written('2021-11-07 01:30', 'America/New_York'), '2021-11-07T01:30:00-04:00')
    assert.equal(written('2021-04-04 01:45', 'Australia/Lord_Howe'), '2021-04-04T01:45:00+11:00')
  })

  it('is a Problem if clocks skipped it, and the message offers the time after the gap', () => {
    const gap =
      'date-in-gap: "2021-03-14 02:30" did not exist in America/New_York: the clocks went forward to'
    const hint = 'Write a time that existed, such as 2021-03-14 03:00:00, or add the offset that you mean.'
    assert.equal(written('2021-03-14 02:30', 'America/New_York'), `f: ${gap} 2021-03-14 03:00:00. ${hint}`)
    assert.equal(written('2021-03-14 02:30 -0500', 'America/New_York'), '2021-03-14T02:30:00-05:00')
  })

  it('without a time is the first instant of a day whose midnight was skipped', () => {
    assert.equal(written('2018-11-04', 'America/Sao_Paulo'), '2018-11-04T01:00:00-02:00')
    assert.match(written('2018-11-04 00:00', 'America/Sao_Paulo'), /date-in-gap/)
    assert.equal(written('1940-06-01'), '1940-06-01T01:00:00+09:00')
  })

  it('without a time is a Problem if the whole day was skipped', () => {
    assert.match(
      written('2011-12-30', 'Pacific/Apia'),
      /date-in-gap: "2011-12-30" did not exist in Pacific\/Apia/,
    )
    assert.equal(written('2011-12-31', 'Pacific/Apia'), '2011-12-31T00:00:00+14:00')
  })

  it('keeps its instant to the second in local mean time, with the nearest minute as its offset', () => {
    assert.deepEqual(parseTime('1880-01-01 08:05:43', shanghai), {
      instantMs: Date.UTC(1880, 0, 1),
      offsetMinutes: 8 * 60 + 6,
    })
    assert.deepEqual(parseTime('1970-01-01 00:00:00', 'Africa/Monrovia'), {
      instantMs: (44 * 60 + 30) * 1000,
      offsetMinutes: -44,
    })
    assert.ok(Object.is(zonedTime('2021-01-01 00:00 -0000').offsetMinutes, 0))
  })

  it('is read in the earliest and the latest year', () => {
    assert.equal(written('0001-01-01 00:00', 'UTC'), '0001-01-01T00:00:00+00:00')
    assert.equal(written('9999-12-31 23:59:59', 'America/New_York'), '9999-12-31T23:59:59-05:00')
    assert.equal(written('0050-03-01 12:00', 'UTC'), '0050-03-01T12:00:00+00:00')
  })

  for (const host of hostZones) {
    it(`is the same on a host in ${host}, even around every change of clocks`, () => {
      underHostZone(host, () => {
        for (const zone of [
          shanghai,
          'America/New_York',
          'Australia/Lord_Howe',
          'America/Sao_Paulo',
          'Pacific/Apia',
        ]) {
          for (const change of transitionsOf(zone, 1985, 2012)) {
            checkTransition(zone, change)
            checkMidnight(zone, change)
          }
        }
      })
    })
  }
})

describe('An RSS date', () => {
  const seed = zonedTime('2021-12-30 15:26:20 +0800')

  it('keeps the offset that its author wrote', () => {
    assert.equal(toRfc822(seed), 'Thu, 30 Dec 2021 15:26:20 +0800')
    assert.equal(toRfc822(zonedTime('2022-01-04 20:05:06 -0330')), 'Tue, 04 Jan 2022 20:05:06 -0330')
  })

  it('writes an offset of zero as +0000', () => {
    assert.equal(toRfc822(zonedTime('2022-01-04T16:30:00Z')), 'Tue, 04 Jan 2022 16:30:00 +0000')
  })

  it('has a year of four digits', () => {
    assert.equal(toRfc822(zonedTime('0099-03-01 12:00 Z')), 'Sun, 01 Mar 0099 12:00:00 +0000')
  })
})

describe('A date of Atom and JSON Feed', () => {
  it('keeps the offset that its author wrote', () => {
    assert.equal(toRfc3339(zonedTime('2021-12-30 15:26:20 +0800')), '2021-12-30T15:26:20+08:00')
    assert.equal(toRfc3339(zonedTime('2022-01-04 20:05:06 -0015')), '2022-01-04T20:05:06-00:15')
  })

  it('writes an offset of zero as +00:00', () => {
    assert.equal(toRfc3339({ instantMs: 0, offsetMinutes: 0 }), '1970-01-01T00:00:00+00:00')
  })

  it('has the day of its own offset, not of UTC', () => {
    assert.equal(toRfc3339(zonedTime('2022-01-01 00:10 +0800')), '2022-01-01T00:10:00+08:00')
    assert.equal(toRfc3339(zonedTime('2021-12-31 23:50 -0800')), '2021-12-31T23:50:00-08:00')
  })

  it('agrees with the RSS date, whatever the instant and the offset', () => {
    const second = fc.integer({ min: 0, max: Date.UTC(2101, 0) / 1000 })
    fc.assert(
      fc.property(
        second,
        fc.integer({ min: -840, max: 840 }),
        fc.constantFrom(...hostZones),
        (s, offset, host) => {
          const time = { instantMs: s * 1000, offsetMinutes: offset }
          underHostZone(host, () => {
            assert.deepEqual(readBack(toRfc822(time)), time)
            assert.deepEqual(readBack(toRfc3339(time)), time)
            assert.deepEqual(parseTime(toRfc3339(time), shanghai), time)
          })
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('Two times', () => {
  const early = zonedTime('2021-12-30 09:00 +0800')
  const late = zonedTime('2021-12-30 02:00 Z')

  it('are compared by instant, not by what clocks showed; of equal ones the first is the latest', () => {
    assert.equal(latest([early, late, early]), late)
    assert.equal(latest([early, { ...early, offsetMinutes: 0 }]), early)
    assert.equal(latest([]), undefined)
  })
})
