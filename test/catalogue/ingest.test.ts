import assert from 'node:assert/strict'
import type { Post } from '../../src/model/post.js'
import { siteScope } from '../../src/model/scope.js'
import { at, makePost, makeRead, type ReadOverrides, seedMs } from '../support/make-post.js'
import { problemsOf } from '../support/problems-of.js'
import { makeProblem, openForEach } from './workbench.js'

const dayMs = 86_400_000

describe('Ingesting a batch', () => {
  const open = openForEach()

  const read = (source: string, post: Partial<Post> = {}, rest: ReadOverrides = {}) =>
    makeRead({ post: makePost({ source, ...post }), ...rest })
  const broken = (file: string) => makeRead({ file, post: undefined, problems: [makeProblem(file)] })
  const state = (file: string) => open.writer.file(file)?.state
  const touched = (permalink: string) => open.catalogue.findPost(permalink)?.touched
  const scopeTouched = (name: string) => open.catalogue.scope({ kind: 'category', name })?.touched

  describe('with a broken file', () => {
    it('keeps its last good version published, and reports what is wrong', () => {
      const good = read(
        'a.md',
        { title: 'Good' },
        { problems: [makeProblem('a.md', 'title-missing', 'warning')] },
      )
      open.writer.ingest({ posts: [good] })
      const before = open.catalogue.findPost('/a.html')
      const { moment, appeared } = open.writer.ingest({ posts: [broken('a.md')] })
      assert.equal(moment, undefined)
      assert.deepEqual(appeared, [makeProblem('a.md')])
      assert.deepEqual(open.catalogue.findPost('/a.html'), before)
      assert.deepEqual(problemsOf(open.catalogue), [makeProblem('a.md')])
      assert.equal(state('a.md'), 'broken')
      assert.equal(open.writer.file('a.md')?.hash, broken('a.md').hash)
      assert.deepEqual(open.catalogue.status(), {
        complete: false,
        posts: 1,
        withheld: 0,
        errors: 1,
        warnings: 0,
        search: { indexed: 0, total: 1 },
      })
    })

    it('publishes the mended version, and touches nothing if that is the last good one', () => {
      open.writer.ingest({ posts: [read('a.md')] })
      const [epoch, before] = [open.catalogue.lastCommit(), open.catalogue.version()]
      open.writer.ingest({ posts: [broken('a.md')] })
      assert.equal(open.writer.ingest({ posts: [read('a.md')] }).moment, undefined)
      assert.deepEqual([state('a.md'), problemsOf(open.catalogue)], ['published', []])
      assert.equal(open.catalogue.lastCommit(), epoch)
      assert.ok(open.catalogue.version() > before)
      open.writer.ingest({ posts: [broken('a.md')] })
      open.writer.ingest({ posts: [read('a.md', { title: 'Mended' })] })
      assert.equal(open.catalogue.findPost('/a.html')?.title, 'Mended')
    })

    it('publishes nothing if the file was never good', () => {
      open.writer.ingest({ posts: [broken('a.md')] })
      assert.deepEqual([...open.catalogue.permalinks()], [])
      assert.equal(state('a.md'), 'broken')
      open.writer.ingest({ removed: ['a.md'] })
      assert.deepEqual([problemsOf(open.catalogue), open.writer.file('a.md')], [[], undefined])
    })

    it('lets its last good version keep its address', () => {
      open.writer.ingest({ posts: [read('a.md', { permalink: '/x.html' })] })
      open.writer.ingest({ posts: [broken('a.md'), read('b.md', { permalink: '/x.html' })] })
      assert.equal(open.catalogue.findPost('/x.html')?.source, 'a.md')
      assert.deepEqual([state('a.md'), state('b.md')], ['broken', 'duplicate'])
    })
  })

  describe('with a post that is not due yet', () => {
    const tomorrow = at(2 * 86_400)

    it('withholds it until it is due', () => {
      const { moment } = open.writer.ingest({ posts: [read('a.md', { published: tomorrow })] })
      assert.deepEqual(
        [moment, state('a.md'), open.writer.nextDueMs()],
        [undefined, 'withheld', tomorrow.instantMs],
      )
      assert.equal(open.catalogue.status().withheld, 1)
      assert.equal(open.writer.release(tomorrow.instantMs - 1).moment, undefined)
      assert.equal(open.catalogue.findPost('/a.html'), undefined)
      assert.equal(open.writer.release(tomorrow.instantMs).moment, tomorrow.instantMs)
      assert.deepEqual([state('a.md'), open.writer.nextDueMs()], ['published', undefined])
      assert.equal(open.catalogue.findPost('/a.html')?.touched, tomorrow.instantMs)
      assert.deepEqual(open.catalogue.scope(siteScope)?.newestMs, tomorrow.instantMs)
    })

    it('releases it even if its file has broken meanwhile', () => {
      open.writer.ingest({ posts: [read('a.md', { published: tomorrow })] })
      open.writer.ingest({ posts: [broken('a.md')] })
      open.writer.release(tomorrow.instantMs)
      assert.ok(open.catalogue.findPost('/a.html'))
      assert.equal(state('a.md'), 'broken')
    })

    it('publishes it at once if the settings say so', () => {
      open.bench.close(open.writer)
      open.writer = open.bench.writer({ future: true })
      open.writer.ingest({ posts: [read('a.md', { published: tomorrow })] })
      assert.equal(state('a.md'), 'published')
    })

    it('judges all dates again when that setting changes', () => {
      const posts = [read('a.md'), read('b.md', { published: tomorrow }), read('c.md', {}, { draft: true })]
      open.writer.ingest({ posts })
      for (const [future, expected] of [
        [true, 'published'],
        [false, 'withheld'],
      ] as const) {
        open.bench.close(open.writer)
        open.writer = open.bench.writer({ future })
        assert.deepEqual(['a.md', 'b.md', 'c.md'].map(state), ['published', expected, 'withheld'])
        assert.equal(open.catalogue.newest(siteScope, 9).length, future ? 2 : 1)
      }
      assert.equal(open.writer.nextDueMs(), tomorrow.instantMs)
    })

    it('withdraws a post that has become a draft', () => {
      open.writer.ingest({ posts: [read('a.md')] })
      const { moment } = open.writer.ingest({ posts: [read('a.md', {}, { draft: true })] })
      assert.ok(moment)
      assert.deepEqual([state('a.md'), open.writer.nextDueMs()], ['withheld', undefined])
      assert.deepEqual(open.catalogue.newest(siteScope, 9), [])
      assert.equal(scopeTouched('hongwang'), moment)
    })

    it('does not withhold a published post because the clock went back', () => {
      open.writer.ingest({ posts: [read('a.md')] })
      open.bench.clock.set(0)
      open.writer.ingest({ posts: [read('a.md', { title: 'Corrected' })] })
      assert.equal(open.catalogue.findPost('/a.html')?.title, 'Corrected')
      open.writer.ingest({ posts: [read('a.md', { published: at(60) })] })
      assert.deepEqual([state('a.md'), open.writer.nextDueMs()], ['withheld', at(60).instantMs])
    })
  })

  describe('touches', () => {
    beforeEach(() => {
      const days = [1, 2, 3, 4, 5, 6]
      const posts = days.map((day) =>
        read(`p${day}.md`, { published: at(day), categories: [day % 2 ? 'odd' : 'even'], tags: [] }),
      )
      open.writer.ingest({ posts })
    })
    const since = (moment: number) =>
      [1, 2, 3, 4, 5, 6, 7].filter((day) => (touched(`/p${day}.html`) ?? 0) > moment)

    it('a changed post, its neighbours and its scopes, and nothing else', () => {
      const before = open.catalogue.lastCommit()
      const { moment } = open.writer.ingest({
        posts: [read('p3.md', { published: at(3), categories: ['odd'], tags: [], title: 'New' })],
      })
      assert.deepEqual(since(before), [2, 3, 4])
      assert.deepEqual([scopeTouched('odd'), scopeTouched('even')], [moment, before])
      assert.equal(open.catalogue.scope(siteScope)?.touched, moment)
      assert.equal(open.catalogue.lastCommit(), moment)
    })

    it('the old and new scopes and neighbours of a post that moved', () => {
      const before = open.catalogue.lastCommit()
      const moved = read('p1.md', { published: at(9), categories: ['even'], tags: ['new'] })
      const { moment } = open.writer.ingest({ posts: [moved] })
      assert.deepEqual(since(before), [1, 2, 6])
      assert.deepEqual([scopeTouched('odd'), scopeTouched('even')], [moment, moment])
      assert.deepEqual(open.catalogue.scope({ kind: 'category', name: 'odd' })?.count, 2)
      assert.deepEqual(open.catalogue.scope({ kind: 'category', name: 'even' })?.newestMs, at(9).instantMs)
    })

    it('posts that become neighbours because those between them are removed', () => {
      const before = open.catalogue.lastCommit()
      open.writer.ingest({ removed: ['p3.md', 'p4.md'] })
      assert.deepEqual(since(before), [2, 5])
    })

    it('only the post itself, if no feed carries it', () => {
      const before = open.catalogue.lastCommit()
      open.writer.ingest({
        posts: [read('p7.md', { inFeeds: false, published: at(3), categories: ['odd'] })],
      })
      assert.deepEqual(since(before), [7])
      assert.equal(scopeTouched('odd'), before)
    })

    it('nothing for a file with the same bytes, or with other bytes that read the same', () => {
      const [commit, version] = [open.catalogue.lastCommit(), open.catalogue.version()]
      const same = read('p3.md', { published: at(3), categories: ['odd'], tags: [] })
      const commits = [
        open.writer.ingest({ posts: [{ ...same, mtimeMs: 1 }] }),
        open.writer.ingest({ posts: [{ ...same, hash: 'f'.repeat(64), size: 8, mtimeMs: 2 }] }),
      ]
      assert.deepEqual(commits, Array(2).fill({ appeared: [], gone: [] }))
      assert.deepEqual([open.catalogue.lastCommit(), open.catalogue.version()], [commit, version])
      const { size, mtimeMs, hash } = open.writer.file('p3.md') ?? {}
      assert.deepEqual([size, mtimeMs, hash], [8, 2, 'f'.repeat(64)])
      assert.equal(open.catalogue.findPost('/p3.html')?.hash, 'f'.repeat(64))
    })
  })

  it('gives rising moments whatever the clock does, even across a restart', () => {
    open.writer.ingest({ complete: true })
    const moments = [1, 2, 3, 4].map((n) => {
      if (n === 3) open.bench.clock.set(seedMs)
      if (n === 4) {
        open.bench.close(open.writer)
        open.writer = open.bench.writer()
      }
      return open.writer.ingest({ posts: [read(`a${n}.md`, { published: at(-9) })] }).moment ?? 0
    })
    const [first = 0] = moments
    assert.deepEqual(moments, [first, first + 1, first + 2, first + 3])
    open.bench.clock.set(first + 50 * dayMs)
    assert.equal(open.writer.ingest({ removed: ['a1.md'] }).moment, first + 50 * dayMs)
  })

  it('reports only Problems that are new', () => {
    const warning = makeProblem('a.md', 'title-missing', 'warning')
    open.writer.ingest({ posts: [read('a.md', {}, { problems: [warning] })] })
    const both = [makeProblem('a.md', 'category-missing', 'warning'), { ...warning, hint: 'Said otherwise.' }]
    const { appeared, moment } = open.writer.ingest({ posts: [read('a.md', {}, { problems: both })] })
    assert.deepEqual([appeared, moment], [[both[0]], undefined])
    assert.equal(problemsOf(open.catalogue).length, 2)
    assert.equal(open.catalogue.status().warnings, 2)
  })

  it('reports Problems that are gone', () => {
    const warning = makeProblem('a.md', 'title-missing', 'warning')
    open.writer.ingest({ posts: [read('a.md', {}, { problems: [warning] }), broken('b.md'), broken('c.md')] })
    assert.deepEqual(open.writer.ingest({ posts: [read('a.md')] }).gone, [warning])
    assert.deepEqual(open.writer.ingest({ posts: [read('b.md')], removed: ['c.md'] }).gone, [
      makeProblem('c.md'),
      makeProblem('b.md'),
    ])
    assert.deepEqual(open.writer.ingest({ posts: [read('b.md')] }).gone, [])
  })

  it('replaces the Problems of the folder as one set', () => {
    const [pipe, link] = [makeProblem('pipe', 'file-not-regular'), makeProblem('link', 'file-not-regular')]
    assert.deepEqual(open.writer.ingest({ folderProblems: [pipe] }).appeared, [pipe])
    assert.deepEqual(open.writer.ingest({ folderProblems: [pipe, link] }).appeared, [link])
    assert.deepEqual(problemsOf(open.catalogue), [link, pipe])
    assert.deepEqual(open.writer.ingest({}).appeared, [])
    open.writer.ingest({ folderProblems: [] })
    assert.deepEqual(problemsOf(open.catalogue), [])
  })

  it('remembers the files of a folder, and every folder', () => {
    open.writer.ingest({
      posts: [read('a.md'), read('x/b.md'), read('x/y/c.md'), read('x-y/c.md'), broken('z/d.md')],
      assets: [{ file: 'x/p.jpg', size: 5, mtimeMs: 7, hash: 'h', mediaType: 'image/jpeg' }],
    })
    assert.deepEqual(open.writer.folders(), ['', 'x', 'x-y', 'x/y', 'z'])
    assert.deepEqual(
      [open.writer.folders('x'), open.writer.folders('z'), open.writer.folders('y')],
      [['x', 'x/y'], ['z'], []],
    )
    const all = open.writer.folders().flatMap((folder) => open.writer.filesIn(folder).map(({ file }) => file))
    for (const file of all) {
      assert.equal(open.writer.fileExcept(new Set(all.filter((other) => other !== file))), file)
    }
    assert.equal(open.writer.fileExcept(new Set(all)), undefined)
    const inX = open.writer.filesIn('x').map(({ file, state }) => [file, state])
    assert.deepEqual(inX.sort(), [
      ['x/b.md', 'published'],
      ['x/p.jpg', 'asset'],
    ])
    assert.deepEqual(
      open.writer.filesIn('').map(({ file }) => file),
      ['a.md'],
    )
    assert.deepEqual(open.writer.file('x/p.jpg'), {
      file: 'x/p.jpg',
      size: 5,
      mtimeMs: 7,
      hash: 'h',
      state: 'asset',
    })
    assert.deepEqual(open.writer.filesIn('nowhere'), [])
  })

  it('adds assets, and finds them in NFC however the disk spells them', () => {
    const asset = { file: 'cafe\u0301.jpg', size: 5, mtimeMs: 7, hash: 'h', mediaType: 'image/jpeg' }
    const { moment } = open.writer.ingest({ assets: [asset] })
    assert.deepEqual(open.catalogue.findAsset('caf\u00e9.jpg'), { ...asset, touched: moment })
    assert.deepEqual([...open.catalogue.assets()], [{ ...asset, touched: moment }])
    assert.equal(open.catalogue.assetsChanged(), moment)
    assert.equal(open.writer.ingest({ assets: [{ ...asset, mtimeMs: 8 }] }).moment, undefined)
    assert.equal(open.catalogue.findAsset('caf\u00e9.jpg')?.mtimeMs, 8)
    const changed = open.writer.ingest({ assets: [{ ...asset, hash: 'i' }] }).moment
    assert.equal(open.catalogue.findAsset('caf\u00e9.jpg')?.touched, changed)
    const removed = open.writer.ingest({ removed: [asset.file] }).moment
    assert.deepEqual(
      [open.catalogue.findAsset('caf\u00e9.jpg'), open.catalogue.assetsChanged()],
      [undefined, removed],
    )
  })

  it('leaves everything as it was if it fails, and can be tried again', () => {
    open.writer.ingest({ posts: [read('a.md')] })
    const before = [
      open.catalogue.version(),
      open.catalogue.lastCommit(),
      open.catalogue.status(),
      open.catalogue.findPost('/a.html'),
    ]
    const posts = [read('a.md', { title: 'New' }), read('b.md')]
    const unusable = read('c.md', { published: { instantMs: Number.NaN, offsetMinutes: 0 } })
    assert.throws(() => open.writer.ingest({ removed: ['a.md'], posts: [...posts, unusable] }), /NOT NULL/)
    const after = [
      open.catalogue.version(),
      open.catalogue.lastCommit(),
      open.catalogue.status(),
      open.catalogue.findPost('/a.html'),
    ]
    assert.deepEqual(after, before)
    assert.equal(state('b.md'), undefined)
    open.writer.ingest({ posts })
    assert.deepEqual([open.catalogue.findPost('/a.html')?.title, state('b.md')], ['New', 'published'])
  })

  it('treats hostile text as data', () => {
    const name = "'; DROP TABLE post; --\0"
    const post = {
      title: name,
      categories: [name, 'a\0b'],
      guid: 'g\0h',
      permalink: '/%00\0.html',
      body: { kind: 'html', text: '\ud800' },
    } as const
    open.writer.ingest({ posts: [read("x'); --.md", post)] })
    const [found] = open.catalogue.newest({ kind: 'category', name }, 1)
    assert.deepEqual([found?.title, found?.guid, found?.permalink], [name, 'gh', '/%00.html'])
    assert.equal(open.catalogue.findPost(post.permalink)?.id, found?.id)
    open.writer.ingest({ removed: ["x'); --.md"] })
    assert.deepEqual([...open.catalogue.permalinks()], [])
  })
})
