import assert from 'node:assert/strict'
import { isFault } from '../../src/model/problem.js'
import { parseTime } from '../../src/model/timestamp.js'
import { zonedAt } from '../../src/model/zone.js'
import {
  checkMidnight,
  checkTransition,
  checkWritten,
  minutesOf,
  wallText,
} from '../support/time-round-trip.js'
import { hostZones, offsetMsBy, transitionsOf, underHostZone } from '../support/zones.js'

describe('A date without an offset, in every zone and around every change of clocks from 1970 to 2100', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const changes = new Map<string, ReturnType<typeof transitionsOf>>()
  before(() => {
    for (const zone of zones) changes.set(zone, transitionsOf(zone, 1970, 2101))
  })

  it('is right in the years of local mean time as well, from 1840 on', () => {
    for (const zone of zones)
      for (const change of transitionsOf(zone, 1840, 1970)) checkTransition(zone, change)
  })

  for (const host of hostZones) {
    it(`is the earlier instant, or a Problem, on a host in ${host}`, () => {
      underHostZone(host, () => {
        for (const [zone, found] of changes) {
          for (const change of found) {
            checkTransition(zone, change)
            checkMidnight(zone, change)
          }
        }
      })
    })

    it(`comes back from RSS and Atom on any day of the year, on a host in ${host}`, () => {
      underHostZone(host, () => {
        for (const zone of zones) {
          // A prime number of hours, so that it meets every hour of the day and day of the year.
          for (
            let at = Date.UTC(1970, 0, 2);
            at < Date.UTC(2100, 11, 30);
            at += 8887 * 3_600_000 + 1_234_000
          ) {
            const offset = offsetMsBy(zone, at)
            assert.deepEqual(zonedAt(at, zone), { instantMs: at, offsetMinutes: minutesOf(offset) })
            const earlier = parseTime(wallText(at + offset), zone)
            if (isFault(earlier)) assert.fail(earlier.reason)
            assert.ok(earlier.instantMs === at || offsetMsBy(zone, at) < offsetMsBy(zone, at - 86_400_000))
            checkWritten(wallText(at + offset), zone, earlier.instantMs, earlier.offsetMinutes)
          }
        }
      })
    })
  }
})
