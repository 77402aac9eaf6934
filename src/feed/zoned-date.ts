import type { ZonedTime } from '../model/zoned-time.js'

/**
 * A Date that remembers the offset it was written with, for users of the package `feed`: it is accepted wherever
 * a Date is, and all three formats print it with its own offset.
 */
export class ZonedDate extends Date {
  /**
   * @param instantMs - milliseconds since the epoch
   * @param offsetMinutes - minutes east of UTC
   */
  constructor(
    instantMs: number,
    readonly offsetMinutes: number,
  ) {
    super(instantMs)
  }

  static from({ instantMs, offsetMinutes }: ZonedTime): ZonedDate {
    return new ZonedDate(instantMs, offsetMinutes)
  }
}

/** The first and last whole second of the years 0001-9999, all that RFC 822 and RFC 3339 can express. */
const earliestMs = -62_135_596_800_000
const latestMs = 253_402_300_799_000

/** XML Schema Part 2 §3.2.7.3: no zone is more than fourteen hours from UTC. */
const offsetMinutesMax = 14 * 60

/**
 * Converts a Date to a time that every format can write, dropping fractions of a second.
 *
 * @param offsetMinutes - minutes east of UTC, for a Date without an offset of its own
 * @returns undefined for an invalid Date, and for a year outside 0001-9999. An impossible offset
 * (a fraction, more than fourteen hours) gives the same instant in UTC
 */
export function zonedTimeOf(date: Date | undefined, offsetMinutes = 0): ZonedTime | undefined {
  if (date === undefined) return undefined
  const written = date instanceof ZonedDate ? date.offsetMinutes : offsetMinutes
  const isOffset = Number.isInteger(written) && Math.abs(written) <= offsetMinutesMax
  const time = { instantMs: Math.floor(date.getTime() / 1000) * 1000, offsetMinutes: isOffset ? written : 0 }
  return isWritable(time) ? time : undefined
}

function isWritable({ instantMs, offsetMinutes }: ZonedTime): boolean {
  // Shifted by its offset, an instant reads as the wall clock that is printed. NaN fails both comparisons.
  const wallMs = instantMs + offsetMinutes * 60_000
  return wallMs >= earliestMs && wallMs <= latestMs
}
