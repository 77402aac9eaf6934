import assert from 'node:assert/strict'
import fc from 'fast-check'
import { formatProblem, isFault } from '../../src/model/problem.js'
import { toRfc3339 } from '../../src/model/time-text.js'
import { parseTime } from '../../src/model/timestamp.js'
import type { ZonedTime } from '../../src/model/zoned-time.js'
import { checkMidnight, checkTransition } from '../support/time-round-trip.js'
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

describe('The date of a post', () => {
  for (const [text, expected] of forms) {
    it(`may be written as ${JSON.stringify(text)}`, () => assert.equal(written(text), expected))
  }

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
