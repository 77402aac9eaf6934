import assert from 'node:assert/strict'
import { ZonedDate } from '../../src/feed/zoned-date.js'
import type { ZonedFeedOptions, ZonedItem } from '../../src/feed/zoned-item.js'
import { archiveLinks, makeFeed, makeItem, seedDate } from './make-feed.js'
import { type JsonFeed, type JsonItem, parseJsonFeed } from './parse-documents.js'

function feedOf(options: Partial<ZonedFeedOptions> = {}): JsonFeed {
  return parseJsonFeed(makeFeed([], options).json1())
}

function itemOf(item: Partial<ZonedItem> = {}): JsonItem {
  const [first] = parseJsonFeed(makeFeed([makeItem(item)]).json1()).items
  assert.ok(first)
  return first
}

describe('A JSON Feed', () => {
  it('begins with its version', () => {
    assert.ok(makeFeed([]).json1().startsWith('{"version":"https://jsonfeed.org/version/1.1","title":'))
  })

  it('has a list of items, even an empty one', () => {
    assert.deepEqual(feedOf().items, [])
  })

  it('has a title, its page, its own address and its language', () => {
    const feed = feedOf()
    assert.equal(feed.title, '红网 - 财经要闻')
    assert.equal(feed.home_page_url, 'https://news.example/category/hongwang.html')
    assert.equal(feed.feed_url, 'https://news.example/hongwang.json')
    assert.equal(feed.description, '红网的要闻')
    assert.equal(feed.language, 'zh-CN')
  })

  it('links to the archive before it, and an archive says to which feed it belongs', () => {
    assert.equal(feedOf().next_url, undefined)
    const { feed_url, next_url } = feedOf(archiveLinks)
    assert.equal(feed_url, 'https://news.example/hongwang.json')
    assert.equal(next_url, 'https://news.example/hongwang/archive/2020.json')
  })

  it('names a hub only if there is one', () => {
    assert.equal(feedOf().hubs, undefined)
    assert.deepEqual(feedOf({ hub: 'https://hub.example/' }).hubs, [
      { type: 'WebSub', url: 'https://hub.example/' },
    ])
  })

  it('names its author in a list, and has an icon', () => {
    const feed = feedOf({
      author: { name: 'Ann', link: 'https://ann.example/' },
      icon: 'https://news.example/i.png',
    })
    assert.deepEqual(feed.authors, [{ name: 'Ann', url: 'https://ann.example/' }])
    assert.equal(feed.icon, 'https://news.example/i.png')
    assert.equal(feedOf({ icon: '/i.png', image: '/p.png' }).icon, 'https://news.example/i.png')
    assert.equal(feedOf({ image: '/p.png' }).icon, 'https://news.example/p.png')
  })

  it('leaves out what has no value', () => {
    const feed = feedOf({ description: '', link: '', feedLinks: {}, language: '' })
    assert.deepEqual(Object.keys(feed), ['version', 'title', 'items'])
  })
})

describe('An item of a JSON Feed', () => {
  it('has an id that is a string, its page and its title', () => {
    const item = itemOf()
    assert.equal(item.id, 'https://news.example/id/hongwang/rain')
    assert.equal(item.url, 'https://news.example/hongwang/2021/12/30/rain.html')
    assert.equal(item.title, '银行间市场要闻')
    assert.equal('title' in itemOf({ title: '' }), false)
  })

  it('has its full text and its summary', () => {
    const item = itemOf()
    assert.equal(item.content_html, '<p>正文</p>')
    assert.equal(item.summary, '今日要闻一则。')
    assert.equal('content_text' in item, false)
  })

  it('has its summary as its content, and only once, if the body is left out', () => {
    const item = itemOf({ content: '' })
    assert.equal(item.content_text, '今日要闻一则。')
    assert.equal('summary' in item, false)
    assert.equal('content_html' in item, false)
  })

  it('has content even if there is none, since it is required', () => {
    assert.equal(itemOf({ content: '', summary: '' }).content_text, '')
  })

  it('has both of its times with their offsets, the second only if it differs', () => {
    const item = itemOf({ published: seedDate, date: new ZonedDate(1_640_852_780_000, 480) })
    assert.equal(item.date_published, '2021-12-30T15:26:20+08:00')
    assert.equal(item.date_modified, '2021-12-30T16:26:20+08:00')
    assert.equal('date_modified' in itemOf(), false)
    assert.equal('date_published' in itemOf({ date: new Date(Number.NaN) }), false)
  })

  it('has its categories and tags by name, in their order, each once', () => {
    const category = [
      { name: 'hongwang', label: '红网' },
      { name: '红网新闻' },
      { name: 'hongwang' },
      { name: ' ' },
    ]
    assert.deepEqual(itemOf({ category }).tags, ['hongwang', '红网新闻'])
    assert.equal('tags' in itemOf(), false)
  })

  it('has its picture, its attachment and its language', () => {
    const item = itemOf({
      image: { url: 'https://news.example/a.png' },
      enclosure: {
        url: 'https://news.example/a.mp3',
        length: 5,
        type: 'audio/mpeg',
        title: 'A',
        duration: 60,
      },
      language: 'en',
    })
    assert.equal(item.image, 'https://news.example/a.png')
    assert.deepEqual(item.attachments, [
      {
        url: 'https://news.example/a.mp3',
        mime_type: 'audio/mpeg',
        title: 'A',
        size_in_bytes: 5,
        duration_in_seconds: 60,
      },
    ])
    assert.equal(item.language, 'en')
  })

  it('leaves out an unknown size and duration', () => {
    for (const length of [Number.NaN, -5, 1.5]) {
      const enclosure = { url: 'https://news.example/a', length, duration: -1 }
      assert.deepEqual(itemOf({ enclosure }).attachments, [
        { url: 'https://news.example/a', mime_type: 'application/octet-stream' },
      ])
      assert.match(makeFeed([makeItem({ enclosure })]).rss2(), / length="0" /)
    }
  })
})

describe('An extension of a JSON Feed', () => {
  it('is added to what the standard defines, and never replaces it', () => {
    const feed = makeFeed([
      makeItem({
        extensions: [
          { name: '_x', objects: { a: 1 } },
          { name: 'id', objects: {} },
        ],
      }),
    ])
    feed.addExtension({ name: '_x', objects: { deep: { list: [1, 'b', true] } } })
    for (const name of ['__proto__', '_a.b', '_1', '_', 'version']) feed.addExtension({ name, objects: {} })
    const { _x, items, ...rest } = parseJsonFeed(feed.json1())
    assert.deepEqual(_x, { deep: { list: [1, 'b', true] } })
    assert.deepEqual(items[0]?._x, { a: 1 })
    assert.equal(items[0]?.id, makeItem().id)
    assert.equal(rest.version, 'https://jsonfeed.org/version/1.1')
    assert.ok(Object.keys(rest).every((name) => /^[a-z]/.test(name)))
  })

  it('loses what JSON Feed cannot express: nulls, cycles, functions, lone surrogates, endless depth', () => {
    const circle: Record<string, unknown> = {
      text: 'a\ud800\0',
      nan: Number.NaN,
      nothing: null,
      call: () => 1n,
      big: 1n,
    }
    Object.assign(circle, { self: [circle, 1] })
    let deep: unknown = 'bottom'
    for (let depth = 0; depth < 10_000; depth++) deep = [deep]
    const feed = makeFeed([])
    feed.addExtension({ name: '_x', objects: { circle, deep } })
    const { _x } = parseJsonFeed(feed.json1())
    assert.deepEqual((_x as { circle: unknown }).circle, { text: 'a\ufffd', self: [1] })
  })
})
