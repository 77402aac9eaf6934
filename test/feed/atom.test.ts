import assert from 'node:assert/strict'
import { ZonedDate } from '../../src/feed/zoned-date.js'
import type { ZonedFeedOptions, ZonedItem } from '../../src/feed/zoned-item.js'
import { archiveLinks, makeFeed, makeItem, seedDate } from './make-feed.js'
import { childrenOf, onlyChild, parseFeed, textOf, type XmlNode } from './parse-documents.js'

function feedOf(options: Partial<ZonedFeedOptions> = {}, items: ZonedItem[] = []): XmlNode {
  return parseFeed(makeFeed(items, options).atom1()).feed
}

function entryOf(item: Partial<ZonedItem> = {}): XmlNode {
  const [first] = parseFeed(makeFeed([makeItem(item)]).atom1()).items
  assert.ok(first)
  return first
}

function linksOf(node: XmlNode, rel: string): Record<string, string>[] {
  const links = childrenOf(node, 'link').map(({ attributes }) => attributes)
  return links.filter((attributes) => attributes.rel === rel)
}

describe('An Atom feed', () => {
  it('has one id, one title of plain text and one time', () => {
    const feed = feedOf({ updated: seedDate })
    assert.equal(feed.uri, 'http://www.w3.org/2005/Atom')
    assert.equal(onlyChild(feed, 'id').text, 'https://news.example/id?category=hongwang')
    assert.deepEqual(onlyChild(feed, 'title').attributes, { type: 'text' })
    assert.equal(onlyChild(feed, 'title').text, '红网 - 财经要闻')
    assert.equal(onlyChild(feed, 'updated').text, '2021-12-30T15:26:20+08:00')
  })

  it('is dated at the epoch while it is empty, never at the current time', () => {
    assert.equal(textOf(feedOf(), 'updated'), '1970-01-01T00:00:00Z')
  })

  it('has an id even if none is given: its own address, its link, or one made from its title', () => {
    const { id: _, ...rest } = { id: '', feedLinks: {} }
    assert.equal(textOf(feedOf({ id: '' }), 'id'), 'https://news.example/hongwang.atom')
    assert.equal(textOf(feedOf({ id: '', ...rest }), 'id'), 'https://news.example/category/hongwang.html')
    const made = textOf(feedOf({ id: '', link: '', ...rest }), 'id')
    assert.match(made ?? '', /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('links to the archive before it', () => {
    const { prevArchiveLinks = {} } = archiveLinks
    const feed = feedOf({ prevArchiveLinks })
    const href = 'https://news.example/hongwang/archive/2020.atom'
    assert.deepEqual(linksOf(feed, 'prev-archive'), [{ rel: 'prev-archive', href }])
    assert.deepEqual(linksOf(feed, 'current'), [])
    assert.deepEqual(childrenOf(feed, 'fh:archive'), [])
  })

  it('marks an archive, and links it to its feed and to the archive before it, never to the one after', () => {
    const feed = feedOf(archiveLinks)
    assert.equal(onlyChild(feed, 'fh:archive').uri, 'http://purl.org/syndication/history/1.0')
    assert.deepEqual(
      ['self', 'current', 'prev-archive'].map((rel) => linksOf(feed, rel)[0]?.['href']),
      [
        'https://news.example/hongwang/archive/2021.atom',
        'https://news.example/hongwang.atom',
        'https://news.example/hongwang/archive/2020.atom',
      ],
    )
    assert.deepEqual(linksOf(feed, 'next-archive'), [])
    assert.equal(onlyChild(feed, 'id').text, onlyChild(feedOf(), 'id').text)
  })

  it('gives its own address and that of its page', () => {
    assert.deepEqual(linksOf(feedOf(), 'self'), [{ rel: 'self', href: 'https://news.example/hongwang.atom' }])
    assert.deepEqual(linksOf(feedOf(), 'alternate'), [
      { rel: 'alternate', href: 'https://news.example/category/hongwang.html' },
    ])
  })

  it('names a hub only if there is one', () => {
    assert.deepEqual(linksOf(feedOf(), 'hub'), [])
    assert.deepEqual(linksOf(feedOf({ hub: 'https://hub.example/' }), 'hub'), [
      { rel: 'hub', href: 'https://hub.example/' },
    ])
  })

  it('always has an author, so that no entry needs one', () => {
    assert.equal(textOf(onlyChild(feedOf({ author: { name: 'Ann' } }), 'author'), 'name'), 'Ann')
    assert.equal(textOf(onlyChild(feedOf(), 'author'), 'name'), '红网 - 财经要闻')
    assert.equal(textOf(onlyChild(feedOf({ title: '', author: { name: ' ' } }), 'author'), 'name'), 'unknown')
  })

  it('has its language, icon, logo and rights', () => {
    const feed = feedOf({
      icon: 'https://news.example/icon.png',
      image: 'https://news.example/logo.png',
      copyright: '© 红网',
    })
    assert.equal(feed.attributes['xml:lang'], 'zh-CN')
    assert.equal(textOf(feed, 'icon'), 'https://news.example/icon.png')
    assert.equal(textOf(feed, 'logo'), 'https://news.example/logo.png')
    assert.equal(textOf(feed, 'rights'), '© 红网')
  })

  it('leaves out a language that is not a language tag', () => {
    assert.equal(feedOf({ language: 'zh_CN' }).attributes['xml:lang'], undefined)
  })

  it('ends with its entries', () => {
    const feed = feedOf({ copyright: 'x' }, [makeItem(), makeItem()])
    const names = feed.children.map(({ name }) => name)
    assert.deepEqual(names.slice(-2), ['entry', 'entry'])
    assert.equal(names.indexOf('entry'), names.length - 2)
  })
})

describe('An Atom entry', () => {
  it('has one id, one title of plain text, and its page', () => {
    const entry = entryOf({ title: '<红网>' })
    assert.equal(onlyChild(entry, 'id').text, 'https://news.example/id/hongwang/rain')
    assert.deepEqual(onlyChild(entry, 'title').attributes, { type: 'text' })
    assert.equal(onlyChild(entry, 'title').text, '<红网>')
    assert.deepEqual(linksOf(entry, 'alternate'), [
      { rel: 'alternate', href: 'https://news.example/hongwang/2021/12/30/rain.html' },
    ])
  })

  it('has both of its times with their offsets', () => {
    const entry = entryOf({ published: seedDate, date: new ZonedDate(1_640_852_780_000, -300) })
    assert.equal(onlyChild(entry, 'published').text, '2021-12-30T15:26:20+08:00')
    assert.equal(onlyChild(entry, 'updated').text, '2021-12-30T03:26:20-05:00')
  })

  it('is dated at the epoch if it has no date, since one is required', () => {
    const entry = entryOf({ date: new Date(Number.NaN) })
    assert.equal(onlyChild(entry, 'updated').text, '1970-01-01T00:00:00Z')
    assert.equal(textOf(entry, 'published'), undefined)
  })

  it('has its full text as HTML and its summary as text', () => {
    const entry = entryOf({ summary: 'a < b' })
    assert.deepEqual(onlyChild(entry, 'content').attributes, { type: 'html' })
    assert.equal(onlyChild(entry, 'content').text, '<p>正文</p>')
    assert.deepEqual(onlyChild(entry, 'summary').attributes, { type: 'text' })
    assert.equal(onlyChild(entry, 'summary').text, 'a < b')
  })

  it('leaves out an empty summary and empty content', () => {
    const entry = entryOf({ summary: '', content: ' ' })
    assert.equal(childrenOf(entry, 'summary').length + childrenOf(entry, 'content').length, 0)
  })

  it('has content if it has no page, as RFC 4287 §4.1.2 requires', () => {
    const entry = entryOf({ link: '', content: '' })
    assert.equal(onlyChild(entry, 'content').text, '今日要闻一则。')
    assert.equal(childrenOf(entry, 'summary').length, 0)
  })

  it('names categories by term, page and label', () => {
    const page = 'https://news.example/category/hongwang.html'
    const entry = entryOf({ category: [{ name: 'hong<wang>', label: '红网', domain: page }] })
    assert.deepEqual(onlyChild(entry, 'category').attributes, {
      term: 'hong<wang>',
      scheme: page,
      label: '红网',
    })
  })

  it("accepts the package's fields of a category: term before name, scheme before domain", () => {
    const scheme = 'https://news.example/s'
    const entry = entryOf({
      category: [{ name: '红网', term: 'hongwang', scheme, domain: 'https://news.example/d' }],
    })
    assert.deepEqual(onlyChild(entry, 'category').attributes, { term: 'hongwang', scheme, label: '红网' })
    assert.equal(onlyChild(entryOf({ category: [{ term: 'a' }] }), 'category').attributes.label, 'a')
  })

  it('names authors and contributors, with what is known about them', () => {
    const entry = entryOf({
      author: [{ name: 'Ann', email: 'ann@news.example', link: 'https://ann.example/' }, {}],
      contributor: [{ name: 'Bob', email: 'no mail', link: 'javascript:1' }],
    })
    const [author, contributor] = [onlyChild(entry, 'author'), onlyChild(entry, 'contributor')]
    assert.deepEqual(
      author.children.map(({ name, text }) => [name, text]),
      [
        ['name', 'Ann'],
        ['uri', 'https://ann.example/'],
        ['email', 'ann@news.example'],
      ],
    )
    assert.deepEqual(
      contributor.children.map(({ text }) => text),
      ['Bob'],
    )
  })

  it('has its enclosure as a link, and its picture as Media RSS', () => {
    const entry = entryOf({
      enclosure: { url: 'https://news.example/a.mp3', length: 5, type: 'audio/mpeg' },
      image: 'https://news.example/a.png',
    })
    assert.deepEqual(linksOf(entry, 'enclosure'), [
      { rel: 'enclosure', href: 'https://news.example/a.mp3', type: 'audio/mpeg', length: '5' },
    ])
    assert.deepEqual(onlyChild(entry, 'media:content').attributes, {
      url: 'https://news.example/a.png',
      medium: 'image',
    })
  })

  it('leaves out the length of an enclosure if it is unknown, since it is only a hint (RFC 4287 §4.2.7.6)', () => {
    for (const size of [{}, { length: 0 }, { length: Number.NaN }, { length: -5 }]) {
      const enclosure = { url: 'https://news.example/a.mp3', type: 'audio/mpeg', ...size }
      assert.deepEqual(linksOf(entryOf({ enclosure }), 'enclosure'), [
        { rel: 'enclosure', href: 'https://news.example/a.mp3', type: 'audio/mpeg' },
      ])
    }
  })

  it('has a language if it has one of its own', () => {
    assert.equal(entryOf({ language: 'en' }).attributes['xml:lang'], 'en')
  })
})
