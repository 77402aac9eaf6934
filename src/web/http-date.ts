const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const longDays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const clock = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)'
const monthName = `(?<month>${months.join('|')})`
const imfFixdate = new RegExp(
  `^(?<name>${days.join('|')}), (?<day>\\d\\d) ${monthName} (?<year>\\d{4}) ${clock} GMT$`,
)
const rfc850 = new RegExp(
  `^(?<name>${longDays.join('|')}), (?<day>\\d\\d)-${monthName}-(?<year>\\d\\d) ${clock} GMT$`,
)
const asctime = new RegExp(
  `^(?<name>${days.join('|')}) ${monthName} (?<day>\\d\\d| \\d) ${clock} (?<year>\\d{4})$`,
)

/**
 * Parses an HTTP date in any of the three forms that a recipient must accept: `Sun, 06 Nov 1994 08:49:37 GMT`,
 * `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
 *
 * Strict, since a guessed date can give a 304 to a client that has no copy: letters in the right case, a day that is in
 * the calendar, the right weekday, no other zone.
 *
 * @param nowMs - decides the century of the second form's two digits
 * @returns milliseconds since the epoch, or undefined if the text is in none of the three forms
 * @see RFC 9110 §5.6.7
 */
export function parseHttpDate(text: string, nowMs: number): number | undefined {
  const groups = (imfFixdate.exec(text) ?? rfc850.exec(text) ?? asctime.exec(text))?.groups
  if (groups === undefined) return undefined
  const { name = '', year = '' } = groups
  const written = Number(year)
  return instantOf(groups, name, year.length === 2 ? fullYear(written, nowMs) : written)
}

/** Writes an instant as an HTTP date; fractions of a second are dropped, since the form has none. */
export function toHttpDate(instantMs: number): string {
  return new Date(instantMs).toUTCString()
}

/** A year more than fifty years ahead is taken as the most recent past one with these digits (RFC 9110 §5.6.7). */
function fullYear(twoDigits: number, nowMs: number): number {
  const thisYear = new Date(nowMs).getUTCFullYear()
  const inThisCentury = thisYear - (thisYear % 100) + twoDigits
  return inThisCentury > thisYear + 50 ? inThisCentury - 100 : inThisCentury
}

function instantOf(parts: Record<string, string>, weekday: string, year: number): number | undefined {
  const { day = '', month = '', hour = '', minute = '', second = '' } = parts
  const lastMinute = hour === '23' && minute === '59'
  if (Number(hour) > 23 || Number(minute) > 59) return undefined
  // The grammar's :60 is a leap second, which comes only at the end of a UTC day.
  if (Number(second) > (lastMinute ? 60 : 59)) return undefined
  const date = new Date(0)
  // Not Date.UTC, which takes the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(year, months.indexOf(month), Number(day))
  if (date.getUTCDate() !== Number(day) || days[date.getUTCDay()] !== weekday.slice(0, 3)) return undefined
  return date.setUTCHours(Number(hour), Number(minute), Number(second))
}
