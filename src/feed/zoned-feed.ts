import { Feed } from 'feed'
import type { FormatName } from '../model/format.js'
import { joinDocument, renderItem } from './document.js'
import { toUri } from './plain-facts.js'
import { ZonedDate, zonedTimeOf } from './zoned-date.js'
import type { FeedHead, ZonedEnclosure, ZonedFeedOptions, ZonedItem } from './zoned-item.js'

/**
 * The model of the package `feed` with writers of our own: the same options, the same `addItem`, the same
 * `rss2()`, `atom1()` and `json1()`.
 *
 * What differs: a `ZonedDate` keeps its offset in all three formats; every document is well-formed, whatever
 * the texts; nothing throws (an unusable address is left out); JSON Feed is version 1.1; and nothing
 * reads the clock: a feed without `updated` takes the latest date of its items.
 */
export class ZonedFeed extends Feed {
  declare options: ZonedFeedOptions
  declare items: ZonedItem[]

  constructor(options: ZonedFeedOptions) {
    super(options)
  }

  override addItem(item: ZonedItem): void {
    super.addItem(item)
  }

  /** RSS 2.0. */
  override rss2(): string {
    return this.#render('rss')
  }

  /** Atom 1.0. */
  override atom1(): string {
    return this.#render('atom')
  }

  /** JSON Feed 1.1. */
  override json1(): string {
    return this.#render('json')
  }

  #render(format: FormatName): string {
    const items = this.items.map((item) => withFeedDefaults(item, this.options))
    const { categories, contributors, extensions } = this
    const head: FeedHead = { ...this.options, categories, contributors, extensions }
    const updated = head.updated ?? latest(items)
    const rendered = items.map((item) => renderItem(format, item))
    return joinDocument(format, updated === undefined ? head : { ...head, updated }, rendered).toString()
  }
}

/**
 * Applies to an item what it takes from its feed: the offset for Dates that have none, and the base for
 * relative addresses. From then on its bytes depend on the item alone.
 */
function withFeedDefaults(item: ZonedItem, { link, offsetMinutes }: ZonedFeedOptions): ZonedItem {
  const base = toUri(link)
  const { published, image, audio, video, enclosure } = item
  return {
    ...item,
    link: toUri(item.link, base) ?? '',
    date: inZone(item.date, offsetMinutes),
    ...(published && { published: inZone(published, offsetMinutes) }),
    ...(image && { image: resolve(image, base) }),
    ...(audio && { audio: resolve(audio, base) }),
    ...(video && { video: resolve(video, base) }),
    ...(enclosure && { enclosure: { ...enclosure, url: toUri(enclosure.url, base) ?? '' } }),
  }
}

function inZone(date: Date, offsetMinutes: number | undefined): Date {
  const time = zonedTimeOf(date, offsetMinutes)
  return time === undefined ? date : ZonedDate.from(time)
}

function resolve(media: string | ZonedEnclosure, base: string | undefined): string | ZonedEnclosure {
  return typeof media === 'string'
    ? (toUri(media, base) ?? '')
    : { ...media, url: toUri(media.url, base) ?? '' }
}

/** RFC 4287 §4.2.15 and RSS 2.0's `lastBuildDate`: when the feed's content last changed. */
function latest(items: readonly ZonedItem[]): Date | undefined {
  const dates = items.flatMap(({ date, published }) => (published === undefined ? [date] : [date, published]))
  return dates
    .filter((date) => zonedTimeOf(date) !== undefined)
    .reduce<Date | undefined>((last, date) => (last !== undefined && last >= date ? last : date), undefined)
}
