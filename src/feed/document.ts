import type { FormatName } from '../model/format.js'
import { atomWriter } from './atom.js'
import { feedFacts } from './feed-facts.js'
import type { FormatWriter } from './format-writer.js'
import { itemFacts } from './item-facts.js'
import { jsonFeedWriter } from './json-feed.js'
import { rssWriter } from './rss.js'
import type { Prefix } from './xml-element.js'
import type { FeedHead, ZonedItem } from './zoned-item.js'

const writers: Readonly<Record<FormatName, FormatWriter>> = {
  rss: rssWriter,
  atom: atomWriter,
  json: jsonFeedWriter,
}

/** An item as one format writes it, to be kept and put into any feed that carries it. */
export interface RenderedItem {
  /** UTF-8. */
  readonly bytes: Buffer
  /** Vocabularies that it uses besides the format's own; the document's first tag declares them. */
  readonly extensions: readonly Prefix[]
}

/** Writes an item in a format. The same item gives the same bytes, whatever feed carries it. Never throws. */
export function renderItem(format: FormatName, item: ZonedItem): RenderedItem {
  const { text, prefixes } = writers[format].item(itemFacts(item))
  return { bytes: Buffer.from(text), extensions: prefixes }
}

/**
 * Puts a document together: its head, and items that were rendered before, in the order given.
 *
 * @param items - rendered in the same format
 * @returns the whole document, UTF-8. Never throws
 */
export function joinDocument(format: FormatName, feed: FeedHead, items: readonly RenderedItem[]): Buffer {
  const { head, separator, tail } = writers[format]
  const between = Buffer.from(separator)
  const prefixes = items.flatMap(({ extensions }) => extensions)
  return Buffer.concat([
    Buffer.from(head(feedFacts(feed), prefixes)),
    ...items.flatMap(({ bytes }, index) => (index === 0 ? [bytes] : [between, bytes])),
    Buffer.from(tail),
  ])
}
