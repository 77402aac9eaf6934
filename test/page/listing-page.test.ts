import assert from 'node:assert/strict'
import { renderListing } from '../../src/page/listing-page.js'
import type { PostView, ScopeView } from '../../src/page/view.js'
import { readHtml } from './html-reader.js'
import { makeFrame, makePost, makeScope } from './sample.js'

describe('The page of a scope', () => {
  const scope = makeScope('tag', '银行', { title: '银行业', count: 4213, description: '商业银行的新闻' })
  const read = (scope: ScopeView, posts: readonly PostView[], language?: string) =>
    readHtml(renderListing(makeFrame(language), { scope, posts }))
  const textOf = (elements: ReturnType<typeof read>, name: string) =>
    elements.filter((element) => element.name === name).map(({ text }) => text)

  it('is headed by its title, and says what it is and how to subscribe', () => {
    const elements = read({ ...scope, image: 'https://img.example.cn/b.png' }, [makePost()])
    assert.deepEqual(textOf(elements, 'h1'), ['银行业'])
    assert.match(
      textOf(elements, 'header')[1] ?? '',
      /标签\s+银行业\s+商业银行的新闻\s+订阅\s+RSSAtomJSON\s+4,213 篇/,
    )
    assert.ok(elements.some(({ attributes }) => attributes.get('src') === 'https://img.example.cn/b.png'))
  })

  it('says how many posts it shows if there are more', () => {
    assert.match(read(scope, [makePost()])[0]?.text ?? '', /以下是最新的 1 篇，共 4,213 篇。/)
    assert.match(read(scope, [makePost()], 'en')[0]?.text ?? '', /These are the newest 1 of 4,213 posts\./)
  })

  it('does not say so if it shows them all', () => {
    assert.doesNotMatch(read({ ...scope, count: 1 }, [makePost()])[0]?.text ?? '', /以下是/)
  })

  it('has a kind word if there are no posts, and still its feeds', () => {
    const elements = read({ ...scope, count: 0 }, [])
    assert.match(elements[0]?.text ?? '', /先订阅也无妨/)
    assert.ok(
      elements.some(({ name, attributes }) => name === 'a' && attributes.get('href') === scope.feeds.rss),
    )
    assert.deepEqual(textOf(elements, 'article'), [])
  })

  it("shows each post's title, time, summary, author, picture and the other scopes that it is in", () => {
    const post = makePost({
      title: '央行降准',
      summary: '释放长期资金。',
      image: 'https://img.example.cn/c.jpg',
      authors: [makeScope('author', '张建国')],
      tags: [scope, makeScope('tag', '央行')],
    })
    const elements = read(scope, [post])
    const text = textOf(elements, 'article')[0] ?? ''
    assert.match(text, /央行降准\s+2021-12-30 15:26 \+0800 张建国\s+释放长期资金。\s+hongwang央行/)
    assert.doesNotMatch(text, /银行业/)
    const picture = elements.find(({ name }) => name === 'img')
    assert.equal(picture?.attributes.get('src'), post.image)
    assert.equal(picture?.attributes.get('alt'), '')
  })

  it('needs only a title and a time of each post', () => {
    const bare = makePost({ categories: [], tags: [], authors: [], image: 'data:image/svg+xml,x' })
    const elements = read(scope, [bare])
    assert.match(
      textOf(elements, 'article')[0] ?? '',
      /^\s+央行开展1000亿元逆回购操作\s+2021-12-30 15:26 \+0800\s+$/,
    )
    assert.deepEqual(textOf(elements, 'img'), [])
  })
})
