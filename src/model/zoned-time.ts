/**
 * An instant **and** the offset it was written with. Every output keeps the offset; two times are ordered
 * by their instants alone.
 */
export interface ZonedTime {
  /** Milliseconds since 1970-01-01T00:00:00Z; whole seconds, since fractions are dropped on reading. */
  readonly instantMs: number
  /** Minutes east of UTC, as the author wrote it or as it was in the site's zone at that time. */
  readonly offsetMinutes: number
}

/** Whether two times are the same instant, written with the same offset. */
export function isSameTime(a: ZonedTime, b: ZonedTime): boolean {
  return a.instantMs === b.instantMs && a.offsetMinutes === b.offsetMinutes
}

/** The latest time; of equal ones the first. Undefined if there is none. */
export function latest(times: Iterable<ZonedTime>): ZonedTime | undefined {
  let found: ZonedTime | undefined
  for (const time of times) if (found === undefined || time.instantMs > found.instantMs) found = time
  return found
}
