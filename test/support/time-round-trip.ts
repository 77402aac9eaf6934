import assert from 'node:assert/strict'
import { isFault } from '../../src/model/problem.js'
import { toRfc822, toRfc3339 } from '../../src/model/time-text.js'
import { parseTime } from '../../src/model/timestamp.js'
import type { ZonedTime } from '../../src/model/zoned-time.js'
import { offsetMsBy, type Transition } from './zones.js'

/** `2021-12-30 15:26:20` for a wall-clock time, given as if it were UTC. */
export function wallText(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 19).replace('T', ' ')
}

/** Parses what our writers wrote without code of ours: by the engine's parser, and the digits of the offset. */
export function readBack(text: string): ZonedTime {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(text) ?? assert.fail(`no offset in ${text}`)
  const offset = Number(hours) * 60 + Number(minutes)
  return { instantMs: Date.parse(text), offsetMinutes: sign === '-' && offset > 0 ? -offset : offset }
}

/** Text → ZonedTime → both formats → an independent parser must give the same instant and offset. */
export function checkWritten(text: string, zone: string, instantMs: number, offsetMinutes: number): void {
  const time = parseTime(text, zone)
  if (isFault(time)) assert.fail(`${text} in ${zone}: ${time.reason}`)
  const expected = { instantMs, offsetMinutes }
  assert.deepEqual(time, expected, `${text} in ${zone}`)
  assert.deepEqual(readBack(toRfc822(time)), expected, `${text} in ${zone} as RFC 822`)
  assert.deepEqual(readBack(toRfc3339(time)), expected, `${text} in ${zone} as RFC 3339`)
}

/** The nearest whole minute, as in RFC 3339 §5.8 for Amsterdam. */
export function minutesOf(offsetMs: number): number {
  return Math.round(offsetMs / 60_000) + 0
}

/**
 * Checks wall-clock times on both sides of a transition, at its edges and in its middle: those that occurred once, twice
 * (the earlier instant counts), and never (a Fault).
 */
export function checkTransition(zone: string, { instantMs, before, after }: Transition): void {
  const [low, high] = [instantMs + Math.min(before, after), instantMs + Math.max(before, after)]
  const middle = Math.floor((low + high) / 2000) * 1000
  for (const wallMs of [low - 3_600_000, low - 1000, low, middle, high - 1000, high, high + 3_600_000]) {
    const inside = wallMs >= low && wallMs < high
    if (inside && after > before) {
      const fault = parseTime(wallText(wallMs), zone)
      assert.equal(isFault(fault) && fault.code, 'date-in-gap', `${wallText(wallMs)} in ${zone}`)
    } else {
      // Up to the end of an overlap, every time occurred first with the old offset.
      const offset = wallMs < high && (inside || wallMs < low) ? before : after
      assert.equal(offsetMsBy(zone, wallMs - offset), offset, 'the test itself')
      checkWritten(wallText(wallMs), zone, wallMs - offset, minutesOf(offset))
    }
  }
}

/** Checks a date without a time whose midnight was skipped: it means the end of the gap, unless that is on another day. */
export function checkMidnight(zone: string, { instantMs, before, after }: Transition): void {
  const dayMs = 86_400_000
  const midnight = Math.ceil((instantMs + before) / dayMs) * dayMs
  if (midnight >= instantMs + after) return
  const text = wallText(midnight).slice(0, 10)
  if (instantMs + after < midnight + dayMs) {
    checkWritten(text, zone, instantMs, minutesOf(after))
  } else {
    const fault = parseTime(text, zone)
    assert.equal(isFault(fault) && fault.code, 'date-in-gap', `${text} in ${zone}`)
  }
}
