import assert from 'node:assert/strict'
import { renderFeedsPage } from '../../src/page/feeds-page.js'
import { readHtml } from './html-reader.js'
import { makeFrame, makeScope } from './sample.js'

describe('The page of all feeds', () => {
  const frame = makeFrame()
  const none = { site: frame.everything, categories: [], tags: [], authors: [] }
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => makeScope('category', `c${index}`, { count: index }))

  it('has a row for each scope: its page, its count, its three feeds', () => {
    const tag = makeScope('tag', '红网新闻', { count: 1234 })
    const elements = readHtml(renderFeedsPage(frame, { ...none, tags: [tag] }))
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

  it('holds four thousand rows, none lost, cut into tables that one can jump to', () => {
    const html = renderFeedsPage(frame, { ...none, categories: many(4000) })
    const elements = readHtml(html)
    assert.equal(elements.filter(({ name }) => name === 'table').length, 40)
    const rows = elements.filter(({ name, attributes }) => name === 'th' && attributes.get('scope') === 'row')
    assert.deepEqual(
      rows.map(({ text }) => text),
      many(4000).map(({ title }) => title),
    )
    const jumps = elements.filter(({ attributes }) => /^#category-\d+$/.test(attributes.get('href') ?? ''))
    assert.deepEqual(
      jumps.slice(0, 2).map(({ text }) => text),
      ['c0', 'c100'],
    )
    assert.equal(jumps.length, 40)
    assert.ok(html.length / 4000 < 600, `${html.length / 4000} characters a row`)
  })

  it('has no jumps where one table is enough', () => {
    assert.doesNotMatch(renderFeedsPage(frame, { ...none, categories: many(100) }), /class="jump"/)
  })

  it('says of each kind that there is none, where there is none', () => {
    const text = readHtml(renderFeedsPage(frame, none))[0]?.text ?? ''
    assert.equal(text.match(/还没有。/g)?.length, 3)
  })

  it('explains feeds in the language of the site, and folded away in the other', () => {
    for (const [language, first, other] of [
      ['zh-CN', '什么是订阅源', 'What a feed is'],
      ['en', 'What a feed is', '什么是订阅源'],
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
