import { gapEnd, wallMsAt } from './zone.js'

/** A calendar year, month, day or hour in some zone; each ends where the next of its kind begins. */
export interface Period {
  /** `2021`, `2021-12`, `2021-12-30` or `2021-12-30T15`. */
  readonly name: string
  /** Its first instant, in milliseconds since the epoch. */
  readonly startMs: number
  /** The first instant after it. */
  readonly endMs: number
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The kinds, largest first: length of their names, and a span that leads from each start into the next period. */
const kinds = [
  { length: 4, spanMs: 366 * dayMs },
  { length: 7, spanMs: 31 * dayMs },
  { length: 10, spanMs: dayMs },
  { length: 13, spanMs: hourMs },
] as const
type Kind = (typeof kinds)[number]

/** Later years do not have four digits: times past this count as the last hour that can be named. */
const lastWallMs = Date.UTC(9999, 11, 31, 23, 59, 59)
/** Later than every post: the last instant that a Date can hold. */
const endOfTimeMs = 8_640_000_000_000_000

/** The periods that an instant lies in, each within the one before. */
export type Periods = readonly [year: Period, month: Period, day: Period, hour: Period]

/**
 * The year, the month, the day and the hour that an instant lies in.
 *
 * @param instantMs - milliseconds since the epoch
 * @param timeZone - an IANA zone
 */
export function periodsAt(instantMs: number, timeZone: string): Periods {
  const wallMs = Math.min(wallMsAt(instantMs, timeZone), lastWallMs)
  const [year, month, day, hour] = kinds
  const at = (kind: Kind): Period => {
    let period = periodOf(wallMs, kind, timeZone)
    // Where clocks go back from 00:01 to 23:01, the first minute of a day counts as the last hour of the day before;
    // where they go back by several hours, the first pass of all of these counts as the hour before.
    while (instantMs < period.startMs) period = periodOf(wallOf(period.name) - 1000, kind, timeZone)
    return period
  }
  return [at(year), at(month), at(day), at(hour)]
}

/**
 * Parses the name of a period.
 *
 * @returns undefined if there is no such period: `2022-02-30`
 */
export function parsePeriod(name: string, timeZone: string): Period | undefined {
  const kind = kinds.find(({ length }) => length === name.length)
  if (kind === undefined || !/^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d)?)?)?$/.test(name)) return undefined
  const wallMs = wallOf(name)
  // A day that is not in the calendar gives NaN, or carries over and has another name.
  if (Number.isNaN(wallMs) || nameOf(wallMs, kind) !== name) return undefined
  return periodOf(wallMs, kind, timeZone)
}

/** @param wallMs - a wall clock within the period, read as UTC */
function periodOf(wallMs: number, kind: Kind, timeZone: string): Period {
  const startWallMs = startOf(wallMs, kind)
  const nextWallMs = startWallMs + kind.spanMs
  return {
    name: nameOf(wallMs, kind),
    startMs: beginning(startWallMs, timeZone),
    endMs: nextWallMs > lastWallMs ? endOfTimeMs : beginning(startOf(nextWallMs, kind), timeZone),
  }
}

function nameOf(wallMs: number, { length }: Kind): string {
  return new Date(wallMs).toISOString().slice(0, length)
}

function startOf(wallMs: number, kind: Kind): number {
  return wallOf(nameOf(wallMs, kind))
}

/** The wall clock at which a named period begins, read as UTC. */
function wallOf(name: string): number {
  return Date.parse(`${name}${'0000-01-01T00:00:00Z'.slice(name.length)}`)
}

/**
 * The instant from which clocks in a zone show a given time or a later one for good: the last at which they reach
 * it from an earlier time. For a time in a gap, the end of the gap.
 */
function beginning(wallMs: number, timeZone: string): number {
  const offsets = [wallMs - dayMs, wallMs + dayMs].map((near) => wallMsAt(near, timeZone) - near)
  const candidates = [...new Set(offsets)].map((offset) => wallMs - offset)
  const right = candidates.filter(
    (instant) => wallMsAt(instant, timeZone) === wallMs && wallMsAt(instant - 1000, timeZone) < wallMs,
  )
  return right.length === 0 ? gapEnd(wallMs, timeZone).instantMs : Math.max(...right)
}
