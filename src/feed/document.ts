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

/** An item rendered in one format, to be cached and joined into any feed that carries it. */
export interface RenderedItem {
  /** UTF-8. */
  readonly bytes: Buffer
  /** Namespaces it uses besides the format's own; the document's root tag declares them. */
  readonly extensions: readonly Prefix[]
}

/** Renders an item in a format: the same bytes whichever feed carries it. Never throws. */
export function renderItem(format: FormatName, item: ZonedItem): RenderedItem {
  const { text, prefixes } = writers[format].item(itemFacts(item))
  return { bytes: Buffer.from(text), extensions: prefixes }
}

/**
 * Assembles a document from its head and items already rendered, in the order given.
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
