import { type PlaceholderName, placeholderIn } from '../model/placeholders.js'
import { markOf } from '../model/segment.js'
import type { WallClock } from '../model/zone.js'

/** What a permalink can be made of. */
export interface PermalinkParts {
  /** Time of publication, by the clock in the site's zone. */
  readonly wall: WallClock
  /** Names, in the author's order. */
  readonly categories: readonly string[]
  /** From the front matter, or else from the file name. */
  readonly slug: string
  /** The file name without its day and its suffix. */
  readonly name: string
}

/** What each placeholder stands for, as in Jekyll. */
const fillings: Readonly<Record<PlaceholderName, (parts: PermalinkParts) => string>> = {
  categories: ({ categories }) => lowered(categories).join('/'),
  slugified_categories: ({ categories }) => lowered(categories).map(slugify).join('/'),
  title: ({ slug }) => orMark(prettify(slug), slug),
  slug: ({ slug }) => orMark(slugify(slug).toLowerCase(), slug),
  name: ({ name }) => orMark(slugify(name).toLowerCase(), name),
  collection: () => 'posts',
  output_ext: () => '.html',
  year: ({ wall }) => String(wall.year).padStart(4, '0'),
  short_year: ({ wall }) => two(wall.year % 100),
  month: ({ wall }) => two(wall.month),
  i_month: ({ wall }) => String(wall.month),
  short_month: named({ month: 'short' }),
  long_month: named({ month: 'long' }),
  day: ({ wall }) => two(wall.day),
  i_day: ({ wall }) => String(wall.day),
  y_day: ({ wall }) => String(dayOfYear(wall)).padStart(3, '0'),
  short_day: named({ weekday: 'short' }),
  long_day: named({ weekday: 'long' }),
  hour: ({ wall }) => two(wall.hour),
  minute: ({ wall }) => two(wall.minute),
  second: ({ wall }) => two(wall.second),
}

/**
 * Fills in Jekyll's placeholders.
 *
 * @returns the path, not yet encoded; or the first word after a colon that is not a placeholder
 */
export function fillPlaceholders(
  pattern: string,
  parts: PermalinkParts,
): { path: string } | { unknown: string } {
  let unknown: string | undefined
  const path = pattern.replace(/:([a-z_]+)/g, (match, word: string) => {
    const name = placeholderIn(word)
    if (name !== undefined) return fillings[name](parts) + word.slice(name.length)
    unknown ??= match
    return match
  })
  return unknown === undefined ? { path } : { unknown }
}

function lowered(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.toLowerCase()))]
}

/** Jekyll's slug in `pretty` mode: characters that a path cannot contain become `-`, and case is kept. */
function prettify(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{Nd}._~!$&'()+,;=@]+/gu, '-').replace(/^-|-$/g, '')
}

/** Jekyll's default slug: letters and digits stay, everything else becomes `-`. */
function slugify(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{Nd}]+/gu, '-').replace(/^-|-$/g, '')
}

/**
 * A slug, or the mark of the text it was made from if nothing but dots is left of that, as of `😀` and `——`. Jekyll gives
 * `/.html` to all of these: one address for many posts, and a dotfile, which proxies refuse.
 */
function orMark(slug: string, text: string): string {
  return /^\.*$/.test(slug) ? markOf(text) : slug
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

/** The day of a wall clock as a date in UTC; years below 100 are taken literally. */
function inGreenwich({ year, month, day }: WallClock): Date {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date
}

/** An English name of a day's month or weekday. `toLocaleDateString` would make a formatter for each post, in 0.1 ms. */
function named(options: Intl.DateTimeFormatOptions): (parts: PermalinkParts) => string {
  let formatter: Intl.DateTimeFormat | undefined
  return ({ wall }) => {
    formatter ??= new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' })
    return formatter.format(inGreenwich(wall))
  }
}

function dayOfYear(wall: WallClock): number {
  const newYear = inGreenwich({ ...wall, month: 1, day: 1 })
  return (inGreenwich(wall).getTime() - newYear.getTime()) / 86_400_000 + 1
}
