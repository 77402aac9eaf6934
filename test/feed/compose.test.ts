import assert from 'node:assert/strict'
import { composeFeedOptions, composeItem, type FeedPost, type FeedView } from '../../src/feed/compose.js'
import { joinDocument, renderItem } from '../../src/feed/document.js'
import { type FormatName, formatNames } from '../../src/model/format.js'
import type { PostHead } from '../../src/model/post.js'
import type { Site } from '../../src/model/site.js'
import { childrenOf, onlyChild, parseFeed, parseJsonFeed, textOf, type XmlNode } from './parse-documents.js'

const site: Site = {
  title: '财经要闻',
  description: '每日要闻',
  url: 'https://news.example',
  guidBase: 'https://first.example',
  language: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  icon: 'https://news.example/icon.png',
}

const seed = { instantMs: 1_640_849_180_000, offsetMinutes: 480 }

const post: PostHead = {
  source: 'hongwang/rain.md',
  guid: 'https://first.example/id/hongwang/rain',
  permalink: '/hongwang/rain.html',
  title: '银行间市场要闻',
  published: seed,
  updated: { ...seed, instantMs: seed.instantMs + 60_000 },
  categories: ['hongwang'],
  tags: ['红网新闻'],
  authors: [{ name: '李明', email: 'li@news.example', url: 'https://li.example/' }],
  inFeeds: true,
}

const feedPost: FeedPost = {
  post,
  link: 'https://news.example/hongwang/rain.html',
  html: '<p>正文</p>',
  summary: '要闻一则。',
  categories: [{ name: 'hongwang', title: '红网', page: 'https://news.example/category/hongwang.html' }],
  tags: [
    {
      name: '红网新闻',
      title: '红网新闻',
      page: 'https://news.example/tag/%E7%BA%A2%E7%BD%91%E6%96%B0%E9%97%BB.html',
    },
  ],
}

const view: FeedView = {
  scope: { kind: 'category', name: 'hongwang' },
  title: '红网 - 财经要闻',
  description: '红网的要闻',
  page: 'https://news.example/category/hongwang.html',
  addresses: {
    rss: 'https://news.example/hongwang.xml',
    atom: 'https://news.example/hongwang.atom',
    json: 'https://news.example/hongwang.json',
  },
  updated: post.updated,
  maxAgeSeconds: 310,
}

interface Composed {
  readonly post?: Partial<FeedPost>
  readonly view?: Partial<FeedView>
  readonly site?: Partial<Site>
  readonly content?: 'full' | 'summary'
}

function documentOf(format: FormatName, composed: Composed = {}): string {
  const ofSite = { ...site, ...composed.site }
  const item = composeItem(ofSite, { ...feedPost, ...composed.post }, composed.content ?? 'full')
  const options = composeFeedOptions(ofSite, { ...view, ...composed.view })
  return joinDocument(format, options, [renderItem(format, item)]).toString()
}

function itemOf(format: 'rss' | 'atom', composed: Composed = {}): XmlNode {
  const [item] = parseFeed(documentOf(format, composed)).items
  assert.ok(item)
  return item
}

describe('A post in its feeds', () => {
  it('keeps its guid in all three formats', () => {
    assert.equal(textOf(itemOf('rss'), 'guid'), post.guid)
    assert.equal(textOf(itemOf('atom'), 'id'), post.guid)
    assert.equal(parseJsonFeed(documentOf('json')).items[0]?.id, post.guid)
  })

  it('keeps both of its times', () => {
    assert.equal(textOf(itemOf('rss'), 'pubDate'), 'Thu, 30 Dec 2021 15:26:20 +0800')
    assert.equal(textOf(itemOf('rss'), 'atom:updated'), '2021-12-30T15:27:20+08:00')
    assert.equal(textOf(itemOf('atom'), 'published'), '2021-12-30T15:26:20+08:00')
    assert.equal(textOf(itemOf('atom'), 'updated'), '2021-12-30T15:27:20+08:00')
  })

  it('names its categories before its tags, by name, page and title', () => {
    const [category, tag] = childrenOf(itemOf('atom'), 'category').map(({ attributes }) => attributes)
    assert.deepEqual(category, {
      term: 'hongwang',
      scheme: 'https://news.example/category/hongwang.html',
      label: '红网',
    })
    assert.equal(tag?.term, '红网新闻')
    assert.deepEqual(
      childrenOf(itemOf('rss'), 'category').map(({ text, attributes }) => [text, attributes.domain]),
      [
        ['hongwang', 'https://news.example/category/hongwang.html'],
        ['红网新闻', 'https://news.example/tag/%E7%BA%A2%E7%BD%91%E6%96%B0%E9%97%BB.html'],
      ],
    )
    assert.deepEqual(parseJsonFeed(documentOf('json')).items[0]?.tags, ['hongwang', '红网新闻'])
  })

  it('names its authors', () => {
    assert.equal(textOf(itemOf('rss'), 'author'), 'li@news.example (李明)')
    assert.equal(textOf(onlyChild(itemOf('atom'), 'author'), 'uri'), 'https://li.example/')
  })

  it('leaves its body out if only summaries are wanted', () => {
    const composed = { content: 'summary' as const }
    assert.equal(textOf(itemOf('rss', composed), 'content:encoded'), undefined)
    assert.equal(textOf(itemOf('rss', composed), 'description'), '要闻一则。')
    assert.equal(textOf(itemOf('atom', composed), 'content'), undefined)
    assert.equal(parseJsonFeed(documentOf('json', composed)).items[0]?.content_text, '要闻一则。')
  })

  it('leaves out a summary that is empty', () => {
    const composed = { post: { summary: '' } }
    assert.equal(textOf(itemOf('rss', composed), 'description'), undefined)
    assert.equal(textOf(itemOf('atom', composed), 'summary'), undefined)
  })

  it('has its picture and its enclosure', () => {
    const enclosure = { url: 'https://news.example/a.mp3', length: 9, type: 'audio/mpeg' }
    const composed = { post: { image: 'https://news.example/a.png', enclosure } }
    assert.equal(onlyChild(itemOf('rss', composed), 'media:content').attributes.medium, 'image')
    assert.deepEqual(onlyChild(itemOf('rss', composed), 'enclosure').attributes, {
      ...enclosure,
      length: '9',
    })
  })

  it("has its language if that is not the site's", () => {
    const inLanguage = (language: string) => ({ post: { post: { ...post, language } } })
    assert.equal(itemOf('atom', inLanguage('en')).attributes['xml:lang'], 'en')
    assert.equal(itemOf('atom', inLanguage('zh-CN')).attributes['xml:lang'], undefined)
  })
})

