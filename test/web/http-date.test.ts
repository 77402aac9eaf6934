import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parseHttpDate, toHttpDate } from '../../src/web/http-date.js'
import { latin1 } from '../support/latin1.js'

const now = Date.UTC(2026, 10, 24, 12)
const example = Date.UTC(1994, 10, 6, 8, 49, 37)
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

describe('An HTTP date (RFC 9110 §5.6.7)', () => {
  it('is parsed in each of its three forms', () => {
    assert.equal(parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT', now), example)
    assert.equal(parseHttpDate('Sunday, 06-Nov-94 08:49:37 GMT', now), example)
    assert.equal(parseHttpDate('Sun Nov  6 08:49:37 1994', now), example)
    assert.equal(parseHttpDate('Wed Nov 16 08:49:37 1994', now), Date.UTC(1994, 10, 16, 8, 49, 37))
  })

  it('is written in the first of them, without fractions of a second', () => {
    assert.equal(toHttpDate(example + 999), 'Sun, 06 Nov 1994 08:49:37 GMT')
  })

  it('takes two digits as a year at most fifty years ahead', () => {
    assert.equal(parseHttpDate('Tuesday, 24-Nov-76 12:00:00 GMT', now), Date.UTC(2076, 10, 24, 12))
    assert.equal(parseHttpDate('Thursday, 24-Nov-77 12:00:00 GMT', now), Date.UTC(1977, 10, 24, 12))
  })

  it('does not take the first century as the twentieth', () => {
    const read = parseHttpDate('Fri, 01 Jan 0094 00:00:00 GMT', now)
    assert.equal(new Date(read ?? 0).getUTCFullYear(), 94)
  })

  it('may have a leap second at the end of a day', () => {
    assert.equal(parseHttpDate('Sat, 31 Dec 2016 23:59:60 GMT', now), Date.UTC(2017, 0, 1))
    assert.equal(parseHttpDate('Sat, 31 Dec 2016 23:58:60 GMT', now), undefined)
  })

  const refused: Record<string, string> = {
    'a day that is not in the calendar': 'Wed, 30 Feb 2022 00:00:00 GMT',
    'the weekday of another day': 'Mon, 06 Nov 1994 08:49:37 GMT',
    'hour 24': 'Sun, 06 Nov 1994 24:00:00 GMT',
    'minute 60': 'Sun, 06 Nov 1994 08:60:00 GMT',
    'another zone': 'Sun, 06 Nov 1994 08:49:37 UTC',
    'an offset': 'Sun, 06 Nov 1994 08:49:37 +0000',
    'letters in another case': 'sun, 06 nov 1994 08:49:37 gmt',
    'a one-digit day': 'Sun, 6 Nov 1994 08:49:37 GMT',
    'ISO 8601': '1994-11-06T08:49:37Z',
    'seconds since the epoch': '784111777',
    'a length after it, as Netscape sent it': 'Sun, 06 Nov 1994 08:49:37 GMT; length=61203',
    nothing: '',
  }
  for (const [what, text] of Object.entries(refused)) {
    it(`is not parsed from ${what}`, () => assert.equal(parseHttpDate(text, now), undefined))
  }

  it('survives being written and parsed, to the second', () => {
    const instants = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) })
    fc.assert(
      fc.property(instants, (instant) => {
        const second = Math.floor(instant / 1000) * 1000
        assert.equal(parseHttpDate(toHttpDate(instant), now), second)
        const date = new Date(second)
        const [, day = '', month = '', year = '', clock = ''] = date.toUTCString().split(' ')
        const short = (days[date.getUTCDay()] ?? '').slice(0, 3)
        assert.equal(
          parseHttpDate(`${short} ${month} ${String(Number(day)).padStart(2)} ${clock} ${year}`, now),
          second,
        )
      }),
    )
  })

  it('is never parsed from text in any other form, and never throws', () => {
    const near = fc.tuple(fc.date({ min: new Date(0), noInvalidDate: true }), fc.nat(28), latin1)
    fc.assert(
      fc.property(near, ([date, at, noise]) => {
        const good = date.toUTCString()
        const text = good.slice(0, at) + noise + good.slice(at + noise.length)
        const read = parseHttpDate(text, now)
        // Node's lenient parser reads the same from it: nothing was guessed.
        if (read !== undefined) assert.equal(read, Date.parse(/GMT$/.test(text) ? text : `${text} GMT`))
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => parseHttpDate(text, now) === undefined))
  })
})
