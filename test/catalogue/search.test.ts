import assert from 'node:assert/strict'
import { mock } from 'node:test'
import type { Catalogue, PostRecord } from '../../src/catalogue/catalogue.js'
import { checkCatalogue } from '../../src/catalogue/damage.js'
import type { CatalogueWriter } from '../../src/catalogue/writer.js'
import { at, makePost, makeRead } from '../support/make-post.js'
import { combine, indexAll, Workbench } from './workbench.js'

const daySeconds = 86_400
type Written = Parameters<typeof makePost>[0]

describe('A search', () => {
  let bench: Workbench
  let writer: CatalogueWriter
  let catalogue: Catalogue

  beforeEach(() => {
    bench = new Workbench()
    writer = bench.writer({ future: true })
    catalogue = bench.catalogue()
  })
  afterEach(() => {
    mock.restoreAll()
    bench.clear()
  })

  const ingest = (...posts: Written[]) =>
    writer.ingest({ posts: posts.map((post) => makeRead({ post: makePost(post) })) })
  const publish = (...posts: Written[]) => {
    ingest(...posts)
    indexAll(writer)
  }
  const markdown = (text: string) => ({ kind: 'markdown', text }) as const
  const sources = (posts: readonly PostRecord[]) => posts.map(({ source }) => source)
  const search = (words: string, limit?: number, part?: number) =>
    sources(combine(catalogue, { q: [words] }, limit, part))

  it('finds posts by all of their words', () => {
    publish({
      source: 'a.md',
      title: '青禾新材',
      summary: 'A summary of R&amp;D',
      categories: ['hongwang'],
      tags: ['红网新闻'],
      authors: [{ name: '周砚' }],
      body: {
        kind: 'html',
        text: '<p>中国<b>人民</b>银行</p><p>Straße <a href="http://x.cn/geheim">1</a></p>',
      },
    })
    for (const words of [
      '青禾',
      'summary',
      'hongwang',
      '红网新闻',
      '周砚',
      '银行',
      'STRASSE',
      '银行 青禾 summary',
    ])
      assert.deepEqual(search(words), ['a.md'], words)
    for (const words of ['银行 黄金', 'sum', 'geheim', 'strong', '行中', '材A', '', '"'])
      assert.deepEqual(search(words), [], words)
  })

  it('is exact even if the pairs of a word are apart', () => {
    publish(
      { source: 'a.md', published: at(2), body: markdown('人民币与民银，银行') },
      { source: 'b.md', published: at(1), body: markdown('中国人民银行') },
      { source: 'c.md', published: at(0), body: markdown('the bank of A股') },
    )
    assert.deepEqual(search('人民银行'), ['b.md'])
    assert.deepEqual(search('bank-of'), ['c.md'])
    assert.deepEqual(search('of-bank'), [])
    assert.deepEqual(search('A股'), ['c.md'])
  })

  it('finds a single Chinese character in titles and names only', () => {
    publish(
      { source: 'a.md', title: '今日大雨', body: markdown('正文') },
      { source: 'b.md', title: '正文', tags: ['雨'], published: at(-1) },
      { source: 'c.md', title: '正文', body: markdown('大雨') },
    )
    assert.deepEqual(search('雨'), ['a.md', 'b.md'])
  })

  it('gives the newest first, across days and years, and those of one instant by guid', () => {
    const instants = [
      3 * daySeconds,
      1,
      0,
      0,
      -1,
      -400 * daySeconds,
      -20_000 * daySeconds,
      -700_000 * daySeconds,
    ]
    const posts = instants.map((seconds, n) => ({ source: `${n}.md`, published: at(seconds), guid: `g${n}` }))
    publish(...posts.toReversed())
    const all = posts.map(({ source }) => source)
    assert.deepEqual(search('title'), all)
    assert.deepEqual(search('title', 3), all.slice(0, 3))
    for (const part of [1, 2, 3, 7, 8])
      assert.deepEqual(search('title', 100, part), all, `in parts of ${part}`)
  })

  it('finds only what is published and in feeds', () => {
    bench.close(writer)
    writer = bench.writer({ future: false })
    publish(
      { source: 'a.md' },
      { source: 'b.md', inFeeds: false },
      { source: 'c.md', published: at(30 * daySeconds) },
      { source: 'd.md', permalink: '/a.html', published: at(-1) },
    )
    assert.deepEqual(search('title'), ['a.md'])
    bench.clock.pass(31 * daySeconds * 1000)
    writer.release(bench.clock())
    assert.deepEqual(search('title'), ['a.md'])
    indexAll(writer)
    assert.deepEqual(search('title'), ['c.md', 'a.md'])
  })

  it('finds what the site keeps of its history, and what comes back', () => {
    bench.close(writer)
    writer = bench.writer({ future: true, keep: { posts: 2 } })
    publish({ source: 'a.md' }, { source: 'b.md', published: at(1) }, { source: 'c.md', published: at(2) })
    assert.deepEqual(search('title'), ['c.md', 'b.md'])
    writer.ingest({ removed: ['c.md'] })
    indexAll(writer)
    assert.deepEqual(search('title'), ['b.md', 'a.md'])
  })

  it('stops finding what was removed or rewritten, from that commit on', () => {
    publish({ source: 'a.md', body: markdown('大雨') }, { source: 'b.md', body: markdown('大雪') })
    ingest({ source: 'a.md', body: markdown('大风') })
    assert.deepEqual(search('大雨'), [])
    writer.ingest({ removed: ['b.md'] })
    assert.deepEqual(search('大雪'), [])
    assert.deepEqual(catalogue.status().search, { indexed: 0, total: 1 })
    indexAll(writer)
    assert.deepEqual(search('大风'), ['a.md'])
    assert.ok(checkCatalogue(bench.dataDir))
  })

  it('is the same after a restart, even if posts left the index before', () => {
    publish(
      { source: 'a.md' },
      { source: 'b.md', published: at(1) },
      { source: 'c.md', published: at(-daySeconds) },
    )
    writer.ingest({ removed: ['a.md', 'c.md'] })
    bench.close(catalogue)
    bench.close(writer)
    writer = bench.writer({ future: true })
    assert.equal(writer.rebuilt, undefined)
    catalogue = bench.catalogue()
    assert.deepEqual(search('title'), ['b.md'])
    assert.deepEqual(writer.indexWords(), { posts: 0, more: false })
  })

  it('does not index again what has not changed', () => {
    publish({ source: 'a.md' })
    ingest({ source: 'a.md' })
    ingest({ source: 'b.md', published: at(1) })
    assert.deepEqual(catalogue.status().search, { indexed: 1, total: 2 })
  })

  it('finds more posts with every step of indexing, the newest first', () => {
    ingest(...Array.from({ length: 150 }, (_, n) => ({ source: `${n}.md`, published: at(n * 1000) })))
    const before = [catalogue.version(), catalogue.searchChanged()] as const
    assert.deepEqual(catalogue.status().search, { indexed: 0, total: 150 })
    const { posts, more } = writer.indexWords()
    assert.ok(posts > 0 && posts < 150 && more)
    assert.deepEqual(catalogue.status().search, { indexed: posts, total: 150 })
    assert.equal(search('title', 1000).length, posts)
    assert.deepEqual(search('title', 1), ['149.md'])
    assert.ok(catalogue.version() > before[0] && catalogue.searchChanged() > before[1])
    bench.close(writer)
    writer = bench.writer({ future: true })
    indexAll(writer)
    assert.equal(search('title', 1000).length, 150)
    assert.deepEqual(writer.indexWords(), { posts: 0, more: false })
  })

  it('gets a post with each step of the index, however slow the machine is', () => {
    ingest({ source: 'a.md' }, { source: 'b.md', published: at(1) })
    let ms = 0
    mock.method(performance, 'now', () => {
      ms += 60_000
      return ms
    })
    assert.deepEqual(writer.indexWords(), { posts: 1, more: true })
    indexAll(writer)
    assert.deepEqual(search('title'), ['b.md', 'a.md'])
  })

  it('reads four hundred posts that seem to hold the words, and no more', () => {
    const posts = Array.from({ length: 620 }, (_, n): Written => {
      const text = n % 100 === 5 ? '一二三' : '一二，二三'
      return { source: `${n}.md`, published: at(-n), body: markdown(text) }
    })
    publish(...posts)
    assert.deepEqual(search('一二三', 2), ['5.md', '105.md'])
    assert.deepEqual(search('一二三'), ['5.md', '105.md', '205.md', '305.md'])
    assert.equal(search('一二', 1000).length, 620)
  })

  describe('under another setting', () => {
    const post = {
      source: 'a.md',
      title: '青禾',
      summary: '摘要',
      tags: ['红网'],
      body: markdown('中国人民银行'),
    }
    const reopen = (mode: 'full' | 'title' | 'off') => {
      bench.close(writer)
      writer = bench.writer({ future: true, search: mode })
      const { search: waiting } = catalogue.status()
      indexAll(writer)
      return waiting
    }

    it('finds only titles and names', () => {
      publish(post)
      assert.deepEqual(reopen('title'), { indexed: 0, total: 1 })
      assert.deepEqual(
        [search('青禾'), search('红网'), search('银行'), search('摘要')],
        [['a.md'], ['a.md'], [], []],
      )
      assert.deepEqual(catalogue.status().search, { indexed: 1, total: 1 })
      assert.deepEqual(reopen('title'), { indexed: 1, total: 1 })
    })

    it('finds nothing when off, and everything again when full', () => {
      publish(post)
      assert.equal(reopen('off'), undefined)
      assert.deepEqual([search('青禾'), catalogue.status().search], [[], undefined])
      ingest({ ...post, source: 'b.md', published: at(1) })
      assert.deepEqual(writer.indexWords(), { posts: 0, more: false })
      assert.deepEqual(reopen('full'), { indexed: 0, total: 2 })
      assert.deepEqual(search('人民银行'), ['b.md', 'a.md'])
      assert.ok(checkCatalogue(bench.dataDir))
    })
  })
})
