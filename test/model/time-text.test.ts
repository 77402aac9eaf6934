import assert from 'node:assert/strict'
import fc from 'fast-check'
import { isFault } from '../../src/model/problem.js'
import { toRfc822, toRfc3339 } from '../../src/model/time-text.js'
import { parseTime } from '../../src/model/timestamp.js'
import type { ZonedTime } from '../../src/model/zoned-time.js'
import { readBack } from '../support/time-round-trip.js'
import { hostZones, underHostZone } from '../support/zones.js'

const shanghai = 'Asia/Shanghai'

function zonedTime(text: string): ZonedTime {
  const time = parseTime(text, 'UTC')
  return isFault(time) ? assert.fail(time.reason) : time
}

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
