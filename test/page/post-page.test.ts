import assert from 'node:assert/strict'
import { type PostPage, renderPost } from '../../src/page/post-page.js'
import { readHtml } from './html-reader.js'
import { makeFrame, makePost, makeScope } from './sample.js'

describe('The page of a post', () => {
  const frame = makeFrame()
  const category = makeScope('category', 'hongwang')
  const read = (more: Partial<PostPage> = {}) =>
    readHtml(
      renderPost(frame, {
        post: makePost(),
        body: '<p>正文</p>',
        carriedBy: [frame.wholeSite, category],
        ...more,
      }),
    )
  const textOf = (elements: ReturnType<typeof read>, className: string) =>
    elements.find(({ attributes }) => attributes.get('class') === className)?.text

  it('shows its time with the offset that its author wrote', () => {
    assert.equal(textOf(read(), 'meta'), '发布 2021-12-30 15:26 +0800')
  })

  it('shows when it was updated, if ever', () => {
    const { published } = makePost()
    const updated = { instantMs: published.instantMs + 3_600_000, offsetMinutes: 0 }
    const authors = [makeScope('author', '张建国')]
    assert.match(
      textOf(read({ post: makePost({ updated, authors }) }), 'meta') ?? '',
      /^发布 2021-12-30 15:26 \+0800 更新 2021-12-30 08:26 \+0000 张建国 $/,
    )
  })

  it('contains the body unchanged', () => {
    const body = '<p>1 &lt; 2</p><figure><img src="https://a.cn/x.png" alt="图"></figure>'
    assert.ok(renderPost(frame, { post: makePost(), body, carriedBy: [] }).includes(body))
  })

  it('lets the keyboard reach what scrolls sideways: tables and code (WCAG 2.2, 2.1.1)', () => {
    const reached = (body: string) =>
      read({ body, carriedBy: [] }).flatMap(({ name, attributes }) =>
        attributes.get('tabindex') === '0' ? [name] : [],
      )
    assert.deepEqual(reached('<table><tr><td>1</td></tr></table><p>&lt;pre&gt;</p>'), ['table'])
    assert.deepEqual(reached('<pre><code>a</code></pre><pre dir="ltr">b</pre>'), ['pre', 'pre'])
  })

  it('lowers the headings of a body that has a main heading of its own', () => {
    const headings = (body: string) =>
      read({ body, carriedBy: [] }).flatMap(({ name, text }) =>
        /^h\d$/.test(name) && text ? [`${name} ${text}`] : [],
      )
    const title = `h1 ${makePost().title}`
    assert.deepEqual(headings('<h1>甲</h1><h2 id="n">乙</h2><h6>丙</h6>'), [title, 'h2 甲', 'h3 乙', 'h6 丙'])
    assert.deepEqual(headings('<h2>乙</h2><p>&lt;h1&gt; <code>h1</code></p>'), [title, 'h2 乙'])
  })

  it("marks what its author wrote, and nothing else, as being in a language other than the site's", () => {
    const marked = (language?: string) =>
      read({ post: makePost(language === undefined ? {} : { language }) }).flatMap(({ name, attributes }) =>
        attributes.has('lang') && name !== 'html'
          ? [[name, attributes.get('lang'), attributes.get('dir')]]
          : [],
      )
    assert.deepEqual(marked(), [])
    assert.deepEqual(marked('ar'), [
      ['h1', 'ar', 'rtl'],
      ['div', 'ar', 'rtl'],
    ])
  })

  it('links to its neighbours, the newer one first', () => {
    const newer = makePost({ title: '后一篇' })
    const older = makePost({ title: '前一篇' })
    assert.match(textOf(read({ newer, older }), 'neighbours') ?? '', /较新一篇 后一篇\s+较早一篇 前一篇/)
    assert.match(textOf(read({ older }), 'neighbours') ?? '', /^\s+较早一篇 前一篇\s+$/)
    assert.equal(textOf(read(), 'neighbours'), undefined)
  })

  it('says which feeds carry it, each in three formats, and offers the same to readers', () => {
    const elements = read()
    assert.match(
      textOf(elements, 'carriers') ?? '',
      /全站 财经早知道 RSSAtomJSON\s+分类 hongwang RSSAtomJSON/,
    )
    const offered = elements.flatMap(({ attributes }) =>
      attributes.get('rel') === 'alternate' ? (attributes.get('href') ?? []) : [],
    )
    assert.deepEqual(offered, [...Object.values(category.feeds), ...Object.values(frame.wholeSite.feeds)])
  })

  it('says that it is in no feed if its author wanted none', () => {
    assert.equal(textOf(read({ carriedBy: [] }), 'carriers none'), '本文不在任何订阅源中。')
  })

  it('names its categories and tags, if it has any', () => {
    const scopes = (post = makePost()) =>
      read({ post }).find(({ attributes }) => attributes.get('class') === 'scopes')
    assert.equal(scopes()?.text, 'hongwang红网新闻')
    assert.equal(scopes()?.attributes.get('aria-label'), '分类 · 标签')
    assert.equal(scopes(makePost({ categories: [], tags: [] })), undefined)
  })

  it('names without a link what has no page', () => {
    const { page: _, ...unlinked } = makeScope('tag', '银行')
    const { page: __, ...author } = makeScope('author', '张建国')
    const post = makePost({ tags: [unlinked], authors: [author] })
    const elements = read({ post, carriedBy: [] })
    const linked = elements.filter(({ name }) => name === 'a').map(({ text }) => text)
    assert.equal(textOf(elements, 'scopes'), 'hongwang银行')
    assert.equal(textOf(elements, 'authors'), '张建国 ')
    assert.ok(linked.includes('hongwang') && !linked.includes('银行') && !linked.includes('张建国'))
  })
})
