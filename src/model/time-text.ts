import type { ZonedTime } from './zoned-time.js'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * Writes a time as an RSS date, with the offset that its author wrote:
 * `Thu, 30 Dec 2021 15:26:20 +0800`.
 *
 * Names are English whatever the server's locale.
 *
 * @see RFC 822 §5, with RSS 2.0's four-digit year and RFC 2822 §3.3's numeric offset
 */
export function toRfc822(time: ZonedTime): string {
  const wall = wallOf(time)
  const date = `${days[wall.getUTCDay()]}, ${two(wall.getUTCDate())} ${months[wall.getUTCMonth()]} ${yearOf(wall)}`
  return `${date} ${clockOf(wall)} ${offsetOf(time, '')}`
}

/**
 * Writes a time for Atom, JSON Feed and HTML, with the offset that its author wrote:
 * `2021-12-30T15:26:20+08:00`. An offset of zero is `+00:00`, never `Z`.
 *
 * @see RFC 3339 §5.6
 */
export function toRfc3339(time: ZonedTime): string {
  const wall = wallOf(time)
  const date = `${yearOf(wall)}-${two(wall.getUTCMonth() + 1)}-${two(wall.getUTCDate())}`
  return `${date}T${clockOf(wall)}${offsetOf(time, ':')}`
}

/** Shifted by the offset, so that the UTC getters read the wall clock: no zone database, no host zone. */
function wallOf({ instantMs, offsetMinutes }: ZonedTime): Date {
  return new Date(instantMs + offsetMinutes * 60_000)
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

function yearOf(wall: Date): string {
  return String(wall.getUTCFullYear()).padStart(4, '0')
}

function clockOf(wall: Date): string {
  return `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}:${two(wall.getUTCSeconds())}`
}

function offsetOf({ offsetMinutes }: ZonedTime, colon: '' | ':'): string {
  const minutes = Math.abs(offsetMinutes)
  return `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${colon}${two(minutes % 60)}`
}
