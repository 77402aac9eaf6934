import { type Fault, isFault } from '../model/problem.js'
import { parseTime } from '../model/timestamp.js'
import type { ZonedTime } from '../model/zoned-time.js'
import type { FileName } from './file-name.js'
import { kindOf } from './header.js'
import { type HeaderReader, parseFlag } from './header-reader.js'

/**
 * When a post was published: `date`, else a date in `published`, else the day in its file name at 00:00 in the site's
 * zone. No date is ever invented, and the file name never replaces a date that is written but invalid.
 *
 * @returns undefined if there is none; the reader's faults say why
 */
export function readPublished(reader: HeaderReader, name: FileName, timeZone: string): ZonedTime | undefined {
  if (!reader.has('date')) return dateInFlag(reader, timeZone) ?? readNamedDay(reader, name, timeZone)
  const value = reader.find('date')?.entry.value ?? ''
  if (typeof value === 'string') return keep(reader, parseTime(value, timeZone))
  reader.fail(
    'date-invalid',
    'date',
    `the date is ${kindOf(value)}`,
    'Write it as 2026-01-31 08:30:00 +0800.',
  )
  return undefined
}

/** A date in `published`, which is a flag in Jekyll and a date in Hugo; undefined if it holds anything else. */
function dateInFlag(reader: HeaderReader, timeZone: string): ZonedTime | undefined {
  const value = reader.find('published')?.entry.value
  if (typeof value !== 'string' || parseFlag(value) !== undefined) return undefined
  const time = parseTime(value, timeZone)
  return isFault(time) ? undefined : time
}

/**
 * Whether `published` holds a date, and the post's own is not before it: then it holds nothing back, and leaves only a
 * warning. A later one may be meant to hold the post back.
 *
 * @param published - of the post; undefined if that could not be read
 */
export function isDateInFlag(
  reader: HeaderReader,
  published: ZonedTime | undefined,
  timeZone: string,
): boolean {
  const time = dateInFlag(reader, timeZone)
  if (time === undefined || time.instantMs > (published ?? time).instantMs) return false
  const written = reader.spellingOf('published')
  const [reason, hint] = reader.has('date')
    ? [`${written} is a date, but the post has another`, 'Write true or false, or delete the line.']
    : [
        `${written} is a date, so it is taken for that of the post`,
        `Write "date:" in place of "${written}:".`,
      ]
  reader.warn('key-invalid', 'published', reason, hint)
  return true
}

function readNamedDay(reader: HeaderReader, { date }: FileName, timeZone: string): ZonedTime | undefined {
  if (date !== undefined) return keep(reader, parseTime(date, timeZone))
  reader.fail(
    'date-missing',
    'date',
    'neither the front matter nor the file name has a date',
    'Add "date: 2026-01-31 08:30:00 +0800" to the front matter, or begin the file name with 2026-01-31-.',
  )
  return undefined
}

function keep(reader: HeaderReader, time: ZonedTime | Fault): ZonedTime | undefined {
  if (!isFault(time)) return time
  const line = reader.lineOf('date')
  reader.faults.push(line === undefined ? time : { ...time, line })
  return undefined
}

/** When a post last changed, according to its author; equal to `published` if that is missing or unusable. */
export function readUpdated(reader: HeaderReader, published: ZonedTime, timeZone: string): ZonedTime {
  const found = reader.find('updated', 'last_modified_at', 'lastmod')
  if (found === undefined) return published
  const text = reader.text(found.key)
  if (text === undefined) return published
  const updated = parseTime(text, timeZone)
  if (isFault(updated)) {
    reader.warn('updated-invalid', found.key, updated.reason, updated.hint)
    return published
  }
  if (updated.instantMs >= published.instantMs) return updated
  const reason = `${reader.spellingOf(found.key)} is earlier than the publication, so it is ignored`
  reader.warn(
    'updated-before-published',
    found.key,
    reason,
    'Write when the post last changed, or delete the line.',
  )
  return published
}
