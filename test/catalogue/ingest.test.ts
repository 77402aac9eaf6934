import assert from 'node:assert/strict'
import { at, makeRead, readOf, seedMs } from '../support/make-post.js'
import { problemsOf } from '../support/problems-of.js'
import { makeProblem, openForEach } from './workbench.js'

const dayMs = 86_400_000

describe('Ingesting a batch', () => {
  const open = openForEach()
  const broken = (file: string) => makeRead({ file, post: undefined, problems: [makeProblem(file)] })
  const state = (file: string) => open.writer.file(file)?.state

  describe('with a broken file', () => {
    it('keeps its last good version published, and reports what is wrong', () => {
      const good = readOf(
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
      open.writer.ingest({ posts: [readOf('a.md')] })
      const [epoch, before] = [open.catalogue.lastCommit(), open.catalogue.version()]
      open.writer.ingest({ posts: [broken('a.md')] })
      assert.equal(open.writer.ingest({ posts: [readOf('a.md')] }).moment, undefined)
      assert.deepEqual([state('a.md'), problemsOf(open.catalogue)], ['published', []])
      assert.equal(open.catalogue.lastCommit(), epoch)
      assert.ok(open.catalogue.version() > before)
      open.writer.ingest({ posts: [broken('a.md')] })
      open.writer.ingest({ posts: [readOf('a.md', { title: 'Mended' })] })
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
      open.writer.ingest({ posts: [readOf('a.md', { permalink: '/x.html' })] })
      open.writer.ingest({ posts: [broken('a.md'), readOf('b.md', { permalink: '/x.html' })] })
      assert.equal(open.catalogue.findPost('/x.html')?.source, 'a.md')
      assert.deepEqual([state('a.md'), state('b.md')], ['broken', 'duplicate'])
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
      return open.writer.ingest({ posts: [readOf(`a${n}.md`, { published: at(-9) })] }).moment ?? 0
    })
    const [first = 0] = moments
    assert.deepEqual(moments, [first, first + 1, first + 2, first + 3])
    open.bench.clock.set(first + 50 * dayMs)
    assert.equal(open.writer.ingest({ removed: ['a1.md'] }).moment, first + 50 * dayMs)
  })

  it('reports only Problems that are new', () => {
    const warning = makeProblem('a.md', 'title-missing', 'warning')
    open.writer.ingest({ posts: [readOf('a.md', {}, { problems: [warning] })] })
    const both = [makeProblem('a.md', 'category-missing', 'warning'), { ...warning, hint: 'Said otherwise.' }]
    const { appeared, moment } = open.writer.ingest({ posts: [readOf('a.md', {}, { problems: both })] })
    assert.deepEqual([appeared, moment], [[both[0]], undefined])
    assert.equal(problemsOf(open.catalogue).length, 2)
    assert.equal(open.catalogue.status().warnings, 2)
  })

  it('reports Problems that are gone', () => {
    const warning = makeProblem('a.md', 'title-missing', 'warning')
    open.writer.ingest({
      posts: [readOf('a.md', {}, { problems: [warning] }), broken('b.md'), broken('c.md')],
    })
    assert.deepEqual(open.writer.ingest({ posts: [readOf('a.md')] }).gone, [warning])
    assert.deepEqual(open.writer.ingest({ posts: [readOf('b.md')], removed: ['c.md'] }).gone, [
      makeProblem('c.md'),
      makeProblem('b.md'),
    ])
    assert.deepEqual(open.writer.ingest({ posts: [readOf('b.md')] }).gone, [])
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
      posts: [readOf('a.md'), readOf('x/b.md'), readOf('x/y/c.md'), readOf('x-y/c.md'), broken('z/d.md')],
      assets: [{ file: 'x/p.jpg', size: 5, mtimeMs: 7, hash: 'h', mediaType: 'image/jpeg' }],
    })
    assert.deepEqual(open.writer.folders(''), ['', 'x', 'x-y', 'x/y', 'z'])
    assert.deepEqual(
      [open.writer.folders('x'), open.writer.folders('z'), open.writer.folders('y')],
      [['x', 'x/y'], ['z'], []],
    )
    const all = open.writer
      .folders('')
      .flatMap((folder) => open.writer.filesIn(folder).map(({ file }) => file))
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
    open.writer.ingest({ posts: [readOf('a.md')] })
    const before = [
      open.catalogue.version(),
      open.catalogue.lastCommit(),
      open.catalogue.status(),
      open.catalogue.findPost('/a.html'),
    ]
    const posts = [readOf('a.md', { title: 'New' }), readOf('b.md')]
    const unusable = readOf('c.md', { published: { instantMs: Number.NaN, offsetMinutes: 0 } })
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
    open.writer.ingest({ posts: [readOf("x'); --.md", post)] })
    const [found] = open.catalogue.newest({ kind: 'category', name }, 1)
    assert.deepEqual([found?.title, found?.guid, found?.permalink], [name, 'gh', '/%00.html'])
    assert.equal(open.catalogue.findPost(post.permalink)?.id, found?.id)
    open.writer.ingest({ removed: ["x'); --.md"] })
    assert.deepEqual([...open.catalogue.permalinks()], [])
  })
})
