import assert from 'node:assert/strict'
import { ZonedDate, zonedTimeOf } from '../../src/feed/zoned-date.js'

const instantMs = 1_640_849_180_000

describe('A ZonedDate', () => {
  it('is a Date of the same instant', () => {
    const date = ZonedDate.from({ instantMs, offsetMinutes: 480 })
    assert.ok(date instanceof Date)
    assert.equal(date.toISOString(), '2021-12-30T07:26:20.000Z')
  })

  it('keeps its offset, whatever offset others are given', () => {
    const date = ZonedDate.from({ instantMs, offsetMinutes: 480 })
    assert.deepEqual(zonedTimeOf(date, -60), { instantMs, offsetMinutes: 480 })
  })
})

describe('A Date', () => {
  it('is printed with the offset that it is given, or in UTC', () => {
    assert.deepEqual(zonedTimeOf(new Date(instantMs), 330), { instantMs, offsetMinutes: 330 })
    assert.deepEqual(zonedTimeOf(new Date(instantMs)), { instantMs, offsetMinutes: 0 })
  })

  it('loses its milliseconds, before 1970 too', () => {
    assert.equal(zonedTimeOf(new Date(instantMs + 999))?.instantMs, instantMs)
    assert.equal(zonedTimeOf(new Date(-1))?.instantMs, -1000)
  })

  it('that is invalid is no time', () => {
    assert.equal(zonedTimeOf(new Date(Number.NaN)), undefined)
    assert.equal(zonedTimeOf(undefined), undefined)
  })

  it('is a time in the years 0001 to 9999 of its own offset', () => {
    assert.ok(zonedTimeOf(new Date('0001-01-01T00:00:00Z')))
    assert.equal(zonedTimeOf(new Date('0001-01-01T00:00:00Z'), -60), undefined)
    assert.ok(zonedTimeOf(new Date('9999-12-31T23:59:59Z')))
    assert.equal(zonedTimeOf(new Date('9999-12-31T23:59:59Z'), 60), undefined)
    assert.equal(zonedTimeOf(new Date(8.64e15)), undefined)
  })

  for (const offset of [841, -841, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`is in UTC where its offset is ${offset} minutes, which is none`, () => {
      assert.deepEqual(zonedTimeOf(new Date(instantMs), offset), { instantMs, offsetMinutes: 0 })
    })
  }
})
