import assert from 'node:assert/strict'
import { ZonedDate } from '../../src/feed/zoned-date.js'
import type { ZonedFeedOptions, ZonedItem } from '../../src/feed/zoned-item.js'
import { archiveLinks, makeFeed, makeItem, seedDate } from './make-feed.js'
import { childrenOf, onlyChild, parseFeed, textOf, type XmlNode } from './parse-documents.js'

function channelOf(options: Partial<ZonedFeedOptions> = {}): XmlNode {
  return parseFeed(makeFeed([], options).rss2()).feed
}

function itemOf(item: Partial<ZonedItem> = {}): XmlNode {
  const [first] = parseFeed(makeFeed([makeItem(item)]).rss2()).items
  assert.ok(first)
  return first
}

describe('An RSS channel', () => {
  it('has title, link and description', () => {
    const channel = channelOf()
    assert.equal(textOf(channel, 'title'), '红网 - 财经要闻')
    assert.equal(textOf(channel, 'link'), 'https://news.example/category/hongwang.html')
    assert.equal(textOf(channel, 'description'), '红网的要闻')
  })

  it('has its own address as its link if it has no page, since one is required', () => {
    assert.equal(textOf(channelOf({ link: '' }), 'link'), 'https://news.example/hongwang.xml')
  })

  it('has its title as its description if it has none, since one is required', () => {
    assert.equal(textOf(channelOf({ description: '' }), 'description'), '红网 - 财经要闻')
  })

  it('gives its own address unchanged, with its media type', () => {
    const link = onlyChild(channelOf(), 'atom:link')
    assert.equal(link.uri, 'http://www.w3.org/2005/Atom')
    assert.deepEqual(link.attributes, {
      href: 'https://news.example/hongwang.xml',
      rel: 'self',
      type: 'application/rss+xml',
    })
  })

  it('links to the archive before it, and only an archive is marked as one', () => {
    const linksOf = (channel: XmlNode) =>
      childrenOf(channel, 'atom:link').map(({ attributes: { rel, href } }) => [rel, href])
    const { prevArchiveLinks = {} } = archiveLinks
    const channel = channelOf({ prevArchiveLinks })
    assert.deepEqual(linksOf(channel), [
      ['self', 'https://news.example/hongwang.xml'],
      ['prev-archive', 'https://news.example/hongwang/archive/2020.xml'],
    ])
    assert.deepEqual(childrenOf(channel, 'fh:archive'), [])
    const archive = channelOf(archiveLinks)
    assert.deepEqual(linksOf(archive), [
      ['self', 'https://news.example/hongwang/archive/2021.xml'],
      ['current', 'https://news.example/hongwang.xml'],
      ['prev-archive', 'https://news.example/hongwang/archive/2020.xml'],
    ])
    assert.equal(onlyChild(archive, 'fh:archive').uri, 'http://purl.org/syndication/history/1.0')
  })

  it('says when it last changed, with the offset of that post', () => {
    const { feed } = parseFeed(makeFeed([makeItem()], { updated: seedDate }).rss2())
    assert.equal(textOf(feed, 'lastBuildDate'), 'Thu, 30 Dec 2021 15:26:20 +0800')
  })

  it('names no last change while it is empty', () => {
    assert.equal(textOf(channelOf(), 'lastBuildDate'), undefined)
  })

  it('has a language, a ttl and a generator', () => {
    const channel = channelOf({ ttl: 15 })
    assert.equal(textOf(channel, 'language'), 'zh-CN')
    assert.equal(textOf(channel, 'ttl'), '15')
    assert.equal(textOf(channel, 'generator'), 'Feedmill')
    assert.equal(textOf(channelOf({ generator: false }), 'generator'), undefined)
  })

  for (const ttl of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`has no ttl of ${ttl} minutes`, () => {
      assert.equal(textOf(channelOf({ ttl }), 'ttl'), undefined)
    })
  }

  it('has a picture with its own title and link', () => {
    const image = onlyChild(channelOf({ icon: 'https://news.example/icon.png' }), 'image')
    assert.equal(textOf(image, 'url'), 'https://news.example/icon.png')
    assert.equal(textOf(image, 'title'), '红网 - 财经要闻')
    assert.equal(textOf(image, 'link'), 'https://news.example/category/hongwang.html')
  })

  it('names a hub only if there is one', () => {
    assert.equal(childrenOf(channelOf(), 'atom:link').length, 1)
    const [, hub] = childrenOf(channelOf({ hub: 'https://hub.example/' }), 'atom:link')
    assert.deepEqual(hub?.attributes, { href: 'https://hub.example/', rel: 'hub' })
  })

  it('names its editor by mail address, else its author by Dublin Core', () => {
    const editor = channelOf({ author: { name: 'Ann', email: 'ann@news.example' } })
    assert.equal(textOf(editor, 'managingEditor'), 'ann@news.example (Ann)')
    assert.equal(textOf(editor, 'dc:creator'), undefined)
    assert.equal(textOf(channelOf({ author: { name: 'Ann' } }), 'dc:creator'), 'Ann')
  })

  it('ends with its items', () => {
    const { feed } = parseFeed(
      makeFeed([makeItem(), makeItem()], { icon: 'https://news.example/i.png' }).rss2(),
    )
    assert.deepEqual(
      feed.children.slice(-2).map(({ name }) => name),
      ['item', 'item'],
    )
  })

  it('has all required elements even without title, link, description and address', () => {
    const { feed } = parseFeed(
      makeFeed([], { title: '', link: '', description: '', feedLinks: {}, language: '' }).rss2(),
    )
    assert.deepEqual(
      feed.children.map(({ name, text }) => [name, text]),
      [
        ['title', ''],
        ['link', ''],
        ['description', ''],
        ['generator', 'Feedmill'],
      ],
    )
  })

  it('names a stylesheet for browsers before anything else', () => {
    const css = makeFeed([], { stylesheet: 'https://news.example/theme/feed.css' }).rss2()
    const start =
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<?xml-stylesheet href="https://news.example/theme/feed.css" type="text/css"?>\n<rss '
    assert.ok(css.startsWith(start))
    assert.match(makeFeed([], { stylesheet: '/feed.xsl' }).rss2(), /type="text\/xsl"\?>/)
  })
})

