import { type FormatName, formatNames } from '../model/format.js'
import type { ZonedTime } from '../model/zoned-time.js'
import { nameUuid } from './item-facts.js'
import { type PersonFacts, peopleOf, toFact, toLanguage, toUri } from './plain-facts.js'
import { toFeedText } from './xml-text.js'
import { zonedTimeOf } from './zoned-date.js'
import type { FeedHead, ItemExtension } from './zoned-item.js'

/** What all three formats say of a feed before its items, settled like the facts of an item. */
export interface FeedFacts {
  /** Never empty. */
  readonly id: string
  /** May be empty. */
  readonly title: string
  readonly description: string | undefined
  readonly link: string | undefined
  /** Addresses of the feed itself. */
  readonly self: Readonly<Record<FormatName, string | undefined>>
  readonly updated: ZonedTime | undefined
  readonly language: string | undefined
  /** Whole minutes, above 0. */
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

/** Settles a feed. Addresses may be relative to its link. Never throws. */
export function feedFacts(feed: FeedHead): FeedFacts {
  const link = toUri(feed.link)
  const self = selfAddresses(feed, link)
  const title = toFeedText(feed.title)
  return {
    id: toFact(feed.id) ?? self.atom ?? self.rss ?? self.json ?? link ?? nameUuid(title),
    title,
    description: toFact(feed.description),
    link,
    self,
    updated: zonedTimeOf(feed.updated, feed.offsetMinutes),
    language: toLanguage(feed.language),
    ttl: feed.ttl !== undefined && Number.isSafeInteger(feed.ttl) && feed.ttl > 0 ? feed.ttl : undefined,
    author: peopleOf(feed.author === undefined ? [] : [feed.author])[0],
    ...pictures(feed, link),
    hub: toUri(feed.hub, link),
    generator: feed.generator === false ? undefined : toFact(feed.generator ?? 'Feedmill'),
    rights: toFact(feed.copyright),
    docs: toUri(feed.docs, link),
    stylesheet: toUri(feed.stylesheet, link),
    categories: [...new Set(feed.categories?.map(toFeedText))].filter((name) => name !== ''),
    contributors: peopleOf(feed.contributors),
    extensions: feed.extensions ?? [],
  }
}

function selfAddresses(feed: FeedHead, link: string | undefined): FeedFacts['self'] {
  const addresses = formatNames.map((format) => [format, toUri(feed.feedLinks?.[format] ?? feed.feed, link)])
  return Object.fromEntries(addresses)
}

function pictures(feed: FeedHead, link: string | undefined): Pick<FeedFacts, 'image' | 'icon' | 'favicon'> {
  return {
    image: toUri(feed.image, link),
    icon: toUri(feed.icon, link),
    favicon: toUri(feed.favicon, link),
  }
}
