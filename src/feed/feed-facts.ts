import { type FormatName, formatNames } from '../model/format.js'
import type { ZonedTime } from '../model/zoned-time.js'
import { nameUuid } from './item-facts.js'
import { cleanText, type PersonFacts, peopleOf, toLanguage, toUri } from './plain-facts.js'
import { toFeedText } from './xml-text.js'
import { zonedTimeOf } from './zoned-date.js'
import type { FeedHead, ItemExtension } from './zoned-item.js'

/** Absolute addresses by format. */
type Addresses = Readonly<Record<FormatName, string | undefined>>

/** What all three formats say about a feed ahead of its items, normalised as `ItemFacts` are. */
export interface FeedFacts {
  /** Never empty. */
  readonly id: string
  /** May be empty. */
  readonly title: string
  readonly description: string | undefined
  readonly link: string | undefined
  /** Of the document itself. */
  readonly self: Addresses
  /** Of the archive before it. */
  readonly prevArchive: Addresses
  /** Of the subscribed feed, if the document is one of its archives; else empty. */
  readonly current: Addresses
  readonly updated: ZonedTime | undefined
  readonly language: string | undefined
  /** Whole minutes, greater than 0. */
  readonly ttl: number | undefined
  readonly author: PersonFacts | undefined
  readonly image: string | undefined
  readonly icon: string | undefined
  readonly favicon: string | undefined
  readonly hub: string | undefined
  readonly generator: string | undefined
  readonly rights: string | undefined
  readonly docs: string | undefined
  readonly stylesheet: string | undefined
  readonly categories: readonly string[]
  readonly contributors: readonly PersonFacts[]
  readonly extensions: readonly ItemExtension[]
}

/** Normalises a feed, resolving relative addresses against its link. Never throws. */
export function feedFacts(feed: FeedHead): FeedFacts {
  const link = toUri(feed.link)
  const self = addresses((format) => feed.feedLinks?.[format] ?? feed.feed, link)
  const title = toFeedText(feed.title)
  return {
    id: cleanText(feed.id) ?? self.atom ?? self.rss ?? self.json ?? link ?? nameUuid(title),
    title,
    description: cleanText(feed.description),
    link,
    self,
    prevArchive: addresses((format) => feed.prevArchiveLinks?.[format], link),
    current: addresses((format) => feed.currentLinks?.[format], link),
    updated: zonedTimeOf(feed.updated, feed.offsetMinutes),
    language: toLanguage(feed.language),
    ttl: feed.ttl !== undefined && Number.isSafeInteger(feed.ttl) && feed.ttl > 0 ? feed.ttl : undefined,
    author: peopleOf(feed.author === undefined ? [] : [feed.author])[0],
    ...pictures(feed, link),
    hub: toUri(feed.hub, link),
    generator: feed.generator === false ? undefined : cleanText(feed.generator ?? 'Feedmill'),
    rights: cleanText(feed.copyright),
    docs: toUri(feed.docs, link),
    stylesheet: toUri(feed.stylesheet, link),
    categories: [...new Set(feed.categories?.map(toFeedText))].filter((name) => name !== ''),
    contributors: peopleOf(feed.contributors),
    extensions: feed.extensions ?? [],
  }
}

function addresses(written: (format: FormatName) => string | undefined, link: string | undefined): Addresses {
  const found = formatNames.map((format) => [format, toUri(written(format), link)])
  return Object.fromEntries(found)
}

function pictures(feed: FeedHead, link: string | undefined): Pick<FeedFacts, 'image' | 'icon' | 'favicon'> {
  return {
    image: toUri(feed.image, link),
    icon: toUri(feed.icon, link),
    favicon: toUri(feed.favicon, link),
  }
}