describe('An RSS item', () => {
  it('has a guid that is not a permalink', () => {
    const guid = onlyChild(itemOf(), 'guid')
    assert.equal(guid.text, 'https://news.example/id/hongwang/rain')
    assert.equal(guid.attributes.isPermaLink, 'false')
  })

  it('has a guid that is a permalink only if it is the address of its page', () => {
    const { link } = makeItem()
    assert.equal(onlyChild(itemOf({ id: link }), 'guid').attributes.isPermaLink, 'true')
  })

  it('is dated by its publication, and says in an Atom element when it changed since', () => {
    const changed = itemOf({ published: seedDate, date: new ZonedDate(1_640_852_780_000, 540) })
    assert.equal(textOf(changed, 'pubDate'), 'Thu, 30 Dec 2021 15:26:20 +0800')
    assert.equal(textOf(changed, 'atom:updated'), '2021-12-30T17:26:20+09:00')
  })

  it('names no change if there was none', () => {
    assert.equal(textOf(itemOf({ published: seedDate }), 'atom:updated'), undefined)
    assert.equal(textOf(itemOf(), 'pubDate'), 'Thu, 30 Dec 2021 15:26:20 +0800')
  })

  it('has no date rather than an invented one', () => {
    assert.equal(textOf(itemOf({ date: new Date(Number.NaN) }), 'pubDate'), undefined)
  })

  it('names an author by mail address and name', () => {
    const item = itemOf({ author: [{ name: 'Ann', email: 'ann@news.example' }] })
    assert.equal(textOf(item, 'author'), 'ann@news.example (Ann)')
    assert.equal(textOf(item, 'dc:creator'), undefined)
  })

  it('names an author without a mail address, and several authors, by Dublin Core', () => {
    assert.equal(textOf(itemOf({ author: [{ name: '李明' }] }), 'dc:creator'), '李明')
    const both = itemOf({ author: [{ name: 'Ann', email: 'ann@news.example' }, { name: 'Bob' }] })
    assert.deepEqual(
      childrenOf(both, 'dc:creator').map(({ text }) => text),
      ['Ann', 'Bob'],
    )
    assert.equal(textOf(both, 'author'), undefined)
  })

  it('never puts a name with parentheses into parentheses, and never writes a mail address that is not one', () => {
    for (const person of [
      { name: 'Ann (x', email: 'ann@news.example' },
      { name: 'Ann', email: 'not mail' },
      { name: 'Ann', email: 'a@b\n(c)' },
    ]) {
      const item = itemOf({ author: [person] })
      assert.equal(textOf(item, 'author'), undefined)
      assert.equal(textOf(item, 'dc:creator'), person.name)
    }
  })

  it('has its summary as text that an HTML reader displays, before its full text', () => {
    const item = itemOf({ summary: 'a < b & c' })
    assert.equal(textOf(item, 'description'), 'a &lt; b &amp; c')
    assert.equal(textOf(item, 'content:encoded'), '<p>正文</p>')
    const names = item.children.map(({ name }) => name)
    assert.ok(names.indexOf('description') < names.indexOf('content:encoded'))
  })

  it("takes the package's description for HTML, which it is", () => {
    const { summary: _, ...item } = makeItem({ description: '<b>x</b>' })
    const [first] = parseFeed(makeFeed([item]).rss2()).items
    assert.equal(first && textOf(first, 'description'), '<b>x</b>')
  })

  it('has no description without a summary, and an empty one if there is no title either', () => {
    assert.equal(textOf(itemOf({ summary: '' }), 'description'), undefined)
    assert.equal(textOf(itemOf({ summary: '', title: ' ' }), 'description'), '')
  })

  it('writes its plain text with hexadecimal references', () => {
    const document = makeFeed([makeItem({ title: 'A & B <c>', category: [{ name: 'R&D' }] })]).rss2()
    assert.match(document, /<title>A &#x26; B &#x3C;c&#x3E;<\/title>/)
    assert.match(document, /<category>R&#x26;D<\/category>/)
  })

  it('names categories with the address of their page, each once', () => {
    const page = 'https://news.example/category/hongwang.html'
    const names = [
      { name: 'hongwang', label: '红网', domain: page },
      { name: '红网新闻' },
      { name: ' hongwang' },
    ]
    const categories = childrenOf(itemOf({ category: names }), 'category')
    assert.deepEqual(
      categories.map(({ text, attributes }) => [text, attributes]),
      [
        ['hongwang', { domain: page }],
        ['红网新闻', {}],
      ],
    )
  })

  it('has one enclosure, with url, length and type', () => {
    const enclosure = { url: 'https://news.example/a.mp3', length: 12_345, type: 'audio/mpeg' }
    const item = itemOf({ enclosure, video: 'https://news.example/b.mp4' })
    assert.deepEqual(onlyChild(item, 'enclosure').attributes, { ...enclosure, length: '12345' })
  })

  it('never writes a type of an enclosure that is not one (RFC 6838 §4.2)', () => {
    const typeOf = (type: string) =>
      onlyChild(itemOf({ enclosure: { url: 'https://news.example/a', type } }), 'enclosure').attributes[
        'type'
      ]
    for (const type of ['audio/mpeg', 'audio/ogg; codecs=opus', 'application/vnd.x+zip'])
      assert.equal(typeOf(type), type)
    for (const type of ['mpeg', 'audio/', '/mpeg', 'audio/mpeg 3', '音频/mpeg'])
      assert.equal(typeOf(type), 'application/octet-stream', type)
  })

  it('has its picture as Media RSS, never as its enclosure', () => {
    const item = itemOf({ image: 'https://news.example/a.png' })
    const picture = onlyChild(item, 'media:content')
    assert.equal(picture.uri, 'http://search.yahoo.com/mrss/')
    assert.deepEqual(picture.attributes, { url: 'https://news.example/a.png', medium: 'image' })
    assert.equal(childrenOf(item, 'enclosure').length, 0)
  })

  it('has a language if it has one of its own', () => {
    assert.equal(textOf(itemOf({ language: 'en' }), 'dc:language'), 'en')
    assert.equal(textOf(itemOf(), 'dc:language'), undefined)
  })

  it('never links to an address that nobody should follow', () => {
    assert.equal(textOf(itemOf({ link: 'javascript:alert(1)' }), 'link'), undefined)
  })
})
