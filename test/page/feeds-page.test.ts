import assert from 'node:assert/strict'
import { type GroupKind, groupKinds } from '../../src/model/scope.js'
import { renderFeedList } from '../../src/page/feed-list-page.js'
import { renderFeedsPage } from '../../src/page/feeds-page.js'
import type { ScopeView } from '../../src/page/view.js'
import { readHtml } from './html-reader.js'
import { makeFrame, makeScope } from './sample.js'

describe('The page of all feeds', () => {
  const frame = makeFrame()
  const list = (kind: GroupKind, scopes: readonly ScopeView[] = [], total = scopes.length) => ({
    kind,
    scopes,
    total,
    all: `https://a.cn/feeds/${kind}.html`,
    opml: `https://a.cn/feeds/${kind}.opml`,
  })
  const opml = 'https://a.cn/feeds.opml'
  const none = { site: frame.wholeSite, opml, lists: groupKinds.map((kind) => list(kind)) }
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => makeScope('category', `c${index}`, { count: index }))

  it('has a row for each scope, with its page, its count and its three feeds', () => {
    const tag = makeScope('tag', '红网新闻', { count: 1234 })
    const elements = readHtml(renderFeedsPage(frame, { ...none, lists: [list('tag', [tag])] }))
    const rows = elements.filter(({ name, attributes }) => name === 'th' && attributes.get('scope') === 'row')
    assert.deepEqual(
      rows.map(({ text }) => text),
      ['红网新闻'],
    )
    const row = elements.filter(({ name }) => name === 'tr')[1]
    assert.equal(row?.text, '红网新闻1,234RSSAtomJSON')
    const targets = elements.map(({ attributes }) => attributes.get('href'))
    for (const target of [tag.page, ...Object.values(tag.feeds)]) assert.ok(targets.includes(target))
  })

  it('links to the list of all scopes of a kind if it has no room for them', () => {
    const page = (scopes: readonly ScopeView[], total?: number) =>
      renderFeedsPage(frame, { ...none, lists: [list('category', scopes, total)] })
    const link = '<a href="https://a.cn/feeds/category.html">全部分类</a> 101'
    assert.equal(page(many(100), 101).split(link).length, 3, 'before the list and after it')
    assert.doesNotMatch(page(many(100)), /class="more"/)
  })

  it('offers all feeds to a reader in one file, and those of each kind if there are any', () => {
    const elements = readHtml(
      renderFeedsPage(frame, { ...none, lists: [list('category', many(1)), list('tag')] }),
    )
    const files = elements.filter(({ attributes }) => attributes.has('download'))
    assert.deepEqual(
      files.map(({ attributes }) => attributes.get('href')),
      [opml, 'https://a.cn/feeds/category.opml'],
    )
  })

  it('shows how feeds are combined', () => {
    const text = readHtml(renderFeedsPage(frame, none))[0]?.text ?? ''
    assert.ok(text.includes(`任意组合：${frame.wholeSite.feeds.rss}?category=…&tag=…`))
  })

  it('splits many scopes into two tables, which are side by side if there is room', () => {
    const tables = (count: number) =>
      renderFeedsPage(frame, { ...none, lists: [list('category', many(count))] }).split('<table>').length - 1
    assert.deepEqual([1, 50, 51, 100].map(tables), [1, 1, 2, 2])
  })

  it('says so if there are no scopes of a kind', () => {
    const text = readHtml(renderFeedsPage(frame, none))[0]?.text ?? ''
    assert.equal(text.match(/还没有。/g)?.length, 3)
  })

  it("explains feeds in the site's language and, folded away, in the other", () => {
    for (const [language, first, other] of [
      ['zh-CN', '什么是订阅源？', 'What is a feed?'],
      ['en', 'What is a feed?', '什么是订阅源？'],
    ] as const) {
      const elements = readHtml(renderFeedsPage(makeFrame(language), none))
      const guides = elements.filter(({ attributes }) => attributes.get('class') === 'guide')
      assert.deepEqual(
        guides.map(({ text }) => text.trim().split('\n')[0]),
        [first, other],
      )
      const folded = elements.find(({ name }) => name === 'details')
      assert.ok(folded?.text.includes(other))
      assert.equal(folded?.attributes.get('lang'), language === 'en' ? 'zh-CN' : 'en')
    }
  })
})

describe('The list of all feeds of a kind', () => {
  const frame = makeFrame()
  const pages = ['https://a.cn/feeds/tag.html', 'https://a.cn/feeds/tag-2.html']
  const scopes = Array.from({ length: 250 }, (_, index) => makeScope('tag', `t${index}`))
  const opml = 'https://a.cn/feeds/tag-2.opml'
  const html = renderFeedList(frame, { kind: 'tag', scopes, total: 750, page: 2, pages, opml })
  const elements = readHtml(html)

  it('has a row for each, none lost, split into tables that links jump to', () => {
    assert.equal(elements.filter(({ name }) => name === 'table').length, 5)
    const rows = elements.filter(({ name, attributes }) => name === 'th' && attributes.get('scope') === 'row')
    assert.deepEqual(
      rows.map(({ text }) => text),
      scopes.map(({ title }) => title),
    )
    const jumps = elements.filter(({ attributes }) => /^#tag-\d+$/.test(attributes.get('href') ?? ''))
    assert.deepEqual(
      jumps.map(({ text }) => text),
      ['t0', 't50', 't100', 't150', 't200'],
    )
    assert.ok(html.length / 250 < 700, `${html.length / 250} characters a row`)
  })

  it('offers no import if there are none', () => {
    const empty = { kind: 'tag', scopes: [], total: 0, page: 1, pages: pages.slice(0, 1), opml } as const
    assert.ok(!renderFeedList(frame, empty).includes('text/x-opml'))
  })

  it('says which page it is, and links to the others', () => {
    assert.ok(html.includes(`<a href="${opml}" type="text/x-opml" download>`))
    assert.ok(html.includes(`<link rel="canonical" href="${pages[1]}">`))
    assert.equal(elements.find(({ name }) => name === 'h1')?.text, '全部标签 2/2')
    const pager = elements.find(({ attributes }) => attributes.get('class') === 'pager')
    assert.equal(pager?.text, '上一页12')
    const here = elements.filter(({ attributes }) => attributes.get('aria-current') === 'page')
    assert.ok(here.some(({ text }) => text === '2'))
  })

  it('links from page to page, and marks those that it leaves out', () => {
    const pages = Array.from({ length: 20 }, (_, index) => `https://a.cn/feeds/tag-${index + 1}.html`)
    const pager = (page: number) => {
      const elements = readHtml(
        renderFeedList(frame, { kind: 'tag', scopes, total: 10_000, page, pages, opml }),
      )
      const at = elements.findIndex(({ attributes }) => attributes.get('class') === 'pager')
      const target = (rel: string) =>
        elements.find(({ name, attributes }) => name === 'a' && attributes.get('rel') === rel)?.attributes
      return [elements[at]?.text, target('prev')?.get('href'), target('next')?.get('href')]
    }
    assert.deepEqual(pager(1), ['123…20下一页', undefined, pages[1]])
    assert.deepEqual(pager(4), ['上一页123456…20下一页', pages[2], pages[4]])
    assert.deepEqual(pager(10), ['上一页1…89101112…20下一页', pages[8], pages[10]])
    assert.deepEqual(pager(20), ['上一页1…181920', pages[18], undefined])
  })
})
