import assert from 'node:assert/strict'
import { ZonedDate, zonedTimeOf } from '../../src/feed/zoned-date.js'

const instantMs = 1_640_849_180_000

describe('A ZonedDate', () => {
  it('is a Date of the same instant', () => {
    const date = ZonedDate.from({ instantMs, offsetMinutes: 480 })
    assert.ok(date instanceof Date)
    assert.equal(date.toISOString(), '2021-12-30T07:26:20.000Z')
  })

  it('keeps its offset, whatever offset is given for other Dates', () => {
    const date = ZonedDate.from({ instantMs, offsetMinutes: 480 })
    assert.deepEqual(zonedTimeOf(date, -60), { instantMs, offsetMinutes: 480 })
  })
})

describe('A Date', () => {
  it('is printed with the given offset, or in UTC', () => {
    assert.deepEqual(zonedTimeOf(new Date(instantMs), 330), { instantMs, offsetMinutes: 330 })
    assert.deepEqual(zonedTimeOf(new Date(instantMs)), { instantMs, offsetMinutes: 0 })
  })

  it('loses its milliseconds, before 1970 too', () => {
    assert.equal(zonedTimeOf(new Date(instantMs + 999))?.instantMs, instantMs)
    assert.equal(zonedTimeOf(new Date(-1))?.instantMs, -1000)
  })

  it('gives no time if it is invalid', () => {
    assert.equal(zonedTimeOf(new Date(Number.NaN)), undefined)
    assert.equal(zonedTimeOf(undefined), undefined)
  })

  it('gives a time in the years 0001 to 9999, by its own offset', () => {
    assert.ok(zonedTimeOf(new Date('0001-01-01T00:00:00Z')))
    assert.equal(zonedTimeOf(new Date('0001-01-01T00:00:00Z'), -60), undefined)
    assert.ok(zonedTimeOf(new Date('9999-12-31T23:59:59Z')))
    assert.equal(zonedTimeOf(new Date('9999-12-31T23:59:59Z'), 60), undefined)
    assert.equal(zonedTimeOf(new Date(8.64e15)), undefined)
  })

  for (const offset of [841, -841, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`is in UTC if its offset is ${offset} minutes, which no zone has`, () => {
      assert.deepEqual(zonedTimeOf(new Date(instantMs), offset), { instantMs, offsetMinutes: 0 })
    })
  }
})
