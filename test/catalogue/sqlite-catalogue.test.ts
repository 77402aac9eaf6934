import assert from 'node:assert/strict'
import type { Catalogue, PostRecord } from '../../src/catalogue/catalogue.js'
import type { CatalogueWriter } from '../../src/catalogue/writer.js'
import { siteScope } from '../../src/model/scope.js'
import { at, makePost, makeRead, seedMs } from '../support/make-post.js'
import { makeProblem, Workbench } from './workbench.js'

const hongwang = { kind: 'category', name: 'hongwang' } as const
const redNews = { kind: 'tag', name: '红网新闻' } as const

describe('A catalogue', () => {
  let bench: Workbench
  let writer: CatalogueWriter
  let catalogue: Catalogue

  beforeEach(() => {
    bench = new Workbench()
    writer = bench.writer()
    catalogue = bench.catalogue()
  })
  afterEach(() => bench.clear())

  const ingest = (...posts: Parameters<typeof makePost>[0][]) =>
    writer.ingest({ posts: posts.map((post) => makeRead({ post: makePost(post) })) })
  const titles = (posts: readonly PostRecord[]) => posts.map(({ title }) => title)

  it('gives a post back as it was read', () => {
    const post = makePost({
      title: '雨 & <snow> 👩‍🌾',
      updated: at(60),
      authors: [{ name: '李', email: 'li@example.com', url: 'https://example.com/li' }],
      summary: 'In a word',
      image: 'rain.jpg',
      enclosure: { url: 'rain.mp3', length: 7, type: 'audio/mpeg' },
      language: 'zh-Hans',
      body: { kind: 'html', text: '<p>雨\0\n</p>' },
    })
    const read = makeRead({ post })
    writer.ingest({ posts: [read] })
    const found = catalogue.findPost(post.permalink)
    assert.ok(found)
    const { id, bodyBytes, touched, hash, ...head } = found
    const { body, ...expected } = post
    assert.deepEqual(head, expected)
    assert.deepEqual([bodyBytes, hash, touched], [12, read.hash, catalogue.lastCommit()])
    assert.deepEqual(catalogue.bodies([id, id + 1]), new Map([[id, body]]))
  })

  it('lists posts newest first, and those of one instant by guid, byte by byte', () => {
    ingest(
      { source: 'a.md', guid: '！', published: at(0) },
      { source: 'b.md', guid: '👩', published: at(0) },
      { source: 'c.md', guid: 'B', published: at(0) },
      { source: 'd.md', guid: 'a', published: at(0) },
      { source: 'e.md', guid: 'z', published: at(1) },
      { source: 'f.md', guid: 'y', published: { instantMs: -5000, offsetMinutes: 0 } },
    )
    const expected = ['e', 'c', 'd', 'a', 'b', 'f'].map((name) => `Title of ${name}`)
    assert.deepEqual(titles(catalogue.newest(siteScope, 10)), expected)
    assert.deepEqual(titles(catalogue.newest(hongwang, 3)), expected.slice(0, 3))
    assert.deepEqual(catalogue.newest({ kind: 'tag', name: 'hongwang' }, 3), [])
  })

  it('knows the posts beside one in the order of the site', () => {
    ingest({ source: 'a.md', guid: 'a' }, { source: 'b.md', guid: 'b' }, { source: 'c.md', published: at(1) })
    const beside = (permalink: string) => {
      const post = catalogue.findPost(permalink)
      assert.ok(post)
      const { newer, older } = catalogue.neighbours(post)
      return [newer?.permalink, older?.permalink]
    }
    assert.deepEqual(beside('/c.html'), [undefined, '/a.html'])
    assert.deepEqual(beside('/a.html'), ['/c.html', '/b.html'])
    assert.deepEqual(beside('/b.html'), ['/a.html', undefined])
  })

  it('has a page but no feed for a post that asks for none', () => {
    ingest(
      { source: 'a.md' },
      { source: 'about.md', inFeeds: false, categories: ['pages'], published: at(9) },
    )
    assert.deepEqual([...catalogue.permalinks()], ['/a.html', '/about.html'])
    assert.deepEqual(titles(catalogue.newest(siteScope, 9)), ['Title of a'])
    assert.equal(catalogue.findScope('category', 'pages'), undefined)
    const about = catalogue.findPost('/about.html')
    assert.ok(about)
    assert.deepEqual(catalogue.neighbours(about), {})
    assert.equal(catalogue.status().posts, 2)
  })

  it('finds a scope by its segment, also where the name had to be altered', () => {
    ingest({ categories: ['a/b', '..', 'plain'] })
    assert.deepEqual(catalogue.findScope('category', 'plain')?.scope, { kind: 'category', name: 'plain' })
    assert.equal(catalogue.findScope('category', 'a/b'), undefined)
    assert.deepEqual(
      catalogue.scopes('category', 'name').map(({ scope }) => scope),
      ['..', 'a/b', 'plain'].map((name) => ({ kind: 'category', name })),
    )
    assert.equal(catalogue.scope({ kind: 'category', name: 'a/b' })?.count, 1)
  })

  it('lists scopes by the order of feeds.yml and then by name, or by their newest post', () => {
    ingest(
      { source: 'a.md', categories: ['alpha'], published: at(1) },
      { source: 'b.md', categories: ['beta'], published: at(3) },
      { source: 'c.md', categories: ['gamma', 'gone'], published: at(2) },
    )
    const settings = (name: string, order?: number, gone?: boolean) => ({
      scope: { kind: 'category', name } as const,
      settings: { ...(order === undefined ? {} : { order }), ...(gone ? { gone } : {}) },
    })
    const entries = [settings('gamma', 2), settings('beta', 10), settings('gone', 1, true), settings('empty')]
    writer.ingest({ feeds: { file: 'feeds.yml', size: 1, mtimeMs: 1, hash: 'f', entries, problems: [] } })
    const names = (order: 'name' | 'latest', limit?: number) =>
      catalogue.scopes('category', order, limit).map(({ scope }) => scope.kind !== 'site' && scope.name)
    assert.deepEqual(names('name'), ['gamma', 'beta', 'alpha'])
    assert.deepEqual(names('latest'), ['beta', 'gamma', 'alpha'])
    assert.deepEqual(names('latest', 2), ['beta', 'gamma'])
    assert.equal(catalogue.findScope('category', 'gone')?.settings.gone, true)
    assert.deepEqual(catalogue.findScope('category', 'empty')?.count, 0)
  })

  it('keeps the scopes that were published once, when their last post has gone', () => {
    ingest({ source: 'a.md' })
    const before = catalogue.scope(redNews)
    assert.deepEqual([before?.count, before?.newestMs], [1, seedMs])
    writer.ingest({ removed: ['a.md'] })
    const record = catalogue.scope(redNews)
    assert.deepEqual(record, { scope: redNews, count: 0, touched: catalogue.lastCommit(), settings: {} })
    assert.deepEqual(catalogue.scopes('tag', 'name'), [])
    assert.deepEqual(catalogue.newest(redNews, 5), [])
  })

  it('tells its version only by what can be asked for', () => {
    const versions = [catalogue.version()]
    const read = makeRead()
    const step = (work: () => unknown) => {
      work()
      versions.push(catalogue.version())
    }
    step(() => writer.ingest({ posts: [read] }))
    step(() => writer.ingest({ restamped: [{ file: read.file, size: 100, mtimeMs: 5 }] }))
    step(() => writer.ingest({ posts: [{ ...read, mtimeMs: 6 }] }))
    step(() => writer.keepRevisions([{ address: '/feed.xml', hash: 'h', modified: 1 }]))
    step(() => writer.ingest({ complete: true, folderProblems: [] }))
    step(() => writer.ingest({ complete: true, folderProblems: [] }))
    step(() => writer.ingest({ folderProblems: [makeProblem('pipe', 'file-not-regular')] }))
    const steps = versions.slice(1).map((version, i) => version !== versions[i])
    assert.deepEqual(steps, [true, false, false, false, true, false, true])
    assert.equal(writer.file(read.file)?.mtimeMs, 6)
  })

  it('answers everything in a snapshot from one state', () => {
    ingest({ source: 'a.md' })
    const seen = catalogue.snapshot(() => {
      const before = [catalogue.version(), catalogue.newest(siteScope, 9).length]
      ingest({ source: 'b.md' })
      return [before, [catalogue.version(), catalogue.newest(siteScope, 9).length]]
    })
    assert.deepEqual(seen[0], seen[1])
    assert.equal(catalogue.newest(siteScope, 9).length, 2)
    assert.throws(() => catalogue.snapshot(() => catalogue.snapshot(() => 1)), /inside another/)
    assert.throws(() => catalogue.snapshot(() => assert.fail('asked')), /asked/)
    assert.equal(
      catalogue.snapshot(() => catalogue.status().posts),
      2,
    )
  })

  it('knows by which titles a category and a tag would be taken for each other', () => {
    const titled = { scope: { kind: 'category', name: 'hongwang' }, settings: { title: '红网' } } as const
    ingest({})
    writer.ingest({
      feeds: { file: 'feeds.yml', size: 1, mtimeMs: 1, hash: 'f', entries: [titled], problems: [] },
    })
    assert.equal(catalogue.isTitled('category', '红网'), true)
    assert.equal(catalogue.isTitled('category', 'hongwang'), false)
    assert.equal(catalogue.isTitled('tag', '红网'), false)
    const epoch = catalogue.epoch()
    ingest({ source: 'b.md', tags: ['other'] })
    assert.equal(catalogue.epoch(), epoch)
    ingest({ source: 'c.md', tags: ['红网'] })
    assert.equal(catalogue.epoch(), catalogue.lastCommit())
    assert.ok(catalogue.epoch() > epoch)
  })

  it('walks over all permalinks, however many, while others ask and the writer writes', () => {
    ingest(...Array.from({ length: 1100 }, (_, i) => ({ source: `p${i}.md` })))
    let count = 0
    for (const permalink of catalogue.permalinks()) {
      if (count === 500) ingest({ source: 'zz.md' })
      assert.ok(catalogue.findPost(permalink))
      count += 1
    }
    assert.equal(count, 1101)
  })
})
