import type { Combination } from '../model/combination.js'
import type { FormatName } from '../model/format.js'
import type { Author, PostHead } from '../model/post.js'
import type { Scope } from '../model/scope.js'
import type { Site } from '../model/site.js'
import type { ZonedTime } from '../model/zoned-time.js'
import { ttlMinutes } from './cadence.js'
import { feedId } from './feed-id.js'
import { ZonedDate } from './zoned-date.js'
import type { Person, ZonedCategory, ZonedFeedOptions, ZonedItem } from './zoned-item.js'

/** A post with everything that its item needs: rendered body, summary, media and the titles of its names. */
export interface FeedPost {
  readonly post: PostHead
  /** Absolute address of its page. */
  readonly link: string
  /** Clean HTML with absolute addresses; may be empty. */
  readonly html: string
  /** Plain text; may be empty. */
  readonly summary: string
  /** Absolute address of its first picture. */
  readonly image?: string | undefined
  /** Complete; its address is absolute. */
  readonly enclosure?: { readonly url: string; readonly length: number; readonly type: string } | undefined
  readonly categories: readonly TermView[]
  readonly tags: readonly TermView[]
}

/** A category or tag as an item names it. */
export interface TermView {
  readonly name: string
  /** From `feeds.yml`, else the name. */
  readonly title: string
  /** Absolute address of its page. */
  readonly page: string
}

/** What a feed says about itself, apart from its posts. */
export interface FeedView {
  readonly scope: Scope | Combination
  /** `TITLE - SITE`, see `feedTitle`. */
  readonly title: string
  readonly description: string
  /** Absolute address of the scope's page; for a combination, of the closest page there is. */
  readonly page: string
  /** Absolute addresses of the document itself. */
  readonly addresses: Readonly<Record<FormatName, string>>
  /** Absolute addresses of the archive before it. */
  readonly prevArchive?: Readonly<Record<FormatName, string>> | undefined
  /** Absolute addresses of the subscribed feed, if the document is one of its archives. */
  readonly current?: Readonly<Record<FormatName, string>> | undefined
  /** The latest `updated` of its posts; absent if it has none. */
  readonly updated?: ZonedTime | undefined
  /** Absolute address of the scope's picture. */
  readonly image?: string | undefined
  /** See `maxAgeSeconds`. */
  readonly maxAgeSeconds: number
  /** Absolute address of a WebSub hub. */
  readonly hub?: string | undefined
  /** Absolute address of the stylesheet for browsers. */
  readonly stylesheet?: string | undefined
}

/**
 * Composes the item that every feed carrying the post shows: it depends on the post and the site, never on the feed.
 *
 * @param content - `summary` leaves the body out
 */
export function composeItem(site: Site, feedPost: FeedPost, content: 'full' | 'summary'): ZonedItem {
  const { post, link, html, summary, image, enclosure, categories, tags } = feedPost
  return {
    title: post.title,
    id: post.guid,
    link,
    date: ZonedDate.from(post.updated),
    published: ZonedDate.from(post.published),
    summary,
    content: content === 'full' ? html : '',
    author: post.authors.map(toPerson),
    category: [...categories, ...tags].map(toCategory),
    ...(image !== undefined && { image }),
    ...(enclosure !== undefined && { enclosure }),
    ...(post.language !== undefined && post.language !== site.language && { language: post.language }),
  }
}

function toPerson({ name, email, url }: Author): Person {
  return { name, ...(email !== undefined && { email }), ...(url !== undefined && { link: url }) }
}

function toCategory({ name, title, page }: TermView): ZonedCategory {
  return { name, label: title, domain: page }
}

/** Composes a feed's options, as `joinDocument` and `ZonedFeed` take them. */
export function composeFeedOptions(site: Site, feed: FeedView): ZonedFeedOptions {
  return {
    id: feedId(site, feed.scope),
    title: feed.title,
    description: feed.description,
    link: feed.page,
    feedLinks: { ...feed.addresses },
    ...(feed.prevArchive !== undefined && { prevArchiveLinks: { ...feed.prevArchive } }),
    ...(feed.current !== undefined && { currentLinks: { ...feed.current } }),
    language: site.language,
    ttl: ttlMinutes(feed.maxAgeSeconds),
    author: { name: site.author ?? site.title },
    ...(feed.updated !== undefined && { updated: ZonedDate.from(feed.updated) }),
    ...(feed.image !== undefined && { image: feed.image }),
    ...(site.icon !== undefined && { icon: site.icon }),
    ...(feed.hub !== undefined && { hub: feed.hub }),
    ...(feed.stylesheet !== undefined && { stylesheet: feed.stylesheet }),
  }
}
