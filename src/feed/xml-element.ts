import { toXmlAttribute, toXmlHtml, toXmlPlainText, toXmlText } from './xml-text.js'

/** XML namespaces of our RSS and Atom feeds, by the prefix that we give them. */
export const namespaces = {
  atom: 'http://www.w3.org/2005/Atom',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  fh: 'http://purl.org/syndication/history/1.0',
  media: 'http://search.yahoo.com/mrss/',
} as const

/** Prefix of a namespace that a feed may use. */
export type Prefix = keyof typeof namespaces

/** An element to be rendered. Names are our own; values may be any text, and are escaped when rendered. */
export interface XmlElement {
  readonly name: string
  readonly attributes?: XmlAttributes | undefined
  readonly text?: string
  /** How the text is escaped: `plain` where RSS defines it as plain text; `html` for bodies. */
  readonly as?: keyof typeof textWriters
  readonly children?: readonly XmlElement[]
}

/** By name; undefined ones are left out. */
export type XmlAttributes = Readonly<Record<string, string | undefined>>

const textWriters = { text: toXmlText, plain: toXmlPlainText, html: toXmlHtml }

/** An element with text; undefined if there is no text. */
export function textElement(
  name: string,
  text: string | undefined,
  attributes?: XmlAttributes,
): XmlElement | undefined {
  return text === undefined || text === '' ? undefined : { name, text, attributes }
}

/** As `textElement`, for what RSS defines as plain text. */
export function plainElement(
  name: string,
  text: string | undefined,
  attributes?: XmlAttributes,
): XmlElement | undefined {
  return text === undefined || text === '' ? undefined : { name, text, attributes, as: 'plain' }
}

/** As `textElement`, for a body: HTML. */
export function htmlElement(
  name: string,
  text: string | undefined,
  attributes?: XmlAttributes,
): XmlElement | undefined {
  return text === undefined || text === '' ? undefined : { name, text, attributes, as: 'html' }
}

/** RFC 5005 §4: marks a document as an archive of the feed at `current`. */
export function archiveElement(current: string | undefined): XmlElement | undefined {
  return current === undefined ? undefined : { name: 'fh:archive' }
}

/** Drops undefined elements, so that a writer reads as the list of what its document may contain. */
export function defined(elements: readonly (XmlElement | undefined)[]): XmlElement[] {
  return elements.filter((element) => element !== undefined)
}

/** Renders elements, each on a line of its own. */
export function renderElements(elements: readonly XmlElement[]): string {
  return elements.map((element) => `${renderElement(element)}\n`).join('')
}

function renderElement({ name, attributes, text, as = 'text', children }: XmlElement): string {
  const start = name + renderAttributes(attributes)
  if (children !== undefined) return `<${start}>${children.map(renderElement).join('')}</${name}>`
  if (text === undefined) return `<${start}/>`
  return `<${start}>${textWriters[as](text)}</${name}>`
}

/** ` href="…" rel="…"`, or the empty string. */
export function renderAttributes(attributes: XmlAttributes = {}): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${toXmlAttribute(value)}"`))
    .join('')
}

/** The prefixes that elements use, each once. The document's root tag declares only these (Namespaces in XML §3). */
export function prefixesOf(elements: readonly XmlElement[]): Prefix[] {
  const used = new Set(
    elements.flatMap(({ name, children = [] }) => [prefixOf(name), ...prefixesOf(children)]),
  )
  return [...used].filter((prefix) => prefix !== undefined)
}

function prefixOf(name: string): Prefix | undefined {
  const [prefix, local] = name.split(':')
  return local === undefined ? undefined : knownPrefixes.find((known) => known === prefix)
}

const knownPrefixes = Object.keys(namespaces) as Prefix[]

/** Declares namespaces in the order of `namespaces`, whatever the order of use: same content, same bytes. */
export function declarationsOf(prefixes: Iterable<Prefix>): XmlAttributes {
  const used = new Set(prefixes)
  const rows = knownPrefixes.filter((prefix) => used.has(prefix))
  return Object.fromEntries(rows.map((prefix) => [`xmlns:${prefix}`, namespaces[prefix]]))
}

/**
 * The start of a document: the XML declaration at byte 0 and, if a stylesheet is given, the processing
 * instruction that names it.
 *
 * @see XML 1.0 §2.8; Associating Style Sheets with XML documents §4
 */
export function renderProlog(stylesheet: string | undefined): string {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
  if (stylesheet === undefined) return declaration
  const type = /\.css(?:[?#]|$)/.test(stylesheet) ? 'text/css' : 'text/xsl'
  // A `?>` inside the address cannot end the instruction: `>` is escaped, as it is everywhere.
  return `${declaration}<?xml-stylesheet${renderAttributes({ href: stylesheet, type })}?>\n`
}
