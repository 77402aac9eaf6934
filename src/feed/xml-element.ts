import { toXmlAttribute, toXmlHtml, toXmlPlainText, toXmlText } from './xml-text.js'

/** Vocabularies that our RSS and Atom use besides their own, by the prefix that we give them. */
export const namespaces = {
  atom: 'http://www.w3.org/2005/Atom',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  fh: 'http://purl.org/syndication/history/1.0',
  media: 'http://search.yahoo.com/mrss/',
} as const

/** Prefix of a namespace that a feed may use. */
export type Prefix = keyof typeof namespaces

/** An element to be written. Names are ours; values may be any text, and are escaped on writing. */
export interface XmlElement {
  readonly name: string
  readonly attributes?: XmlAttributes | undefined
  readonly text?: string
  /** How the text is written: `plain` where RSS defines it as plain text; `html` for bodies. */
  readonly as?: keyof typeof textWriters
  readonly children?: readonly XmlElement[]
}

/** Those without a value are left out. */
export type XmlAttributes = Readonly<Record<string, string | undefined>>

const textWriters = { text: toXmlText, plain: toXmlPlainText, html: toXmlHtml }

/** An element with text, or nothing where there is no text to say. */
export function textElement(
  name: string,
  text: string | undefined,
  attributes?: XmlAttributes,
): XmlElement | undefined {
  return text === undefined || text === '' ? undefined : { name, text, attributes }
}

/** The same for what RSS defines as plain text. */
export function plainElement(
  name: string,
  text: string | undefined,
  attributes?: XmlAttributes,
): XmlElement | undefined {
  return text === undefined || text === '' ? undefined : { name, text, attributes, as: 'plain' }
}

/** The same for a body. */
export function htmlElement(
  name: string,
  text: string | undefined,
  attributes?: XmlAttributes,
): XmlElement | undefined {
  return text === undefined || text === '' ? undefined : { name, text, attributes, as: 'html' }
}

/** RFC 5005 §4: says that a document is one of a feed's archives. */
export function archiveElement(current: string | undefined): XmlElement | undefined {
  return current === undefined ? undefined : { name: 'fh:archive' }
}

/** Keeps what is there, so that a writer reads as the list of what may stand in its document. */
export function present(elements: readonly (XmlElement | undefined)[]): XmlElement[] {
  return elements.filter((element) => element !== undefined)
}

/** Writes elements, each on a line of its own. */
export function renderElements(elements: readonly XmlElement[]): string {
  return elements.map((element) => `${renderElement(element)}\n`).join('')
}

function renderElement({ name, attributes, text, as = 'text', children }: XmlElement): string {
  const start = name + renderAttributes(attributes)
  if (children !== undefined) return `<${start}>${children.map(renderElement).join('')}</${name}>`
  if (text === undefined) return `<${start}/>`
  return `<${start}>${textWriters[as](text)}</${name}>`
}

/** ` href="…" rel="…"`, or nothing. */
export function renderAttributes(attributes: XmlAttributes = {}): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${toXmlAttribute(value)}"`))
    .join('')
}

/** The prefixes that elements use. The document's first tag declares just these (Namespaces in XML §3). */
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

/** Declarations in the order of the table, whatever the order of use: same content, same bytes. */
export function declarationsOf(prefixes: Iterable<Prefix>): XmlAttributes {
  const used = new Set(prefixes)
  const rows = knownPrefixes.filter((prefix) => used.has(prefix))
  return Object.fromEntries(rows.map((prefix) => [`xmlns:${prefix}`, namespaces[prefix]]))
}

/**
 * The beginning of a document: the declaration at byte 0 and, where a stylesheet is given, the
 * instruction that names it.
 *
 * @see XML 1.0 §2.8; Associating Style Sheets with XML documents §4
 */
export function renderProlog(stylesheet: string | undefined): string {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
  if (stylesheet === undefined) return declaration
  const type = /\.css(?:[?#]|$)/.test(stylesheet) ? 'text/css' : 'text/xsl'
  // A `?>` inside the address cannot end it: `>` is escaped like everywhere.
  return `${declaration}<?xml-stylesheet${renderAttributes({ href: stylesheet, type })}?>\n`
}
