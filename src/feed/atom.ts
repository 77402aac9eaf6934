import { toRfc3339 } from '../model/time-text.js'
import type { ZonedTime } from '../model/zoned-time.js'
import type { FeedFacts } from './feed-facts.js'
import type { FormatWriter, WrittenItem } from './format-writer.js'
import type { CategoryFacts, ItemFacts, SummaryFacts } from './item-facts.js'
import type { EnclosureFacts } from './media-facts.js'
import { pictureElement } from './media-rss.js'
import type { PersonFacts } from './plain-facts.js'
import {
  archiveElement,
  declarationsOf,
  defined,
  htmlElement,
  namespaces,
  type Prefix,
  prefixesOf,
  renderAttributes,
  renderElements,
  renderProlog,
  textElement,
  type XmlElement,
} from './xml-element.js'

/** Atom 1.0, RFC 4287. */
export const atomWriter: FormatWriter = {
  head(feed: FeedFacts, prefixes: readonly Prefix[]): string {
    const elements = feedElements(feed)
    const attributes = {
      xmlns: namespaces.atom,
      ...declarationsOf([...prefixesOf(elements), ...prefixes]),
      'xml:lang': feed.language,
    }
    return `${renderProlog(feed.stylesheet)}<feed${renderAttributes(attributes)}>\n${renderElements(elements)}`
  },

  item(item: ItemFacts): WrittenItem {
    const elements = entryElements(item)
    const start = `<entry${renderAttributes({ 'xml:lang': item.language })}>\n`
    return { text: `${start}${renderElements(elements)}</entry>\n`, prefixes: prefixesOf(elements) }
  },

  separator: '',
  tail: '</feed>\n',
}

/** §4.1.1: the feed's metadata, which precedes its entries. */
function feedElements(feed: FeedFacts): XmlElement[] {
  return defined([
    { name: 'id', text: feed.id },
    titleElement(feed.title),
    textElement('subtitle', feed.description, { type: 'text' }),
    { name: 'updated', text: timeText(feed.updated) },
    // §4.1.1: without a feed author every entry needs its own, and an entry cannot know which feed carries it.
    personElement('author', feed.author ?? { name: feed.title || 'unknown' }),
    linkElement('self', feed.self.atom),
    linkElement('alternate', feed.link),
    linkElement('current', feed.current.atom), // RFC 5005 §4
    linkElement('prev-archive', feed.prevArchive.atom),
    archiveElement(feed.current.atom),
    linkElement('hub', feed.hub), // WebSub §4
    textElement('icon', feed.icon ?? feed.favicon),
    textElement('logo', feed.image),
    textElement('rights', feed.rights, { type: 'text' }),
    textElement('generator', feed.generator),
    ...feed.categories.map((term) => ({ name: 'category', attributes: { term } })),
    ...feed.contributors.map((person) => personElement('contributor', person)),
  ])
}

/** §4.1.2. */
function entryElements(item: ItemFacts): XmlElement[] {
  return defined([
    { name: 'id', text: item.id },
    titleElement(item.title),
    linkElement('alternate', item.link),
    textElement('published', item.published && toRfc3339(item.published)),
    { name: 'updated', text: timeText(item.updated) },
    ...item.authors.map((person) => personElement('author', person)),
    ...item.contributors.map((person) => personElement('contributor', person)),
    ...item.categories.map(categoryElement),
    textElement('rights', item.rights, { type: 'text' }),
    item.enclosure && enclosureElement(item.enclosure),
    ...textElements(item),
    pictureElement(item.image),
  ])
}

/** §4.2.14: required, though it may be empty. */
function titleElement(text: string): XmlElement {
  return { name: 'title', text, attributes: { type: 'text' } }
}

/** §4.2.15: required. No date is invented: the epoch stands for an unknown one. */
function timeText(time: ZonedTime | undefined): string {
  return time === undefined ? '1970-01-01T00:00:00Z' : toRfc3339(time)
}

/** §4.2.7. */
function linkElement(rel: string, href: string | undefined): XmlElement | undefined {
  return href === undefined ? undefined : { name: 'link', attributes: { rel, href } }
}

/** §3.2. */
function personElement(name: string, person: Partial<PersonFacts> & { name: string }): XmlElement {
  return {
    name,
    children: defined([
      { name: 'name', text: person.name },
      textElement('uri', person.uri),
      textElement('email', person.email),
    ]),
  }
}

/** §4.2.2. */
function categoryElement({ term, page, label }: CategoryFacts): XmlElement {
  return { name: 'category', attributes: { term, scheme: page, label } }
}

/** §4.2.7.2, "enclosure". The length is only a hint (§4.2.7.6), so an unknown one is left out. */
function enclosureElement({ url, type, length, title }: EnclosureFacts): XmlElement {
  const size = length > 0 ? String(length) : undefined
  const attributes = { rel: 'enclosure', href: url, type, length: size, title }
  return { name: 'link', attributes }
}

/** §4.1.2: an entry without an alternate link must have content, even if it is empty. */
function textElements({ link, summary, content }: ItemFacts): (XmlElement | undefined)[] {
  if (content === undefined && link === undefined)
    return [summaryElement('content', summary ?? { type: 'text', text: '' })]
  return [
    summary && summaryElement('summary', summary),
    htmlElement('content', content, { type: 'html' }), // §4.1.3.3
  ]
}

/** §3.1. */
function summaryElement(name: string, { type, text }: SummaryFacts): XmlElement {
  return { name, text, attributes: { type } }
}
