import assert from 'node:assert/strict'
import { type ArchivePage, renderArchive } from '../../src/page/archive-page.js'
import { renderHome } from '../../src/page/home-page.js'
import { renderListing } from '../../src/page/listing-page.js'
import { readHtml } from './html-reader.js'
import { makeFrame, makePost, makeScope } from './sample.js'

const scope = makeScope('tag', '银行', { title: '银行业', count: 4213 })
const linkTo = (name: string) => ({ name, page: `https://news.example.cn/tag/x/archive/${name}.html` })

describe('The page of an archive', () => {
  const read = (page: Partial<ArchivePage> = {}, language?: string) =>
    readHtml(
      renderArchive(makeFrame(language), { scope, archive: linkTo('2021-12'), posts: [makePost()], ...page }),
    )
  const textOf = (elements: ReturnType<typeof read>, name: string) =>
    elements.filter((element) => element.name === name).map(({ text }) => text)
  const ways = (elements: ReturnType<typeof read>) =>
    elements
      .filter(({ name, attributes }) => name === 'a' && /^(prev|next)$/.test(attributes.get('rel') ?? ''))
      .map(({ text, attributes }) => [attributes.get('rel'), text, attributes.get('href')])

  it('is headed by its period, below its scope, and says how to subscribe and how many posts it has', () => {
    const elements = read()
    assert.deepEqual(textOf(elements, 'h1'), ['2021年12月'])
    assert.match(textOf(elements, 'header')[1] ?? '', /银行业\s+2021年12月\s+订阅\s+RSSAtomJSON\s+1 篇/)
    assert.deepEqual(textOf(elements, 'title'), ['银行业：2021年12月 - 财经早知道'])
    assert.equal(textOf(elements, 'article').length, 1)
    const ofSite = read({ scope: makeFrame().wholeSite })
    assert.deepEqual(textOf(ofSite, 'title'), ['2021年12月 - 财经早知道'])
  })

  it('has an address of its own, and offers the feeds of its scope', () => {
    const links = read().filter(({ name }) => name === 'link')
    const hrefOf = (rel: string) =>
      links.find(({ attributes }) => attributes.get('rel') === rel)?.attributes.get('href')
    assert.equal(hrefOf('canonical'), linkTo('2021-12').page)
    assert.equal(hrefOf('alternate'), scope.feeds.rss)
  })

  it('links to the older one as next, and to the newer one as previous', () => {
    const around = { older: linkTo('2021-11'), newer: linkTo('2022') }
    assert.deepEqual(ways(read(around)), [
      ['prev', '较新的文章：2022年', around.newer.page],
      ['next', '较早的文章：2021年11月', around.older.page],
    ])
    assert.deepEqual(
      ways(read(around, 'en')).map(([, text]) => text),
      ['Newer posts: 2022', 'Older posts: November 2021'],
    )
  })

  it('links to the page of its scope from the newest period, and no further from the oldest', () => {
    assert.deepEqual(ways(read()), [['prev', '较新的文章：银行业', scope.page]])
  })

  it('is linked from the page of its scope, and from the home page', () => {
    const older = linkTo('2021-12')
    const listing = readHtml(renderListing(makeFrame(), { scope, posts: [makePost()], older }))
    assert.deepEqual(ways(listing), [['next', '较早的文章：2021年12月', older.page]])
    const categories = { kind: 'category', scopes: [], total: 0, all: 'https://a.cn/c.html' } as const
    const home = readHtml(renderHome(makeFrame(), { categories, tags: [], newest: [makePost()], older }))
    assert.deepEqual(ways(home), [['next', '较早的文章：2021年12月', older.page]])
  })
})