describe('The feed of a scope', () => {
  it('has an id that outlives its addresses', () => {
    const moved = { site: { url: 'https://second.example' }, view: { page: 'https://second.example/' } }
    for (const composed of [{}, moved]) {
      const { feed } = parseFeed(documentOf('atom', composed))
      assert.equal(textOf(feed, 'id'), 'https://first.example/id?category=hongwang')
    }
  })

  it('gives its own address in each format', () => {
    const { feed: rss } = parseFeed(documentOf('rss'))
    assert.equal(onlyChild(rss, 'atom:link').attributes.href, view.addresses.rss)
    assert.match(documentOf('atom'), /<link rel="self" href="https:\/\/news.example\/hongwang.atom"\/>/)
    assert.equal(parseJsonFeed(documentOf('json')).feed_url, view.addresses.json)
  })

  it('has the same title and page in each format', () => {
    for (const format of ['rss', 'atom'] as const) {
      assert.equal(textOf(parseFeed(documentOf(format)).feed, 'title'), view.title)
    }
    const json = parseJsonFeed(documentOf('json'))
    assert.deepEqual([json.title, json.home_page_url], [view.title, view.page])
  })

  it('says how many minutes it may be cached for, rounded up', () => {
    assert.equal(textOf(parseFeed(documentOf('rss')).feed, 'ttl'), '6')
  })

  it("has the site's author, or the site itself", () => {
    const nameIn = (composed: Composed) =>
      textOf(onlyChild(parseFeed(documentOf('atom', composed)).feed, 'author'), 'name')
    assert.equal(nameIn({ site: { author: '编辑部' } }), '编辑部')
    assert.equal(nameIn({}), '财经要闻')
  })

  it("has the site's icon, but prefers its own picture", () => {
    const { feed } = parseFeed(documentOf('rss', { view: { image: 'https://news.example/hongwang.png' } }))
    assert.equal(textOf(onlyChild(feed, 'image'), 'url'), 'https://news.example/hongwang.png')
    assert.equal(textOf(onlyChild(parseFeed(documentOf('rss')).feed, 'image'), 'url'), site.icon)
    assert.equal(textOf(parseFeed(documentOf('atom')).feed, 'icon'), site.icon)
    assert.equal(parseJsonFeed(documentOf('json')).icon, site.icon)
  })

  it('is complete even when it is empty', () => {
    const { updated: _, ...rest } = view
    for (const format of formatNames) {
      const document = joinDocument(format, composeFeedOptions(site, rest), []).toString()
      const { items } = format === 'json' ? parseJsonFeed(document) : parseFeed(document)
      assert.equal(items.length, 0)
    }
  })

  it('names the archive before it, and an archive its feed, if there is one', () => {
    const beside = (name: string) => ({
      rss: `https://news.example/${name}.xml`,
      atom: `https://news.example/${name}.atom`,
      json: `https://news.example/${name}.json`,
    })
    const alone = parseFeed(documentOf('atom')).feed
    const archive = documentOf('atom', {
      view: { prevArchive: beside('hongwang/archive/2020'), current: beside('hongwang') },
    })
    const linked = (feed: XmlNode) =>
      childrenOf(feed, 'link')
        .filter(({ attributes: { rel = '' } }) => ['prev-archive', 'current'].includes(rel))
        .map(({ attributes: { rel, href } }) => [rel, href])
    assert.deepEqual(linked(alone), [])
    assert.deepEqual(linked(parseFeed(archive).feed).toSorted(), [
      ['current', 'https://news.example/hongwang.atom'],
      ['prev-archive', 'https://news.example/hongwang/archive/2020.atom'],
    ])
  })

  it('names a hub and a stylesheet if they are given', () => {
    const document = documentOf('atom', {
      view: { hub: 'https://hub.example/', stylesheet: 'https://news.example/f.css' },
    })
    assert.match(document, /<link rel="hub" href="https:\/\/hub.example\/"\/>/)
    assert.match(document, /<\?xml-stylesheet href="https:\/\/news.example\/f.css" type="text\/css"\?>/)
  })
})
