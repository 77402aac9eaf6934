import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Bookmark } from '../../src/catalogue/combination-question.js'
import type { Combination } from '../../src/model/combination.js'
import type { Post } from '../../src/model/post.js'
import { at, makePost, makeRead } from '../support/make-post.js'
import { combine, indexAll, openForEach } from './workbench.js'

const names = ['a', 'b', 'c']
const kinds = ['category', 'tag', 'author'] as const

/** What matters of a post here: its names, and whether it holds the word. */
interface Asked {
  readonly category: readonly string[]
  readonly tag: readonly string[]
  readonly author: readonly string[]
  readonly word: boolean
  readonly second: number
}

const toPost = ({ category, tag, author, word, second }: Asked, n: number): Post =>
  makePost({
    source: `${n}.md`,
    guid: `g${String(n % 7)}-${n}`,
    published: at(second * 40_000),
    categories: [...category],
    tags: [...tag],
    authors: author.map((name) => ({ name })),
    body: { kind: 'markdown', text: word ? '中国人民银行' : '人民与民银，银行' },
  })

/** What should be found, worked out by scanning everything. */
function expected(posts: readonly Asked[], combination: Combination): string[] {
  const holds = (asked: Asked) =>
    kinds.every(
      (kind) =>
        (combination[kind]?.some((name) => asked[kind].includes(name)) ?? true) &&
        !combination[`not-${kind}`]?.some((name) => asked[kind].includes(name)),
    ) &&
    (combination.q === undefined || asked.word || combination.q.includes('银行'))
  return posts
    .map((asked, n) => ({ asked, post: toPost(asked, n) }))
    .filter(({ asked }) => holds(asked))
    .sort(
      (a, b) =>
        b.post.published.instantMs - a.post.published.instantMs || (a.post.guid < b.post.guid ? -1 : 1),
    )
    .map(({ post }) => post.source)
}

const some = fc.subarray(names)
const values = fc.subarray([...names, 'unknown'], { minLength: 1 })
const anyAsked = fc.record({
  ...{ category: some, tag: some, author: some },
  ...{ word: fc.boolean(), second: fc.integer({ min: -12, max: 2 }) },
})
const anyCombination = fc.record(
  {
    ...{ category: values, tag: values, author: values },
    ...{ 'not-category': some, 'not-tag': values, 'not-author': values },
    q: fc.constantFrom(['人民银行'], ['银行'], ['人民银行', '银行']),
  },
  { requiredKeys: [] },
)

