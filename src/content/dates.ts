import { type Fault, isFault } from '../model/problem.js'
import { parseTime } from '../model/timestamp.js'
import type { ZonedTime } from '../model/zoned-time.js'
import type { FileName } from './file-name.js'
import { kindOf } from './header.js'
import type { HeaderReader } from './header-reader.js'

/**
 * When a post was published: `date`, or else the day in its file name at 00:00 in the site's zone. No date is ever
 * invented, and the file name never replaces a date that is written but invalid.
 *
 * @returns undefined if there is none; the reader's faults say why
 */
export function readPublished(reader: HeaderReader, name: FileName, timeZone: string): ZonedTime | undefined {
  if (!reader.has('date')) return readNamedDay(reader, name, timeZone)
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
