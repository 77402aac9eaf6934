import type { ZonedTime } from '../model/zoned-time.js'

/**
 * A Date that remembers the offset it was written with, for users of the package `feed`: it goes wherever
 * a Date goes, and all three formats print it with its own offset.
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

/** The first and last whole second of the years 0001-9999, which is what RFC 822 and RFC 3339 can write. */
const earliestMs = -62_135_596_800_000
const latestMs = 253_402_300_799_000

/** XML Schema Part 2 §3.2.7.3: no zone is further than fourteen hours from UTC. */
const offsetMinutesMax = 14 * 60

/**
 * Reads a Date as a time that every format can write.
 *
 * @param offsetMinutes - for a Date that knows no offset of its own; minutes east of UTC
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
  // Shifted by its offset, an instant is the wall clock that will be printed. NaN fails both comparisons.
  const wallMs = instantMs + offsetMinutes * 60_000
  return wallMs >= earliestMs && wallMs <= latestMs
}
