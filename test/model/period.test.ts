import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type Period, parsePeriod, periodsAt } from '../../src/model/period.js'
import { wallClock } from '../../src/model/zone.js'

const at = (text: string) => Date.parse(text)
const named = (name: string, zone = 'Asia/Shanghai'): Period => {
  const period = parsePeriod(name, zone)
  assert.ok(period, name)
  return period
}
const bounds = (name: string, zone?: string) => {
  const { startMs, endMs } = named(name, zone)
  return [startMs, endMs].map((ms) => new Date(ms).toISOString().replace('.000Z', 'Z'))
}

describe('A period of the calendar', () => {
  it('is a year, a month, a day or an hour, by the clocks of its zone', () => {
    assert.deepEqual(bounds('2021'), ['2020-12-31T16:00:00Z', '2021-12-31T16:00:00Z'])
    assert.deepEqual(bounds('2021-12'), ['2021-11-30T16:00:00Z', '2021-12-31T16:00:00Z'])
    assert.deepEqual(bounds('2020-02'), ['2020-01-31T16:00:00Z', '2020-02-29T16:00:00Z'])
    assert.deepEqual(bounds('2021-12-30'), ['2021-12-29T16:00:00Z', '2021-12-30T16:00:00Z'])
    assert.deepEqual(bounds('2021-12-30T15'), ['2021-12-30T07:00:00Z', '2021-12-30T08:00:00Z'])
  })

  it('is found from any instant in it, along with the periods around it', () => {
    const names = periodsAt(at('2021-12-30T15:26:20+08:00'), 'Asia/Shanghai').map(({ name }) => name)
    assert.deepEqual(names, ['2021', '2021-12', '2021-12-30', '2021-12-30T15'])
    const other = periodsAt(at('2021-12-31T23:59:59-10:00'), 'Asia/Shanghai').map(({ name }) => name)
    assert.deepEqual(other, ['2022', '2022-01', '2022-01-01', '2022-01-01T17'])
  })

  const none = [
    '',
    '21',
    '02021',
    '2021-13',
    '2021-00',
    '2022-02-30',
    '2021-12-30T24',
    '2021-12-30t15',
    '2021-1',
  ]
  for (const name of [...none, '2021-12-30T15:00', '2021-12-30T15.2', '-001', '2021-12-32', '２０２１'])
    it(`is never named ${JSON.stringify(name)}`, () =>
      assert.equal(parsePeriod(name, 'Asia/Shanghai'), undefined))

  it('contains both passes of an hour that clocks show twice', () => {
    assert.deepEqual(bounds('2021-10-31T02', 'Europe/Berlin'), [
      '2021-10-31T00:00:00Z',
      '2021-10-31T02:00:00Z',
    ])
    assert.deepEqual(bounds('2021-10-31T01', 'Europe/Berlin'), [
      '2021-10-30T23:00:00Z',
      '2021-10-31T00:00:00Z',
    ])
    assert.deepEqual(bounds('2021-04-04T01', 'Australia/Lord_Howe'), [
      '2021-04-03T14:00:00Z',
      '2021-04-03T15:30:00Z',
    ])
  })

  it('is empty if clocks skipped it', () => {
    for (const [name, zone] of [
      ['2021-03-28T02', 'Europe/Berlin'],
      ['2011-12-30', 'Pacific/Apia'],
    ] as const) {
      const { startMs, endMs } = named(name, zone)
      assert.equal(startMs, endMs, name)
    }
  })

  it('is in one piece even if clocks went back over midnight', () => {
    // At 00:01 on 7 November 2010 the clocks of St John's went back to 23:01.
    const zone = 'America/St_Johns'
    const early = at('2010-11-07T00:00:30-02:30')
    assert.equal(wallClock(early, zone).day, 7)
    const names = periodsAt(early, zone).map(({ name }) => name)
    assert.deepEqual(names, ['2010', '2010-11', '2010-11-06', '2010-11-06T23'])
    assert.equal(named('2010-11-06', zone).endMs, named('2010-11-07', zone).startMs)
    assert.equal(named('2010-11-07', zone).startMs, at('2010-11-07T00:00:00-03:30'))
  })

  it('contains its instants even if clocks went back by many hours', () => {
    for (const [zone, change] of [
      // From 02:00 to 23:00 the day before, from 04:00 to 01:00, from midnight to 01:00 of the day just over.
      ['Antarctica/Casey', '2010-03-05T02:00:00+11:00'],
      ['Antarctica/Casey', '2012-02-22T04:00:00+11:00'],
      ['Pacific/Kwajalein', '1969-10-01T00:00:00+11:00'],
    ] as const) {
      for (let minutes = -1500; minutes <= 1500; minutes += 30) {
        const instantMs = at(change) + minutes * 60_000
        for (const { name, startMs, endMs } of periodsAt(instantMs, zone))
          assert.ok(startMs <= instantMs && instantMs < endMs, `${zone} ${change} ${minutes} ${name}`)
      }
    }
  })

  it('has a name for every date that a post can have', () => {
    const last = periodsAt(at('9999-12-31T23:59:59Z') + 14 * 3_600_000, 'Asia/Shanghai')
    assert.deepEqual(
      last.map(({ name }) => name),
      ['9999', '9999-12', '9999-12-31', '9999-12-31T23'],
    )
    const first = periodsAt(at('0001-01-01T00:00:00Z') - 14 * 3_600_000, 'Pacific/Pago_Pago')
    assert.equal(first[0]?.name, '0000')
    for (const period of [...last, ...first]) assert.ok(period.startMs < period.endMs)
  })

  const zones = [
    'Asia/Shanghai',
    'UTC',
    'Europe/London',
    'America/St_Johns',
    'Pacific/Apia',
    'Asia/Kathmandu',
    'Antarctica/Casey',
    'Pacific/Kwajalein',
  ]
  const instants = fc.integer({
    min: at('1850-01-01T00:00:00Z') / 1000,
    max: at('2100-01-01T00:00:00Z') / 1000,
  })

  it('contains its instants, lies within the larger one, meets its neighbours, and is found by its name', () => {
    const property = fc.property(instants, fc.constantFrom(...zones), (second, zone) => {
      const instantMs = second * 1000
      let around: Period | undefined
      for (const period of periodsAt(instantMs, zone)) {
        assert.ok(period.startMs <= instantMs && instantMs < period.endMs, period.name)
        if (around !== undefined) {
          assert.ok(around.startMs <= period.startMs && period.endMs <= around.endMs, period.name)
          assert.ok(period.name.startsWith(around.name))
        }
        assert.deepEqual(parsePeriod(period.name, zone), period)
        const length = period.name.length
        const next = periodsAt(period.endMs, zone).find(({ name }) => name.length === length)
        assert.equal(next?.startMs, period.endMs, `${period.name} ${next?.name}`)
        around = period
      }
    })
    fc.assert(property, { numRuns: 300 })
  })
})
