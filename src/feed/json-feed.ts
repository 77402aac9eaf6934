import { toRfc3339 } from '../model/time-text.js'
import type { FeedFacts } from './feed-facts.js'
import type { FormatWriter, WrittenItem } from './format-writer.js'
import type { ItemFacts } from './item-facts.js'
import { extensionMembers } from './json-value.js'
import type { EnclosureFacts } from './media-facts.js'
import type { PersonFacts } from './plain-facts.js'

/** JSON Feed 1.1. Members without a value are left out: `JSON.stringify` drops undefined, and nothing here is null. */
export const jsonFeedWriter: FormatWriter = {
  head(feed: FeedFacts): string {
    const members = JSON.stringify({ ...feedMembers(feed), ...extensionMembers(feed.extensions) })
    return `${members.slice(0, -1)},"items":[`
  },

  item(item: ItemFacts): WrittenItem {
    const members = { ...itemMembers(item), ...extensionMembers(item.extensions) }
    return { text: `\n${JSON.stringify(members)}`, prefixes: [] }
  },

  separator: ',',
  tail: '\n]}\n',
}

/** "Top-level": `version` at the very top, as it recommends. */
function feedMembers(feed: FeedFacts): object {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.link,
    // "The unique identifier for the feed": an archive gives that of the feed to which its items belong.
    feed_url: feed.current.json ?? feed.self.json,
    next_url: feed.prevArchive.json,
    description: feed.description,
    icon: feed.icon ?? feed.image,
    favicon: feed.favicon,
    authors: feed.author && [authorMembers(feed.author)],
    language: feed.language,
    hubs: feed.hub === undefined ? undefined : [{ type: 'WebSub', url: feed.hub }],
  }
}

/** "Items". */
function itemMembers(item: ItemFacts): object {
  return {
    id: item.id,
    url: item.link,
    title: item.title || undefined,
    ...textMembers(item),
    image: item.image,
    date_published: item.published && toRfc3339(item.published),
    date_modified: item.changed && toRfc3339(item.changed),
    authors: listOf(item.authors, authorMembers),
    tags: listOf(item.categories, ({ name }) => name),
    language: item.language,
    attachments: item.enclosure && [attachmentMembers(item.enclosure)],
  }
}

/**
 * "content_html", "content_text": one of them is required, even if empty. Without a body, the summary becomes
 * the content, and is not repeated as `summary`: readers would show it twice.
 */
function textMembers({ content, summary }: ItemFacts): object {
  if (content !== undefined) return { content_html: content, summary: summary?.text }
  if (summary?.type === 'html') return { content_html: summary.text }
  return { content_text: summary?.text ?? '' }
}

/** "authors". */
function authorMembers({ name, uri, avatar }: PersonFacts): object {
  return { name, url: uri, avatar }
}

/** "attachments". The size is optional here, so an unknown one is left out. */
function attachmentMembers({ url, type, title, length, duration }: EnclosureFacts): object {
  return {
    url,
    mime_type: type,
    title,
    size_in_bytes: length > 0 ? length : undefined,
    duration_in_seconds: duration,
  }
}

/** Optional lists are left out if empty. */
function listOf<T, U>(values: readonly T[], toMember: (value: T) => U): U[] | undefined {
  return values.length === 0 ? undefined : values.map(toMember)
}
