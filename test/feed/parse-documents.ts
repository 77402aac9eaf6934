import assert from 'node:assert/strict'
import { SaxesParser } from 'saxes'

/** All attributes by name; those of our documents are listed, to make them easy to access. */
export type XmlAttributes = Readonly<
  Partial<
    Record<'rel' | 'href' | 'url' | 'title' | 'medium' | 'domain' | 'term' | 'label' | 'isPermaLink', string>
  >
> &
  Readonly<Record<string, string>>

/** An element as a strict, namespace-aware parser reads it. */
export interface XmlNode {
  readonly name: string
  /** Namespace; empty if none. */
  readonly uri: string
  readonly attributes: XmlAttributes
  readonly children: XmlNode[]
  text: string
}

/** Parses a document, and fails on anything that XML 1.0 or Namespaces in XML forbid, and on a DTD. */
export function parseXml(document: string): XmlNode {
  assert.ok(document.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n'), 'the declaration is at byte 0')
  const parser = new SaxesParser({ xmlns: true })
  const root: XmlNode = { name: '', uri: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const top = () => open.at(-1) ?? root
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => assert.fail('a DTD'))
  parser.on('opentag', ({ name, uri, attributes }) => {
    const values = Object.entries(attributes).map(([key, { value }]) => [key, value])
    const node = { name, uri, attributes: Object.fromEntries(values), children: [], text: '' }
    top().children.push(node)
    open.push(node)
  })
  const addText = (text: string) => {
    top().text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => void open.pop())
  parser.write(document).close()
  assert.equal(root.children.length, 1)
  return root.children[0] ?? root
}

/** The channel or feed, and its items or entries. */
export function parseFeed(document: string): { feed: XmlNode; items: XmlNode[] } {
  const root = parseXml(document)
  const feed = root.name === 'rss' ? onlyChild(root, 'channel') : root
  return { feed, items: feed.children.filter(({ name }) => name === 'item' || name === 'entry') }
}

export function childrenOf(node: XmlNode, name: string): XmlNode[] {
  return node.children.filter((child) => child.name === name)
}

/** The one child of that name; fails if there are none or several. */
export function onlyChild(node: XmlNode, name: string): XmlNode {
  const [first, ...others] = childrenOf(node, name)
  assert.ok(first !== undefined && others.length === 0, `one ${name} in ${node.name}`)
  return first
}

/** Text of the one child of that name; undefined if there is none. */
export function textOf(node: XmlNode, name: string): string | undefined {
  return childrenOf(node, name).length === 0 ? undefined : onlyChild(node, name).text
}

/** A JSON Feed, as far as tests look at it. */
export interface JsonFeed {
  readonly version: string
  readonly title: string
  readonly home_page_url?: string
  readonly feed_url?: string
  readonly next_url?: string
  readonly description?: string
  readonly icon?: string
  readonly language?: string
  readonly authors?: unknown
  readonly hubs?: unknown
  readonly items: readonly JsonItem[]
  readonly _x?: unknown
}

export interface JsonItem {
  readonly id: string
  readonly url?: string
  readonly title?: string
  readonly content_html?: string
  readonly content_text?: string
  readonly summary?: string
  readonly image?: string
  readonly date_published?: string
  readonly date_modified?: string
  readonly authors?: unknown
  readonly tags?: unknown
  readonly language?: string
  readonly attachments?: unknown
  readonly _x?: unknown
}

/** Parses a document, and fails on a null and on a lone surrogate anywhere. */
export function parseJsonFeed(document: string): JsonFeed {
  return JSON.parse(document, (name, value) => {
    assert.notEqual(value, null, `${name} is null`)
    if (typeof value === 'string') assert.ok(value.isWellFormed(), `${name} has a lone surrogate`)
    return value
  })
}

/** What every format can carry of a text, by XML 1.0 §2.2 and without using the code under test. */
export function legalText(text: string): string {
  const kept: string[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0xd800 && code <= 0xdfff) kept.push('\ufffd')
    else if (
      code === 9 ||
      code === 10 ||
      code === 13 ||
      (code >= 0x20 && code !== 0xfffe && code !== 0xffff)
    ) {
      kept.push(character)
    }
  }
  return kept.join('').trim()
}

/** Text of HTML that contains no elements. */
export function textOfHtml(html: string): string {
  const characters: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }
  return html.replace(/&(?:lt|gt|amp);/g, (entity) => characters[entity] ?? '')
}
