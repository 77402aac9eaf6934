import assert from 'node:assert/strict'
import { html } from '../../src/page/html.js'
import { type PageHead, renderLayout } from '../../src/page/layout.js'
import { readHtml } from './html-reader.js'
import { makeFrame, makePost, makeScope } from './sample.js'

describe('The head of a page', () => {
  const canonical = 'https://news.example.cn/tag/x.html'
  const read = (head: Partial<PageHead>, frame = makeFrame()) =>
    readHtml(renderLayout(frame, { kind: 'listing', title: '银行', canonical, ...head }, html`<h1>银行</h1>`))
  const meta = (elements: ReturnType<typeof read>, key: string) =>
    elements
      .find(({ attributes }) => attributes.get('property') === key || attributes.get('name') === key)
      ?.attributes.get('content')

  it("offers the page's own feeds first, each under the feed's own title", () => {
    const scope = makeScope('tag', '银行', { feedTitle: '#银行 - 财经早知道' })
    const links = read({ scopes: [scope] }).filter(({ attributes }) => attributes.get('rel') === 'alternate')
    assert.deepEqual(
      links.map(({ attributes }) => [
        attributes.get('title'),
        attributes.get('type'),
        attributes.get('href'),
      ]),
      [
        ['#银行 - 财经早知道 (RSS)', 'application/rss+xml', scope.feeds.rss],
        ['#银行 - 财经早知道 (Atom)', 'application/atom+xml', scope.feeds.atom],
        ['#银行 - 财经早知道 (JSON)', 'application/feed+json', scope.feeds.json],
        ['财经早知道 (RSS)', 'application/rss+xml', makeFrame().wholeSite.feeds.rss],
        ['财经早知道 (Atom)', 'application/atom+xml', makeFrame().wholeSite.feeds.atom],
        ['财经早知道 (JSON)', 'application/feed+json', makeFrame().wholeSite.feeds.json],
      ],
    )
  })

  it("names the page before the site, since browsers cut off the end of a tab's title", () => {
    assert.equal(read({}).find(({ name }) => name === 'title')?.text, '银行 - 财经早知道')
  })

  it('tells messengers the title, the address and the picture, and the times of a post', () => {
    const post = makePost()
    const elements = read({ post, image: 'https://img.example.cn/a.jpg', description: '摘要' })
    assert.equal(meta(elements, 'og:title'), '银行')
    assert.equal(meta(elements, 'og:url'), canonical)
    assert.equal(meta(elements, 'og:type'), 'article')
    assert.equal(meta(elements, 'og:image'), 'https://img.example.cn/a.jpg')
    assert.equal(meta(elements, 'og:description'), '摘要')
    assert.equal(meta(elements, 'description'), '摘要')
    assert.equal(meta(elements, 'article:published_time'), '2021-12-30T15:26:20+08:00')
  })

  it('leaves out a missing description and a picture that is not on the web', () => {
    const elements = read({ image: 'data:image/png;base64,AA==' })
    for (const key of ['description', 'og:description', 'og:image', 'article:published_time']) {
      assert.equal(meta(elements, key), undefined)
    }
  })

  it('tells messengers nothing about a page without an address of its own', () => {
    const elements = readHtml(
      renderLayout(makeFrame(), { kind: 'error', title: '没有这一页' }, html`<h1>404</h1>`),
    )
    for (const key of ['og:site_name', 'og:title', 'og:url', 'og:type'])
      assert.equal(meta(elements, key), undefined)
    assert.equal(meta(elements, 'robots'), 'noindex')
  })

  it("has the site's icon or, without one, keeps browsers from asking for it", () => {
    const icon = 'https://news.example.cn/icon.png'
    const frame = makeFrame()
    const iconOf = (elements: ReturnType<typeof read>) =>
      elements.find(({ attributes }) => attributes.get('rel') === 'icon')?.attributes.get('href')
    assert.equal(iconOf(read({}, { ...frame, site: { ...frame.site, icon } })), icon)
    assert.equal(iconOf(read({})), 'data:,')
  })

  it('shows one whole character of the title in the seal of the masthead', () => {
    const frame = makeFrame()
    const read = (title: string) =>
      readHtml(renderLayout({ ...frame, site: { ...frame.site, title } }, { kind: 'error' }, html``))
    const seal = (title: string) =>
      read(title).find(({ attributes }) => attributes.get('class') === 'seal')?.text
    assert.equal(seal('财经早知道'), '财')
    assert.equal(seal(' 👨‍👩‍👧 at home'), '👨‍👩‍👧')
    assert.equal(seal(''), '')
  })
})
