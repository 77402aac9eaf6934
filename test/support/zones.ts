/** A moment at which a zone's clocks were changed. Offsets in milliseconds east of UTC. */
export interface Transition {
  readonly instantMs: number
  readonly before: number
  readonly after: number
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Offset of a zone, parsed from the name that Intl gives it (`GMT-00:44:30`): independent of the code under test. */
export function offsetMsBy(zone: string, instantMs: number): number {
  let formatter = formatters.get(zone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    formatters.set(zone, formatter)
  }
  const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(formatter.format(instantMs))
  if (match === null) throw new Error(`no offset of ${zone} at ${instantMs}`)
  const [, sign, hours = 0, minutes = 0, seconds = 0] = match
  return (sign === '-' ? -1000 : 1000) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds))
}

/** Every change of a zone's offset, to the second. No zone changed its clocks twice within five days. */
export function transitionsOf(zone: string, fromYear: number, toYear: number): Transition[] {
  const found: Transition[] = []
  const end = Date.UTC(toYear, 0)
  for (let at = Date.UTC(fromYear, 0), step = 5 * 86_400_000; at < end; at += step) {
    const before = offsetMsBy(zone, at)
    const after = offsetMsBy(zone, at + step)
    if (before !== after) found.push({ instantMs: bisect(zone, at, at + step), before, after })
  }
  return found
}

/** @returns the first whole second at which the offset differs from that at `low` */
function bisect(zone: string, low: number, high: number): number {
  const before = offsetMsBy(zone, low)
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000
    if (offsetMsBy(zone, middle) === before) low = middle
    else high = middle
  }
  return high
}

/** Zones that a machine may be set to. */
export const hostZones = [
  'UTC',
  'America/Los_Angeles',
  'America/New_York',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
]

/** Runs something as if the machine were set to another zone: Node reads TZ again when it is assigned. */
export function underHostZone<T>(zone: string, run: () => T): T {
  const before = process.env['TZ']
  try {
    process.env['TZ'] = zone
    if (Intl.DateTimeFormat().resolvedOptions().timeZone !== zone) throw new Error(`TZ=${zone} has no effect`)
    return run()
  } finally {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  }
}
