import type { Fault, ProblemCode } from './problem.js'
import { quote } from './quote.js'

const example = '2021-12-30 15:26:20 +0800'

/** The fault of a text that does not have the form of a date. If its meaning is clear, the hint writes it out. */
export function notADate(text: string): Fault {
  if (text === '') return fault('date-invalid', 'the date is empty', `Write it as ${example}.`)
  return fault('date-invalid', `${quote(text)} is not a date`, `Write it as ${meant(text) ?? example}.`)
}

/** The date that `2022年1月5日` or `31/01/2026` means; undefined if it is ambiguous or no date. */
function meant(text: string): string | undefined {
  const chinese = /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?\s*(\d{1,2}:\d{2})?/.exec(text)
  if (chinese !== null) return dateText(chinese[1], chinese[2], chinese[3], chinese[4])
  const european = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text)
  return european === null || Number(european[1]) <= 12
    ? undefined
    : dateText(european[3], european[2], european[1])
}

function dateText(year = '', month = '', day = '', time = ''): string | undefined {
  if (Number(month) > 12 || Number(day) > 31) return undefined
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time}`.trim()
}

/** @param date - has the form of a date, but its day is not in the calendar */
export function notADay(date: string): Fault {
  return fault(
    'date-invalid',
    `${quote(date)} is not a day in the calendar`,
    'Write the year (0001 to 9999), the month (1 to 12) and a day that exists in it, in this order.',
  )
}

/** @param time - `25:10`, `24:00`, `23:59:60` */
export function notATime(time: string): Fault {
  const midnight = time.startsWith('24:') ? ' Midnight is 00:00 of the next day.' : ''
  return fault(
    'date-invalid',
    `${quote(time)} is not a time of day`,
    `Hours go from 0 to 23, minutes and seconds from 0 to 59.${midnight}`,
  )
}

/**
 * @param zone - what is written in place of an offset; does not begin with a letter
 * @param before - the date and time before it
 */
export function notAnOffset(zone: string, before: string): Fault {
  return fault(
    'date-invalid',
    `${quote(zone)} is not an offset from UTC`,
    `Write hours and minutes, up to 14:00, with their sign: ${before} +0800.`,
  )
}

/** As `notAnOffset`, for words: `CST` is the time of China, of Cuba and of Chicago. */
export function unclearZone(zone: string, before: string): Fault {
  if (/^[ap]\.?m\.?$/i.test(zone)) {
    return fault('date-invalid', `${quote(zone)} cannot be part of a date`, 'Use the 24-hour clock: 15:26.')
  }
  return fault(
    'date-zone-ambiguous',
    `the zone name ${quote(zone)} does not say which offset from UTC it means`,
    `Write the offset in numbers, such as ${before} +0800.`,
  )
}

/**
 * @param written - a time that clocks in the zone never showed
 * @param endMs - the wall clock at the end of the gap, read as UTC
 */
export function skipped(written: string, timeZone: string, endMs: number): Fault {
  const end = new Date(endMs).toISOString().slice(0, 19).replace('T', ' ')
  return fault(
    'date-in-gap',
    `${quote(written)} did not exist in ${timeZone}: the clocks went forward to ${end}`,
    `Write a time that existed, such as ${end}, or add the offset that you mean.`,
  )
}

function fault(code: ProblemCode, reason: string, hint: string): Fault {
  return { code, severity: 'error', reason, hint }
}
