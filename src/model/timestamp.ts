// The deep path: the package's main entry loads all of date-fns, which takes four times as long.
import { fromZonedTime } from 'date-fns-tz/fromZonedTime'
import type { Fault } from './problem.js'
import { notADate, notADay, notAnOffset, notATime, skipped, unclearZone } from './time-faults.js'
import { gapEnd, wallMsAt, wallMsOf, zonedAt } from './zone.js'
import type { ZonedTime } from './zoned-time.js'

/** Longer texts are no dates; the bound keeps a hostile value cheap. */
const charactersMax = 100
const dayMs = 86_400_000
/** No clock on earth is further from UTC today (Kiritimati); `+1800` is a typo for `+0800`. */
const offsetMinutesMax = 14 * 60

/**
 * Parses the date of a post.
 *
 * The form is year-month-day (or with slashes), then after `T` or spaces hour:minute or
 * hour:minute:second, then an offset (`+0800`, `+08:00`, `+08`, `+8`, `Z`, `UTC`, `GMT`), with or
 * without a space before it. Months, days, hours, minutes and seconds may have one digit; fractions
 * of a second are dropped; outer white space is ignored. A date alone is 00:00 of that day.
 *
 * Without an offset it is wall-clock time in `timeZone`, by the rules of that day. If clocks showed it
 * twice, the earlier instant is meant. If they skipped it, there is no such time; but a date alone
 * whose midnight was skipped is the first instant of that day. Nothing is ever rolled over or guessed.
 *
 * @param text - the value as its author wrote it, without the quotes of YAML
 * @param timeZone - IANA zone of the site; throws RangeError if it is unknown
 * @returns the time, or why there is none: `date-invalid`, `date-zone-ambiguous`, `date-in-gap`
 * @see RFC 3339 §5.6; this accepts a superset, without leap seconds, the year 0 and offsets beyond 14:00
 */
export function parseTime(text: string, timeZone: string): ZonedTime | Fault {
  const written = text.trim().replace(/\s+/g, ' ')
  const parts = written.length > charactersMax ? undefined : form.exec(written)?.groups
  if (parts === undefined) return notADate(written)
  const { date = '', time, rest = '' } = parts
  if (time === undefined && /^\S/.test(rest)) return notADate(written)
  const wallMs = parseWall(parts)
  if (typeof wallMs !== 'number') return wallMs
  const zone = rest.trim()
  if (zone === '')
    return time === undefined ? dayInZone(wallMs, timeZone, date) : inZone(wallMs, timeZone, written)
  const offsetMinutes = parseOffset(zone, written.slice(0, -zone.length).trim())
  if (typeof offsetMinutes !== 'number') return offsetMinutes
  return { instantMs: wallMs - offsetMinutes * 60_000, offsetMinutes }
}

// Every repetition is bounded or unambiguous, and the text is short: no input can make this slow.
const form = new RegExp(
  /^(?<date>(?<year>\d{4})(?<mark>[-/])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2}))/.source +
    /(?:[Tt ](?<time>(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:[.,]\d+)?)?))?/.source +
    /(?<rest>.*)$/.source,
  's',
)

function parseWall(parts: Record<string, string | undefined>): number | Fault {
  const { date = '', time = '' } = parts
  const part = (name: string) => Number(parts[name] ?? 0)
  const [year, month, day] = [part('year'), part('month'), part('day')]
  const [hour, minute, second] = [part('hour'), part('minute'), part('second')]
  const wallMs = wallMsOf({ year, month, day, hour, minute, second })
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return notADay(date)
  if (hour > 23 || minute > 59 || second > 59) return notATime(time)
  return wallMs
}

/** @param month - 1 to 12 */
function daysIn(year: number, month: number): number {
  const lastDay = wallMsOf({ year, month: month + 1, day: 0, hour: 0, minute: 0, second: 0 })
  return new Date(lastDay).getUTCDate()
}

function inZone(wallMs: number, timeZone: string, written: string): ZonedTime | Fault {
  const instantMs = earliestInstant(wallMs, timeZone)
  if (instantMs === undefined) return skipped(written, timeZone, gapEnd(wallMs, timeZone).wallMs)
  return zonedAt(instantMs, timeZone)
}

function dayInZone(wallMs: number, timeZone: string, written: string): ZonedTime | Fault {
  const instantMs = earliestInstant(wallMs, timeZone)
  if (instantMs !== undefined) return zonedAt(instantMs, timeZone)
  const end = gapEnd(wallMs, timeZone)
  // Samoa skipped the whole of 30 December 2011.
  return end.wallMs < wallMs + dayMs
    ? zonedAt(end.instantMs, timeZone)
    : skipped(written, timeZone, end.wallMs)
}

/**
 * The instant at which clocks in a zone showed a time: the earlier one if they showed it twice.
 *
 * date-fns-tz only contributes a candidate: in a gap it gives an instant with another wall clock, and in an
 * overlap the host's own zone decides which of the two it gives. The offsets a day earlier and a day later give
 * candidates as well, and the earliest that reads back as the same wall clock is the answer.
 *
 * @param wallMs - the wall clock, read as UTC
 * @returns milliseconds since the epoch, or undefined if the clocks skipped that time
 */
function earliestInstant(wallMs: number, timeZone: string): number | undefined {
  const candidates = [
    fromZonedTime(new Date(wallMs).toISOString().slice(0, 19), timeZone).getTime(),
    ...[wallMs - dayMs, wallMs + dayMs].map((near) => wallMs - (wallMsAt(near, timeZone) - near)),
  ]
  const right = candidates.filter((instant) => wallMsAt(instant, timeZone) === wallMs)
  return right.length === 0 ? undefined : Math.min(...right)
}

/** @param before - the date and time before the offset, for the message */
function parseOffset(zone: string, before: string): number | Fault {
  if (/^(?:z|utc|gmt)$/i.test(zone)) return 0
  if (/^\p{L}/u.test(zone)) return unclearZone(zone, before)
  const digits = /^([+-])(\d\d?)(?::?(\d\d))?$/.exec(zone)
  const minutes = Number(digits?.[2]) * 60 + Number(digits?.[3] ?? 0)
  // `+800` could be 8:00 or 80:0.
  const clear = digits !== null && !/^.\d{3}$/.test(zone) && Number(digits[3] ?? 0) < 60
  if (!clear || minutes > offsetMinutesMax) return notAnOffset(zone, before)
  return digits[1] === '-' && minutes > 0 ? -minutes : minutes
}
