import assert from 'node:assert/strict'
import { gapEnd, wallClock, wallMsOf, zonedAt } from '../../src/model/zone.js'
import { hostZones, offsetMsBy, underHostZone } from '../support/zones.js'

describe('A clock on the wall', () => {
  it('shows the day of its zone, whatever the host', () => {
    const newYear = Date.UTC(2021, 11, 31, 16, 30, 5)
    for (const host of hostZones) {
      underHostZone(host, () => {
        const expected = { year: 2022, month: 1, day: 1, hour: 0, minute: 30, second: 5 }
        assert.deepEqual(wallClock(newYear, 'Asia/Shanghai'), expected)
        assert.equal(wallClock(newYear, 'America/New_York').day, 31)
      })
    }
  })

  it('is exact to the second in local mean time', () => {
    const expected = { year: 1880, month: 1, day: 1, hour: 8, minute: 5, second: 43 }
    assert.deepEqual(wallClock(Date.UTC(1880, 0, 1), 'Asia/Shanghai'), expected)
  })

  it('drops fractions of a second, before 1970 too', () => {
    assert.equal(wallClock(999, 'UTC').second, 0)
    assert.equal(wallClock(-1, 'UTC').second, 59)
  })

  it('counts the years before 1 down from 0, and goes beyond 9999', () => {
    const first = wallMsOf({ year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0 })
    assert.deepEqual([wallClock(first, 'UTC').year, wallClock(first - 1000, 'UTC').year], [1, 0])
    assert.equal(wallClock(Date.UTC(9999, 11, 31, 20), 'Asia/Shanghai').year, 10_000)
  })

  it('throws for an unknown zone', () => {
    assert.throws(() => wallClock(0, 'Mars/Olympus'), RangeError)
  })

  it('read as UTC differs from the instant by the offset, in every zone', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      for (const at of [0, Date.UTC(1988, 6), Date.UTC(2021, 11, 30), Date.UTC(2050, 5)]) {
        assert.equal(wallMsOf(wallClock(at, zone)) - at, offsetMsBy(zone, at), zone)
      }
    }
  })
})

describe('An instant in a zone', () => {
  it('has the offset of that time', () => {
    const summer = Date.UTC(1988, 6, 1)
    assert.deepEqual(zonedAt(summer, 'Asia/Shanghai'), { instantMs: summer, offsetMinutes: 540 })
  })

  it('loses fractions of a second, and no more', () => {
    assert.equal(zonedAt(1999, 'UTC').instantMs, 1000)
    assert.equal(zonedAt(-1, 'UTC').instantMs, -1000)
  })

  it('has its offset rounded to the minute, and never a negative zero', () => {
    assert.equal(zonedAt(Date.UTC(1880, 0), 'Asia/Shanghai').offsetMinutes, 486)
    // London was 75 seconds west of Greenwich.
    assert.equal(zonedAt(Date.UTC(1840, 0), 'Europe/London').offsetMinutes, -1)
    assert.ok(Object.is(zonedAt(0, 'UTC').offsetMinutes, 0))
  })
})

describe('A gap in wall-clock time', () => {
  it('ends where clocks went on', () => {
    const inside = Date.UTC(2021, 2, 14, 2, 30)
    assert.deepEqual(gapEnd(inside, 'America/New_York'), {
      instantMs: Date.UTC(2021, 2, 14, 7),
      wallMs: Date.UTC(2021, 2, 14, 3),
    })
  })
})