describe('The posts of a combination', () => {
  const open = openForEach()
  const publish = (posts: readonly Post[]) => {
    open.writer.ingest({ posts: posts.map((post) => makeRead({ post })) })
    indexAll(open.writer)
  }
  const sources = (combination: Combination, limit = 1000, part = limit) =>
    combine(open.catalogue, combination, limit, part).map(({ source }) => source)

  it('are those that a scan of all posts would find, in our order, in parts of any size', () => {
    const property = fc.property(
      fc.array(anyAsked, { maxLength: 30 }),
      fc.array(fc.tuple(anyCombination, fc.integer({ min: 1, max: 9 })), { minLength: 5, maxLength: 20 }),
      (posts, questions) => {
        open.writer.ingest({ removed: Array.from({ length: 30 }, (_, n) => `${n}.md`) })
        publish(posts.map(toPost))
        for (const [combination, part] of questions)
          assert.deepEqual(
            sources(combination, 1000, part),
            expected(posts, combination),
            JSON.stringify(combination),
          )
      },
    )
    fc.assert(property, { numRuns: 25 })
  })

  it('are none if no name of one kind is known; unknown names beside known ones are ignored', () => {
    publish([makePost({ source: 'a.md', categories: ['a'], tags: ['t'] })])
    assert.deepEqual(sources({ category: ['none'] }), [])
    assert.deepEqual(sources({ category: ['a', 'none'] }), ['a.md'])
    assert.deepEqual(sources({ category: ['a'], tag: ['none'] }), [])
    assert.deepEqual(sources({ 'not-category': ['none'] }), ['a.md'])
  })

  it('come in a limited number of parts', () => {
    publish(['a.md', 'b.md'].map((source, n) => makePost({ source, published: at(-n), categories: ['a'] })))
    const ask = (from?: Bookmark) =>
      open.catalogue.combined({ combination: { category: ['a'] }, limit: 1, ...(from && { from }) })
    const { posts, next } = ask()
    assert.deepEqual([posts[0]?.source, next?.part], ['a.md', 1], 'a full part does not count')
    assert.equal(ask(next).posts[0]?.source, 'b.md')
    assert.deepEqual(ask(ask(next).next), { posts: [] })
    assert.equal(ask(next && { ...next, part: 21 }).next, undefined)
  })

  it('are read for words half a megabyte at a time, without leaving any out', () => {
    const text = `${'人民与民银，银行'.repeat(10_000)}中国人民银行`
    const post = (n: number) =>
      makePost({ source: `${n}.md`, published: at(-n), categories: ['a'], body: { kind: 'markdown', text } })
    publish([0, 1, 2, 3, 4].map(post))
    for (const combination of [{ q: ['人民银行'] }, { category: ['a'], q: ['人民银行'] }]) {
      const parts: number[] = []
      let from: Bookmark | undefined
      do {
        const found = open.catalogue.combined({ combination, limit: 10, ...(from && { from }) })
        parts.push(found.posts.length)
        from = found.next
      } while (from !== undefined)
      assert.ok(Math.max(...parts) <= 2, parts.join())
      assert.deepEqual(sources(combination), ['0.md', '1.md', '2.md', '3.md', '4.md'])
    }
  })

  it('are touched with any of the names asked for, or with anything if none is', () => {
    publish([
      makePost({ source: 'a.md', categories: ['a'] }),
      makePost({ source: 'b.md', categories: ['b'] }),
    ])
    const touched = () =>
      ['a', 'b', 'none'].map((name) => open.catalogue.combinationTouched({ category: [name] }))
    const before = touched()
    const all = open.catalogue.combinationTouched({ 'not-category': ['a'] })
    publish([makePost({ source: 'c.md', categories: ['b'] })])
    assert.deepEqual(
      touched().map((moment, n) => moment === before[n]),
      [true, false, true],
    )
    assert.ok(open.catalogue.combinationTouched({ 'not-category': ['a'] }) > all)
    assert.ok(open.catalogue.combinationTouched({ category: ['a', 'b'] }) > all)
  })

  it('are found by reading the newest ones if one day has thousands of matches', () => {
    publish(
      Array.from({ length: 2_100 }, (_, n) =>
        makePost({ source: `${n}.md`, published: at(-n), categories: n % 1000 === 0 ? ['a'] : ['b'] }),
      ),
    )
    assert.deepEqual(sources({ q: ['title'] }, 3), ['0.md', '1.md', '2.md'])
    assert.deepEqual(sources({ q: ['title'], category: ['b'] }, 2), ['1.md', '2.md'])
    assert.deepEqual(sources({ q: ['title'], category: ['a'] }), ['0.md', '1000.md', '2000.md'])
  })

  it('include those of a former name, but none of a withdrawn feed', () => {
    publish([
      makePost({ source: 'a.md', categories: ['new'] }),
      makePost({ source: 'b.md', categories: ['lost'] }),
    ])
    open.writer.ingest({
      feeds: {
        ...{ file: 'feeds.yml', size: 1, mtimeMs: 1, hash: 'h', problems: [] },
        entries: [
          { scope: { kind: 'category', name: 'new' }, settings: { aliases: ['old'] } },
          { scope: { kind: 'category', name: 'lost' }, settings: { gone: true } },
        ],
      },
    })
    assert.deepEqual(sources({ category: ['old'] }), ['a.md'])
    assert.deepEqual(sources({ category: ['lost'] }), [])
    assert.deepEqual(sources({ 'not-category': ['old', 'lost'] }), [])
  })
})
