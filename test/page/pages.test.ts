import assert from 'node:assert/strict'
import type { GroupKind } from '../../src/model/scope.js'
import { renderArchive } from '../../src/page/archive-page.js'
import { renderErrorPage } from '../../src/page/error-page.js'
import { renderFeedList } from '../../src/page/feed-list-page.js'
import { renderFeedsPage } from '../../src/page/feeds-page.js'
import { renderHome } from '../../src/page/home-page.js'
import { renderListing } from '../../src/page/listing-page.js'
import { renderPost } from '../../src/page/post-page.js'
import type { Frame } from '../../src/page/view.js'
import { hostZones, underHostZone } from '../support/zones.js'
import { readHtml } from './html-reader.js'
import { makeFrame, makePost, makeScope } from './sample.js'

const post = makePost()
const category = makeScope('category', 'hongwang')
const tag = makeScope('tag', '红网新闻')
const author = makeScope('author', '张建国')

const pages: Readonly<Record<string, (frame: Frame) => string>> = {
  home: (frame) =>
    renderHome(frame, {
      categories: { kind: 'category', scopes: [category], total: 1, all: 'https://a.cn/feeds/category.html' },
      tags: [{ scope: tag, posts: [post] }],
      newest: [post, post],
    }),
  'empty home': (frame) =>
    renderHome(frame, {
      categories: { kind: 'category', scopes: [], total: 0, all: 'https://a.cn/feeds/category.html' },
      tags: [],
      newest: [],
    }),
  listing: (frame) => renderListing(frame, { scope: category, posts: [post] }),
  archive: (frame) =>
    renderArchive(frame, {
      scope: category,
      archive: { name: '2021-12', page: 'https://a.cn/category/hongwang/archive/2021-12.html' },
      posts: [post],
      older: { name: '2021-11', page: 'https://a.cn/category/hongwang/archive/2021-11.html' },
    }),
  'empty listing': (frame) =>
    renderListing(frame, { scope: makeScope('tag', '空', { count: 0 }), posts: [] }),
  post: (frame) =>
    renderPost(frame, {
      post: makePost({ authors: [author], language: 'en' }),
      body: '<p>正文</p>',
      newer: post,
      older: post,
      carriedBy: [frame.wholeSite, category, tag, author],
    }),
  'post in no feed': (frame) =>
    renderPost(frame, { post: makePost({ categories: [], tags: [] }), body: '', carriedBy: [] }),
  feeds: (frame) =>
    renderFeedsPage(frame, {
      site: frame.wholeSite,
      opml: 'https://a.cn/feeds.opml',
      lists: [category, tag, author].map((scope) => ({
        kind: scope.kind as GroupKind,
        scopes: [scope],
        total: 1,
        all: `https://a.cn/feeds/${scope.kind}.html`,
        opml: `https://a.cn/feeds/${scope.kind}.opml`,
      })),
    }),
  'empty feeds': (frame) =>
    renderFeedsPage(frame, { site: frame.wholeSite, opml: 'https://a.cn/feeds.opml', lists: [] }),
  'list of feeds': (frame) =>
    renderFeedList(frame, {
      kind: 'tag',
      scopes: [tag],
      total: 501,
      opml: 'https://a.cn/feeds/tag.opml',
      page: 1,
      pages: ['https://a.cn/feeds/tag.html', 'https://a.cn/feeds/tag-2.html'],
    }),
  error: (frame) => renderErrorPage(frame, { status: 404, title: 'Not found', reason: 'No such page' }),
}

for (const [name, render] of Object.entries(pages)) {
  describe(`The ${name} page`, () => {
    const elements = readHtml(render(makeFrame()))
    const named = (element: string) => elements.filter(({ name }) => name === element)
    const links = (rel: string) =>
      named('link').flatMap(({ attributes }) =>
        attributes.get('rel') === rel ? (attributes.get('href') ?? []) : [],
      )

    it('is the same whenever and wherever it is rendered', () => {
      const made = hostZones.map((zone) => underHostZone(zone, () => render(makeFrame())))
      assert.equal(new Set(made).size, 1)
    })

    it('declares its language, charset and title, and has one main heading', () => {
      assert.equal(named('html')[0]?.attributes.get('lang'), 'zh-CN')
      assert.equal(named('meta')[0]?.attributes.get('charset'), 'utf-8')
      assert.match(named('title')[0]?.text ?? '', /财经早知道$/)
      assert.equal(named('h1').length, 1)
      assert.equal(named('main').length, 1)
    })

    it('skips no heading level', () => {
      const levels = elements.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? Number(name[1]) : []))
      for (const [index, level] of levels.entries()) {
        assert.ok(level <= (levels[index - 1] ?? 0) + 1, levels.join(' '))
      }
    })

    it('offers the feeds of the whole site in three formats, after all others', () => {
      const { rss, atom, json } = makeFrame().wholeSite.feeds
      assert.deepEqual(links('alternate').slice(-3), [rss, atom, json])
      assert.equal(new Set(links('alternate')).size, links('alternate').length)
    })

    it('has a canonical address, or asks not to be indexed', () => {
      const hidden = named('meta').some(({ attributes }) => attributes.get('name') === 'robots')
      assert.equal(hidden, name === 'error')
      assert.equal(links('canonical').length, hidden ? 0 : 1)
    })

    it('needs neither script nor inline style', () => {
      assert.deepEqual([...named('script'), ...named('style')], [])
      for (const { attributes } of elements) {
        for (const attribute of attributes.keys()) assert.doesNotMatch(attribute, /^(?:style|on.*)$/)
      }
      assert.deepEqual(links('stylesheet'), [makeFrame().stylesheet])
    })

    it('points every label and every jump at an element that exists', () => {
      const ids = new Set(elements.map(({ attributes }) => attributes.get('id')))
      for (const { attributes } of elements) {
        const target = attributes.get('aria-labelledby') ?? /^#(.*)/.exec(attributes.get('href') ?? '')?.[1]
        if (target !== undefined) assert.ok(ids.has(target), target)
      }
    })

    it('links to the home page and to the list of all feeds', () => {
      const targets = named('a').map(({ attributes }) => attributes.get('href'))
      assert.ok(targets.includes(makeFrame().wholeSite.page))
      assert.ok(targets.includes(makeFrame().feedsPage))
    })

    it('is in English, and nothing but English, for a site that is not Chinese', () => {
      const site = { ...makeFrame('en').site, title: 'Ledger', description: 'News' }
      const frame = { ...makeFrame('en'), site, wholeSite: makeScope('site', 'Ledger') }
      const english = readHtml(render(frame))
      const menu = english.find(({ name }) => name === 'nav')
      assert.match(menu?.text ?? '', /Home\s+All feeds/)
      assert.equal(menu?.attributes.get('aria-label'), 'Main menu')
      const words = /首页|订阅|最新|分类|标签|作者|发布|更新|还没有|较/
      for (const { name, text, attributes } of english) {
        if (['a', 'p', 'h2', 'th'].includes(name) && !/什么是|阅读器|三种格式/.test(text)) {
          assert.doesNotMatch(text, words)
        }
        assert.doesNotMatch(attributes.get('aria-label') ?? '', words)
      }
    })
  })
}
