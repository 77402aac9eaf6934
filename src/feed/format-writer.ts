import type { FeedFacts } from './feed-facts.js'
import type { ItemFacts } from './item-facts.js'
import type { Prefix } from './xml-element.js'

/**
 * One format, split so that a document can be assembled from items rendered earlier:
 * `head`, the items with `separator` between them, `tail`.
 */
export interface FormatWriter {
  /** Everything before the first item. @param prefixes - of namespaces that the items use, declared here */
  head(feed: FeedFacts, prefixes: readonly Prefix[]): string
  /** One item. Its bytes depend on the item alone, never on the feed that carries it. */
  item(item: ItemFacts): WrittenItem
  readonly separator: string
  readonly tail: string
}

/** One item in one format, to be joined with others. */
export interface WrittenItem {
  readonly text: string
  /** Namespace prefixes that the text uses; none in JSON. */
  readonly prefixes: readonly Prefix[]
}
