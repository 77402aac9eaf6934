import assert from 'node:assert/strict'
import { renderHome } from '../../src/page/home-page.js'
import { readHtml } from './html-reader.js'
import { makeFrame, makePost, makeScope } from './sample.js'

describe('The home page', () => {
  const frame = makeFrame()
  const categories = {
    kind: 'category',
    scopes: [],
    total: 0,
    all: 'https://a.cn/feeds/category.html',
  } as const
  const numbered = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => makePost({ title: `${name} ${index}` }))

  it('shows every given tag, with its posts, its count and its feeds, in the order given', () => {
    const tags = ['银行', '债券', 'A股'].map((name) => ({
      scope: makeScope('tag', name, { count: 1234 }),
      posts: numbered(5, name),
    }))
    const blocks = readHtml(renderHome(frame, { categories, tags, newest: [] })).filter(
      ({ name, attributes }) => name === 'section' && attributes.get('class') === 'tag',
    )
    assert.equal(blocks.length, 3)
    for (const [index, { text }] of blocks.entries()) {
      const name = tags[index]?.scope.name ?? ''
      for (const part of [name, '1,234 篇', 'RSS', 'Atom', 'JSON', `${name} 0`, `${name} 4`]) {
        assert.ok(text.includes(part), part)
      }
    }
  })

  it('opens with the newest post in detail, and lists the others below', () => {
    const [lead, ...others] = numbered(4, '新闻').map((post) => ({
      ...post,
      summary: `${post.title} 的摘要`,
    }))
    const elements = readHtml(
      renderHome(frame, { categories, tags: [], newest: lead ? [lead, ...others] : [] }),
    )
    assert.match(elements.find(({ name }) => name === 'article')?.text ?? '', /新闻 0[\s\S]*新闻 0 的摘要/)
    const list = elements.find(({ attributes }) => attributes.get('class') === 'brief')?.text ?? ''
    assert.match(list, /新闻 1[\s\S]*新闻 2[\s\S]*新闻 3/)
    assert.doesNotMatch(list, /新闻 0|摘要/)
  })

  it('has a place for the summary of the newest post only if it has one', () => {
    const summaries = (summary?: string) =>
      readHtml(
        renderHome(frame, {
          categories,
          tags: [],
          newest: [makePost(summary === undefined ? {} : { summary })],
        }),
      )
        .filter(({ attributes }) => attributes.get('class') === 'summary')
        .map(({ text }) => text)
    assert.deepEqual(summaries('释放长期资金。'), ['释放长期资金。'])
    assert.deepEqual([summaries(''), summaries()], [[], []])
  })

  it('says how many posts there are and when the last one came, by its date and not by the clock', () => {
    const text = readHtml(renderHome(frame, { categories, tags: [], newest: [makePost()] }))[0]?.text ?? ''
    assert.match(text, /3 篇[\s\S]*最近一篇 2021-12-30 15:26 \+0800/)
  })

  it('says so if there are no posts yet', () => {
    const text = readHtml(renderHome(frame, { categories, tags: [], newest: [] }))[0]?.text ?? ''
    assert.match(text, /现在还没有文章。/)
    assert.doesNotMatch(text, /最近一篇|最近更新的标签/)
  })

  it('names its categories above the news, by their titles, and links to the list of all', () => {
    const scopes = [makeScope('category', 'hongwang', { title: '红网新闻' }), makeScope('category', 'b')]
    const home = { categories: { ...categories, scopes, total: 1891 }, tags: [], newest: [makePost()] }
    const elements = readHtml(renderHome(frame, home))
    const at = elements.findIndex(({ attributes }) => attributes.get('class') === 'sections')
    assert.match(elements[at]?.text.replace(/\s+/g, ' ') ?? '', /^ ?全部分类 1,891 ?红网新闻 ?b ?$/)
    assert.equal(elements[at]?.attributes.get('aria-label'), '分类')
    assert.ok(at < elements.findIndex(({ name }) => name === 'article'))
    const targets = elements.map(({ attributes }) => attributes.get('href'))
    for (const target of [categories.all, ...scopes.map(({ page }) => page)])
      assert.ok(targets.includes(target))
  })

  it('has no list of categories if there are none', () => {
    assert.doesNotMatch(renderHome(frame, { categories, tags: [], newest: [] }), /class="sections"/)
  })

  it('marks a title in another language as such', () => {
    const html = renderHome(frame, {
      categories,
      tags: [],
      newest: [makePost(), makePost({ language: 'en', title: 'Rain' })],
    })
    const marked = readHtml(html).find(
      ({ name, attributes }) => name === 'a' && attributes.get('lang') === 'en',
    )
    assert.equal(marked?.text, 'Rain')
  })
})
