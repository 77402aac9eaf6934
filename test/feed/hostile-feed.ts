import assert from 'node:assert/strict'
import type { ZonedFeed } from '../../src/feed/zoned-feed.js'
import type { FormatName } from '../../src/model/format.js'
import { makeFeed, seedDate } from './make-feed.js'
import {
  childrenOf,
  legalText,
  onlyChild,
  parseFeed,
  parseJsonFeed,
  textOf,
  textOfHtml,
  type XmlNode,
} from './parse-documents.js'

/** A feed with the text in every field that takes text, and in fields where it does not belong. */
export function hostileFeed(text: string): ZonedFeed {
  const feed = makeFeed(
    [
      {
        title: text,
        guid: text,
        link: 'https://news.example/a',
        date: seedDate,
        summary: text,
        content: text,
        copyright: text,
        language: text,
        author: [{ name: text, email: text, link: text }, { name: 'Bob' }],
        contributor: [{ name: text }],
        category: [{ name: text, label: text, domain: text }],
        enclosure: { url: 'https://news.example/a.mp3', type: text, title: text },
        image: text,
        extensions: [{ name: text, objects: { [text]: text } }],
      },
    ],
    {
      id: text,
      title: text,
      description: text,
      generator: text,
      copyright: text,
      language: text,
      stylesheet: text,
      icon: text,
      hub: text,
      docs: text,
      feed: text,
      author: { name: text, email: text },
    },
  )
  feed.addCategory(text)
  feed.addContributor({ name: text })
  feed.addExtension({ name: '_x', objects: { text } })
  return feed
}

/** Parses the document of a `hostileFeed` and compares every text in it with the one that went in. */
export function assertSaysAll(format: FormatName, document: string, text: string): void {
  const expected = legalText(text)
  if (format === 'rss') assertRssSays(document, expected)
  if (format === 'atom') assertAtomSays(document, expected)
  if (format === 'json') assertJsonSays(document, expected)
}

function assertRssSays(document: string, expected: string): void {
  const { feed, items } = parseFeed(document)
  const item = items[0] ?? feed
  for (const name of ['title', 'description']) assert.equal(textOf(feed, name), expected)
  for (const name of ['generator', 'copyright', 'category']) assert.equal(textOf(feed, name) ?? '', expected)
  assert.equal(textOf(item, 'title') ?? '', expected)
  assert.equal(textOfHtml(textOf(item, 'description') ?? ''), expected)
  assert.equal(textOf(item, 'content:encoded') ?? '', expected)
  assert.equal(textOf(item, 'category') ?? '', expected)
  assert.equal(textOf(item, 'guid'), expected === '' ? 'https://news.example/a' : expected)
  assert.equal(childrenOf(item, 'dc:creator')[0]?.text, expected === '' ? 'Bob' : expected)
}

function assertAtomSays(document: string, expected: string): void {
  const { feed, items } = parseFeed(document)
  const entry = items[0] ?? feed
  for (const node of [feed, entry]) assertAtomNodeSays(node, expected)
  for (const name of ['subtitle', 'generator']) assert.equal(textOf(feed, name) ?? '', expected)
  for (const name of ['summary', 'content']) assert.equal(textOf(entry, name) ?? '', expected)
  assert.equal(textOf(entry, 'id'), expected === '' ? 'https://news.example/a' : expected)
  assert.equal(textOf(feed, 'id'), expected === '' ? 'https://news.example/hongwang.atom' : expected)
  const [author] = childrenOf(entry, 'author')
  assert.equal(author && textOf(author, 'name'), expected === '' ? 'Bob' : expected)
  const { attributes } =
    childrenOf(entry, 'link').find((link) => link.attributes.rel === 'enclosure') ?? entry
  assert.equal(attributes.title ?? '', expected)
}

function assertAtomNodeSays(node: XmlNode, expected: string): void {
  assert.equal(onlyChild(node, 'title').text, expected)
  assert.equal(textOf(node, 'rights') ?? '', expected)
  const [category] = childrenOf(node, 'category')
  assert.equal(category?.attributes.term ?? '', expected)
  if (node.name === 'entry') assert.equal(category?.attributes.label ?? '', expected)
}

function assertJsonSays(document: string, expected: string): void {
  const feed = parseJsonFeed(document)
  const item = feed.items[0] ?? { id: '' }
  assert.equal(feed.title, expected)
  assert.equal(feed.description ?? '', expected)
  assert.deepEqual(feed._x, { text: expected })
  assert.equal(item.id, expected === '' ? 'https://news.example/a' : expected)
  for (const name of ['title', 'summary'] as const) assert.equal(item[name] ?? '', expected)
  assert.equal(item.content_html ?? item.content_text, expected)
  assert.deepEqual(item.tags, expected === '' ? undefined : [expected])
}
