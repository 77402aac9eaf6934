import assert from 'node:assert/strict'
import type { PostRecord } from '../../src/catalogue/catalogue.js'
import { siteScope } from '../../src/model/scope.js'
import { at, makePost, makeRead, seedMs } from '../support/make-post.js'
import { makeProblem, openForEach } from './workbench.js'

const hongwang = { kind: 'category', name: 'hongwang' } as const
const redNews = { kind: 'tag', name: '红网新闻' } as const

describe('A catalogue', () => {
  const open = openForEach()

  const ingest = (...posts: Parameters<typeof makePost>[0][]) =>
    open.writer.ingest({ posts: posts.map((post) => makeRead({ post: makePost(post) })) })
  const titles = (posts: readonly PostRecord[]) => posts.map(({ title }) => title)

  it('returns a post as it was read', () => {
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
    open.writer.ingest({ posts: [read] })
    const found = open.catalogue.findPost(post.permalink)
    assert.ok(found)
    const { id, bodyBytes, touched, hash, sum: _, ...head } = found
    const { body, ...expected } = post
    assert.deepEqual(head, expected)
    assert.deepEqual([bodyBytes, hash, touched], [12, read.hash, open.catalogue.lastCommit()])
    assert.deepEqual(open.catalogue.bodies([id, id + 1]), new Map([[id, body]]))
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
    assert.deepEqual(titles(open.catalogue.newest(siteScope, 10)), expected)
    assert.deepEqual(titles(open.catalogue.newest(hongwang, 3)), expected.slice(0, 3))
    assert.deepEqual(open.catalogue.newest({ kind: 'tag', name: 'hongwang' }, 3), [])
  })

  it('knows the neighbours of a post in the order of the site', () => {
    ingest({ source: 'a.md', guid: 'a' }, { source: 'b.md', guid: 'b' }, { source: 'c.md', published: at(1) })
    const beside = (permalink: string) => {
      const post = open.catalogue.findPost(permalink)
      assert.ok(post)
      const { newer, older } = open.catalogue.neighbours(post)
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
    assert.deepEqual([...open.catalogue.permalinks()], ['/a.html', '/about.html'])
    assert.deepEqual(titles(open.catalogue.newest(siteScope, 9)), ['Title of a'])
    assert.equal(open.catalogue.findScope('category', 'pages'), undefined)
    const about = open.catalogue.findPost('/about.html')
    assert.ok(about)
    assert.deepEqual(open.catalogue.neighbours(about), {})
    assert.equal(open.catalogue.status().posts, 2)
  })

  it('finds a scope by its segment, even if the name had to be altered for it', () => {
    ingest({ categories: ['a/b', '..', 'plain'] })
    assert.deepEqual(open.catalogue.findScope('category', 'plain')?.scope, {
      kind: 'category',
      name: 'plain',
    })
    assert.equal(open.catalogue.findScope('category', 'a/b'), undefined)
    assert.deepEqual(
      open.catalogue.scopes('category', 'name', 1_000).map(({ scope }) => scope),
      ['..', 'a/b', 'plain'].map((name) => ({ kind: 'category', name })),
    )
    assert.equal(open.catalogue.scope({ kind: 'category', name: 'a/b' })?.count, 1)
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
    open.writer.ingest({
      feeds: { file: 'feeds.yml', size: 1, mtimeMs: 1, hash: 'f', entries, problems: [] },
    })
    const names = (order: 'name' | 'latest', limit = 10) =>
      open.catalogue.scopes('category', order, limit).map(({ scope }) => scope.kind !== 'site' && scope.name)
    assert.deepEqual(names('name'), ['gamma', 'beta', 'alpha'])
    assert.deepEqual(names('latest'), ['beta', 'gamma', 'alpha'])
    assert.deepEqual(names('latest', 2), ['beta', 'gamma'])
    assert.equal(open.catalogue.findScope('category', 'gone')?.settings.gone, true)
    assert.deepEqual(open.catalogue.findScope('category', 'empty')?.count, 0)
  })

  it('keeps a scope that was once published when its last post is gone', () => {
    ingest({ source: 'a.md' })
    const before = open.catalogue.scope(redNews)
    assert.deepEqual([before?.count, before?.newestMs], [1, seedMs])
    open.writer.ingest({ removed: ['a.md'] })
    const record = open.catalogue.scope(redNews)
    assert.deepEqual(record, { scope: redNews, count: 0, touched: open.catalogue.lastCommit(), settings: {} })
    assert.deepEqual(open.catalogue.scopes('tag', 'name', 1_000), [])
    assert.deepEqual(open.catalogue.newest(redNews, 5), [])
  })

  it('changes its version only with what can be queried', () => {
    const versions = [open.catalogue.version()]
    const read = makeRead()
    const step = (work: () => unknown) => {
      work()
      versions.push(open.catalogue.version())
    }
    step(() => open.writer.ingest({ posts: [read] }))
    step(() => open.writer.ingest({ posts: [{ ...read, mtimeMs: 6 }] }))
    step(() => open.writer.keepRevisions([{ address: '/feed.xml', hash: 'h', modified: 1 }]))
    step(() => open.writer.ingest({ complete: true, folderProblems: [] }))
    step(() => open.writer.ingest({ complete: true, folderProblems: [] }))
    step(() => open.writer.ingest({ folderProblems: [makeProblem('pipe', 'file-not-regular')] }))
    const steps = versions.slice(1).map((version, i) => version !== versions[i])
    assert.deepEqual(steps, [true, false, false, true, false, true])
    assert.equal(open.writer.file(read.file)?.mtimeMs, 6)
  })

  it('answers everything within a snapshot from one state', () => {
    ingest({ source: 'a.md' })
    const seen = open.catalogue.snapshot(() => {
      const before = [open.catalogue.version(), open.catalogue.newest(siteScope, 9).length]
      ingest({ source: 'b.md' })
      return [before, [open.catalogue.version(), open.catalogue.newest(siteScope, 9).length]]
    })
    assert.deepEqual(seen[0], seen[1])
    assert.equal(open.catalogue.newest(siteScope, 9).length, 2)
    assert.throws(() => open.catalogue.snapshot(() => open.catalogue.snapshot(() => 1)), /inside another/)
    assert.throws(() => open.catalogue.snapshot(() => assert.fail('asked')), /asked/)
    assert.equal(
      open.catalogue.snapshot(() => open.catalogue.status().posts),
      2,
    )
  })

  it('knows which titles a category and a tag would share', () => {
    const titled = { scope: { kind: 'category', name: 'hongwang' }, settings: { title: '红网' } } as const
    ingest({})
    open.writer.ingest({
      feeds: { file: 'feeds.yml', size: 1, mtimeMs: 1, hash: 'f', entries: [titled], problems: [] },
    })
    assert.equal(open.catalogue.isTitled('category', '红网'), true)
    assert.equal(open.catalogue.isTitled('category', 'hongwang'), false)
    assert.equal(open.catalogue.isTitled('tag', '红网'), false)
    const epoch = open.catalogue.epoch()
    ingest({ source: 'b.md', tags: ['other'] })
    assert.equal(open.catalogue.epoch(), epoch)
    ingest({ source: 'c.md', tags: ['红网'] })
    assert.equal(open.catalogue.epoch(), open.catalogue.lastCommit())
    assert.ok(open.catalogue.epoch() > epoch)
  })

  it('walks over any number of permalinks while others query and the writer writes', () => {
    ingest(...Array.from({ length: 1100 }, (_, i) => ({ source: `p${i}.md` })))
    let count = 0
    for (const permalink of open.catalogue.permalinks()) {
      if (count === 500) ingest({ source: 'zz.md' })
      assert.ok(open.catalogue.findPost(permalink))
      count += 1
    }
    assert.equal(count, 1101)
  })
})
