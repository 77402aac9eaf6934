import { createHash } from 'node:crypto'
import type { ZonedTime } from '../model/zoned-time.js'
import { type EnclosureFacts, enclosureOf, pictureOf } from './media-facts.js'
import { cleanText, type PersonFacts, peopleOf, toLanguage, toUri } from './plain-facts.js'
import { toFeedText } from './xml-text.js'
import { zonedTimeOf } from './zoned-date.js'
import type { ItemExtension, ZonedCategory, ZonedItem } from './zoned-item.js'

/**
 * What all three formats say about an item, normalised once so that they agree by construction: texts are legal
 * in XML and trimmed, addresses absolute and in ASCII, times writable. What is unusable is left out.
 */
export interface ItemFacts {
  /** The same text in RSS `guid`, Atom `id` and JSON Feed `id`; never empty. */
  readonly id: string
  readonly link: string | undefined
  /** May be empty. */
  readonly title: string
  readonly published: ZonedTime | undefined
  readonly updated: ZonedTime | undefined
  /** `updated`, only if it is a different instant from `published`: RSS and JSON Feed write it then. */
  readonly changed: ZonedTime | undefined
  readonly summary: SummaryFacts | undefined
  /** HTML; never empty. */
  readonly content: string | undefined
  readonly image: string | undefined
  readonly enclosure: EnclosureFacts | undefined
  readonly authors: readonly PersonFacts[]
  readonly contributors: readonly PersonFacts[]
  /** Each name once. */
  readonly categories: readonly CategoryFacts[]
  readonly rights: string | undefined
  readonly language: string | undefined
  readonly extensions: readonly ItemExtension[]
}

/** A description: plain text from the item's `summary`, else HTML from its `description`. */
export interface SummaryFacts {
  readonly type: 'text' | 'html'
  readonly text: string
}

/** A category or tag as the formats name it. No text in it is empty. */
export interface CategoryFacts {
  readonly name: string
  readonly term: string
  readonly label: string
  /** Address of the category's page. */
  readonly page: string | undefined
}

/** Normalises an item, independently of any feed that carries it. Never throws. */
export function itemFacts(item: ZonedItem): ItemFacts {
  const link = toUri(item.link)
  const date = zonedTimeOf(item.date)
  const published = zonedTimeOf(item.published) ?? date
  const updated = date ?? published
  return {
    id: identityOf(item, link),
    link,
    title: toFeedText(item.title),
    published,
    updated,
    changed: updated?.instantMs === published?.instantMs ? undefined : updated,
    summary: summaryOf(item),
    content: cleanText(item.content),
    image: pictureOf(item.image),
    enclosure: enclosureOf(item.enclosure) ?? enclosureOf(item.audio) ?? enclosureOf(item.video),
    authors: peopleOf(item.author),
    contributors: peopleOf(item.contributor),
    categories: categoriesOf(item.category),
    rights: cleanText(item.copyright),
    language: toLanguage(item.language),
    extensions: item.extensions ?? [],
  }
}

/** Readers compare identities byte by byte, so a given one is only trimmed and rid of what XML cannot carry. */
function identityOf(item: ZonedItem, link: string | undefined): string {
  return (
    cleanText(item.guid) ?? cleanText(item.id) ?? link ?? nameUuid(JSON.stringify([item.title, item.content]))
  )
}

/**
 * An identity for an item or feed without one: the same content gets the same one (RFC 9562 §5.8, from SHA-256).
 *
 * @returns `urn:uuid:…`, which is an IRI, as RFC 4287 §4.2.6 requires
 */
export function nameUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ]
  return `urn:uuid:${parts.join('-')}`
}

function summaryOf({ summary, description }: ZonedItem): SummaryFacts | undefined {
  const text = cleanText(summary)
  if (text !== undefined) return { type: 'text', text }
  const html = cleanText(description)
  return html === undefined ? undefined : { type: 'html', text: html }
}

function categoriesOf(categories: readonly ZonedCategory[] = []): CategoryFacts[] {
  const facts = new Map<string, CategoryFacts>()
  for (const category of categories) {
    const name = cleanText(category.name) ?? cleanText(category.term)
    if (name === undefined || facts.has(name)) continue
    facts.set(name, {
      name,
      term: cleanText(category.term) ?? name,
      label: cleanText(category.label) ?? name,
      page: toUri(category.scheme) ?? toUri(category.domain),
    })
  }
  return [...facts.values()]
}
