import type { ZonedTime } from './zoned-time.js'

const dayMs = 86_400_000

/** What a clock on the wall shows. `month` and `day` count from 1, hours go from 0 to 23. */
export interface WallClock {
  /** Astronomical: the year before 1 is 0. */
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/**
 * What clocks in a zone show at an instant; days in permalinks, archives and pages are taken from it.
 * Exact to the second even where the zone's offset had seconds (local mean time).
 *
 * @param instantMs - milliseconds since the epoch
 * @param timeZone - an IANA zone; throws RangeError if it is unknown
 */
export function wallClock(instantMs: number, timeZone: string): WallClock {
  const text = formatter(timeZone).format(instantMs)
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = (text.match(/\d+/g) ?? []).map(
    Number,
  )
  return { year: text.includes('B') ? 1 - year : year, month, day, hour, minute, second }
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Writes `12/30/2021 A, 15:26:20`. Cached, since making one costs a hundred times what using it does. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'narrow',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(timeZone, made)
  return made
}

/**
 * A wall clock read as UTC, in milliseconds since the epoch. Parts out of range carry over, as in
 * `Date.UTC`; but the years 0 to 99 are taken literally, not as 1900 to 1999.
 */
export function wallMsOf({ year, month, day, hour, minute, second }: WallClock): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.setUTCHours(hour, minute, second)
}

/** `wallClock` read as UTC, in milliseconds: minus the instant, it is the zone's offset at that time. */
export function wallMsAt(instantMs: number, timeZone: string): number {
  return wallMsOf(wallClock(instantMs, timeZone))
}

/**
 * An instant with the offset that a zone had at that time.
 *
 * Where that was not in whole minutes (Shanghai's was +08:05:43 until 1901), it is rounded to the nearest
 * minute and the instant stays exact: RFC 3339 §5.8 does the same with Amsterdam's +00:19:32.
 *
 * @param instantMs - milliseconds since the epoch; fractions of a second are dropped
 */
export function zonedAt(instantMs: number, timeZone: string): ZonedTime {
  const second = Math.floor(instantMs / 1000) * 1000
  // A negative offset of some seconds rounds to -0; adding 0 makes that 0.
  return { instantMs: second, offsetMinutes: Math.round((wallMsAt(second, timeZone) - second) / 60_000) + 0 }
}

/**
 * The end of the gap around a skipped time: the first instant at which clocks in a zone showed a later one.
 *
 * @param wallMs - a time in a gap, read as UTC, see `wallMsOf`; whole seconds
 * @returns the instant, and the wall clock at it, both in milliseconds
 */
export function gapEnd(wallMs: number, timeZone: string): { instantMs: number; wallMs: number } {
  let before = wallMs - dayMs // No offset is a whole day: clocks showed an earlier time then,
  let after = wallMs + dayMs // and a later one by then.
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000
    if (wallMsAt(middle, timeZone) < wallMs) before = middle
    else after = middle
  }
  return { instantMs: after, wallMs: wallMsAt(after, timeZone) }
}
