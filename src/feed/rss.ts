import { formats } from '../model/format.js'
import { toRfc822, toRfc3339 } from '../model/time-text.js'
import type { FeedFacts } from './feed-facts.js'
import type { FormatWriter, WrittenItem } from './format-writer.js'
import type { CategoryFacts, ItemFacts } from './item-facts.js'
import { pictureElement } from './media-rss.js'
import type { PersonFacts } from './plain-facts.js'
import {
  archiveElement,
  declarationsOf,
  defined,
  htmlElement,
  type Prefix,
  plainElement,
  prefixesOf,
  renderAttributes,
  renderElements,
  renderProlog,
  textElement,
  type XmlElement,
} from './xml-element.js'
import { toHtml } from './xml-text.js'

/** RSS 2.0, following its specification and the RSS Advisory Board's Best Practices Profile ("the profile"). */
export const rssWriter: FormatWriter = {
  head(feed: FeedFacts, prefixes: readonly Prefix[]): string {
    const channel = channelElements(feed)
    const declarations = declarationsOf([...prefixesOf(channel), ...prefixes])
    const start = `<rss version="2.0"${renderAttributes(declarations)}>\n<channel>\n`
    return renderProlog(feed.stylesheet) + start + renderElements(channel)
  },

  item(item: ItemFacts): WrittenItem {
    const elements = itemElements(item)
    return { text: `<item>\n${renderElements(elements)}</item>\n`, prefixes: prefixesOf(elements) }
  },

  separator: '',
  tail: '</channel>\n</rss>\n',
}

/** RSS 2.0, "Required channel elements" (the first three, even when empty) and "Optional channel elements". */
function channelElements(feed: FeedFacts): XmlElement[] {
  return defined([
    { name: 'title', text: feed.title, as: 'plain' },
    { name: 'link', text: feed.link ?? feed.self.rss ?? '' },
    { name: 'description', text: feed.description ?? feed.title, as: 'plain' },
    textElement('language', feed.language),
    plainElement('copyright', feed.rights),
    textElement('managingEditor', mailOf(feed.author)),
    textElement('lastBuildDate', feed.updated && toRfc822(feed.updated)),
    ...feed.categories.map((name) => plainElement('category', name)),
    plainElement('generator', feed.generator),
    textElement('docs', feed.docs),
    textElement('ttl', feed.ttl?.toString()),
    imageElement(feed),
    linkElement('self', feed.self.rss, mediaType),
    // RFC 5005 §4; its appendix B covers RSS.
    linkElement('current', feed.current.rss, mediaType),
    linkElement('prev-archive', feed.prevArchive.rss, mediaType),
    linkElement('hub', feed.hub),
    archiveElement(feed.current.rss),
    mailOf(feed.author) === undefined ? textElement('dc:creator', feed.author?.name) : undefined,
  ])
}

const [mediaType] = formats.rss.mediaType.split(';')

/** The profile, "atom:link": a feed gives its own address; WebSub §4: and its hub's. */
function linkElement(rel: string, href: string | undefined, type?: string): XmlElement | undefined {
  return href === undefined ? undefined : { name: 'atom:link', attributes: { href, rel, type } }
}

/** RSS 2.0, "image": title and link equal those of the channel. */
function imageElement({ image, icon, title, link }: FeedFacts): XmlElement | undefined {
  const url = image ?? icon
  if (url === undefined || link === undefined) return undefined
  return {
    name: 'image',
    children: [
      { name: 'url', text: url },
      { name: 'title', text: title, as: 'plain' },
      { name: 'link', text: link },
    ],
  }
}

/** RSS 2.0, "Elements of item": all optional, but at least one of title and description is required. */
function itemElements(item: ItemFacts): XmlElement[] {
  return defined([
    plainElement('title', item.title),
    textElement('link', item.link),
    // "guid": unless it says otherwise, readers take it for a permalink and open it.
    { name: 'guid', text: item.id, attributes: { isPermaLink: String(item.id === item.link) } },
    textElement('pubDate', item.published && toRfc822(item.published)),
    ...authorElements(item.authors),
    ...item.contributors.map(({ name }) => textElement('dc:contributor', name)),
    ...item.categories.map(categoryElement),
    descriptionElement(item),
    // The profile, "content:encoded": the full text, after the description.
    htmlElement('content:encoded', item.content),
    item.enclosure && enclosureElement(item.enclosure),
    textElement('dc:language', item.language),
    plainElement('dc:rights', item.rights),
    // RFC 4287 §4.2.15: RSS has no element of its own for the last change.
    textElement('atom:updated', item.changed && toRfc3339(item.changed)),
    pictureElement(item.image),
  ])
}

/** RSS 2.0, "author": one mail address. An author without one, and several authors, go into Dublin Core's `creator`. */
function authorElements(authors: readonly PersonFacts[]): (XmlElement | undefined)[] {
  const mail = authors.length === 1 ? mailOf(authors[0]) : undefined
  if (mail !== undefined) return [textElement('author', mail)]
  return authors.map(({ name }) => textElement('dc:creator', name))
}

/** `mail (Name)`; undefined for a name with parentheses or backslashes of its own, special in RFC 822 §3.4.3. */
function mailOf(person: PersonFacts | undefined): string | undefined {
  if (person?.email === undefined || person.name === person.email || /[()\\]/.test(person.name))
    return undefined
  return `${person.email} (${person.name})`
}

function categoryElement({ name, page }: CategoryFacts): XmlElement | undefined {
  return plainElement('category', name, { domain: page })
}

/** HTML by the profile, so plain text is escaped first. Written empty only if there is no title either. */
function descriptionElement({ title, summary }: ItemFacts): XmlElement | undefined {
  if (summary === undefined) return title === '' ? { name: 'description', text: '' } : undefined
  return textElement('description', summary.type === 'html' ? summary.text : toHtml(summary.text))
}

/** RSS 2.0, "enclosure": three attributes, all required; the profile: at most one per item. */
function enclosureElement({ url, length, type }: NonNullable<ItemFacts['enclosure']>): XmlElement {
  return { name: 'enclosure', attributes: { url, length: String(length), type } }
}
