import assert from 'node:assert/strict'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import type { CatalogueWriter } from '../../src/catalogue/writer.js'
import type { Post } from '../../src/model/post.js'
import { siteScope } from '../../src/model/scope.js'
import { at, makePost, makeRead, type ReadOverrides, seedMs } from '../support/make-post.js'
import { makeProblem, Workbench } from './workbench.js'

const dayMs = 86_400_000

describe('Taking in a batch', () => {
  let bench: Workbench
  let writer: CatalogueWriter
  let catalogue: Catalogue

  beforeEach(() => {
    bench = new Workbench()
    writer = bench.writer()
    catalogue = bench.catalogue()
  })
  afterEach(() => bench.clear())

  const read = (source: string, post: Partial<Post> = {}, rest: ReadOverrides = {}) =>
    makeRead({ post: makePost({ source, ...post }), ...rest })
  const broken = (file: string) => makeRead({ file, post: undefined, problems: [makeProblem(file)] })
  const state = (file: string) => writer.file(file)?.state
  const touched = (permalink: string) => catalogue.findPost(permalink)?.touched
  const scopeTouched = (name: string) => catalogue.scope({ kind: 'category', name })?.touched

  describe('with a broken file', () => {
    it('keeps its last good version published, and says what is wrong', () => {
      const good = read(
        'a.md',
        { title: 'Good' },
        { problems: [makeProblem('a.md', 'title-missing', 'warning')] },
      )
      writer.ingest({ posts: [good] })
      const before = catalogue.findPost('/a.html')
      const { moment, appeared } = writer.ingest({ posts: [broken('a.md')] })
      assert.equal(moment, undefined)
      assert.deepEqual(appeared, [makeProblem('a.md')])
      assert.deepEqual(catalogue.findPost('/a.html'), before)
      assert.deepEqual(catalogue.problems(), [makeProblem('a.md')])
      assert.equal(state('a.md'), 'broken')
      assert.equal(writer.file('a.md')?.hash, broken('a.md').hash)
      assert.deepEqual(catalogue.status(), {
        complete: false,
        posts: 1,
        withheld: 0,
        errors: 1,
        warnings: 0,
        search: { indexed: 0, total: 1 },
      })
    })

    it('publishes the mended version, and touches nothing where that is the last good one', () => {
      writer.ingest({ posts: [read('a.md')] })
      const [epoch, before] = [catalogue.lastCommit(), catalogue.version()]
      writer.ingest({ posts: [broken('a.md')] })
      assert.equal(writer.ingest({ posts: [read('a.md')] }).moment, undefined)
      assert.deepEqual([state('a.md'), catalogue.problems()], ['published', []])
      assert.equal(catalogue.lastCommit(), epoch)
      assert.ok(catalogue.version() > before)
      writer.ingest({ posts: [broken('a.md')] })
      writer.ingest({ posts: [read('a.md', { title: 'Mended' })] })
      assert.equal(catalogue.findPost('/a.html')?.title, 'Mended')
    })

    it('has nothing to publish where it never was good', () => {
      writer.ingest({ posts: [broken('a.md')] })
      assert.deepEqual([...catalogue.permalinks()], [])
      assert.equal(state('a.md'), 'broken')
      writer.ingest({ removed: ['a.md'] })
      assert.deepEqual([catalogue.problems(), writer.file('a.md')], [[], undefined])
    })

    it('lets its last good version keep its address', () => {
      writer.ingest({ posts: [read('a.md', { permalink: '/x.html' })] })
      writer.ingest({ posts: [broken('a.md'), read('b.md', { permalink: '/x.html' })] })
      assert.equal(catalogue.findPost('/x.html')?.source, 'a.md')
      assert.deepEqual([state('a.md'), state('b.md')], ['broken', 'duplicate'])
    })
  })

  describe('with a post that is not to be published yet', () => {
    const tomorrow = at(2 * 86_400)

    it('withholds it until it is due', () => {
      const { moment } = writer.ingest({ posts: [read('a.md', { published: tomorrow })] })
      assert.deepEqual(
        [moment, state('a.md'), writer.nextDueMs()],
        [undefined, 'withheld', tomorrow.instantMs],
      )
      assert.equal(catalogue.status().withheld, 1)
      assert.equal(writer.release(tomorrow.instantMs - 1).moment, undefined)
      assert.equal(catalogue.findPost('/a.html'), undefined)
      assert.equal(writer.release(tomorrow.instantMs).moment, tomorrow.instantMs)
      assert.deepEqual([state('a.md'), writer.nextDueMs()], ['published', undefined])
      assert.equal(catalogue.findPost('/a.html')?.touched, tomorrow.instantMs)
      assert.deepEqual(catalogue.scope(siteScope)?.newestMs, tomorrow.instantMs)
    })

    it('releases it even when its file has broken meanwhile', () => {
      writer.ingest({ posts: [read('a.md', { published: tomorrow })] })
      writer.ingest({ posts: [broken('a.md')] })
      writer.release(tomorrow.instantMs)
      assert.ok(catalogue.findPost('/a.html'))
      assert.equal(state('a.md'), 'broken')
    })

    it('publishes it at once where the settings say so', () => {
      bench.close(writer)
      writer = bench.writer({ future: true })
      writer.ingest({ posts: [read('a.md', { published: tomorrow })] })
      assert.equal(state('a.md'), 'published')
    })

    it('judges all dates anew when that setting changes', () => {
      const posts = [read('a.md'), read('b.md', { published: tomorrow }), read('c.md', {}, { draft: true })]
      writer.ingest({ posts })
      for (const [future, expected] of [
        [true, 'published'],
        [false, 'withheld'],
      ] as const) {
        bench.close(writer)
        writer = bench.writer({ future })
        assert.deepEqual(['a.md', 'b.md', 'c.md'].map(state), ['published', expected, 'withheld'])
        assert.equal(catalogue.newest(siteScope, 9).length, future ? 2 : 1)
      }
      assert.equal(writer.nextDueMs(), tomorrow.instantMs)
    })

    it('withdraws a post that has become a draft', () => {
      writer.ingest({ posts: [read('a.md')] })
      const { moment } = writer.ingest({ posts: [read('a.md', {}, { draft: true })] })
      assert.ok(moment)
      assert.deepEqual([state('a.md'), writer.nextDueMs()], ['withheld', undefined])
      assert.deepEqual(catalogue.newest(siteScope, 9), [])
      assert.equal(scopeTouched('hongwang'), moment)
    })

    it('takes back nothing because a clock went back', () => {
      writer.ingest({ posts: [read('a.md')] })
      bench.clock.set(0)
      writer.ingest({ posts: [read('a.md', { title: 'Corrected' })] })
      assert.equal(catalogue.findPost('/a.html')?.title, 'Corrected')
      writer.ingest({ posts: [read('a.md', { published: at(60) })] })
      assert.deepEqual([state('a.md'), writer.nextDueMs()], ['withheld', at(60).instantMs])
    })
  })

  describe('touches', () => {
    beforeEach(() => {
      const days = [1, 2, 3, 4, 5, 6]
      const posts = days.map((day) =>
        read(`p${day}.md`, { published: at(day), categories: [day % 2 ? 'odd' : 'even'], tags: [] }),
      )
      writer.ingest({ posts })
    })
    const since = (moment: number) =>
      [1, 2, 3, 4, 5, 6, 7].filter((day) => (touched(`/p${day}.html`) ?? 0) > moment)

    it('a changed post, its neighbours and its scopes, and nothing else', () => {
      const before = catalogue.lastCommit()
      const { moment } = writer.ingest({
        posts: [read('p3.md', { published: at(3), categories: ['odd'], tags: [], title: 'New' })],
      })
      assert.deepEqual(since(before), [2, 3, 4])
      assert.deepEqual([scopeTouched('odd'), scopeTouched('even')], [moment, before])
      assert.equal(catalogue.scope(siteScope)?.touched, moment)
      assert.equal(catalogue.lastCommit(), moment)
    })

    it('the scopes and the neighbours of a post before and after it moved', () => {
      const before = catalogue.lastCommit()
      const moved = read('p1.md', { published: at(9), categories: ['even'], tags: ['new'] })
      const { moment } = writer.ingest({ posts: [moved] })
      assert.deepEqual(since(before), [1, 2, 6])
      assert.deepEqual([scopeTouched('odd'), scopeTouched('even')], [moment, moment])
      assert.deepEqual(catalogue.scope({ kind: 'category', name: 'odd' })?.count, 2)
      assert.deepEqual(catalogue.scope({ kind: 'category', name: 'even' })?.newestMs, at(9).instantMs)
    })

    it('those that become neighbours because posts between them go', () => {
      const before = catalogue.lastCommit()
      writer.ingest({ removed: ['p3.md', 'p4.md'] })
      assert.deepEqual(since(before), [2, 5])
    })

    it('only the post itself, where no feed carries it', () => {
      const before = catalogue.lastCommit()
      writer.ingest({ posts: [read('p7.md', { inFeeds: false, published: at(3), categories: ['odd'] })] })
      assert.deepEqual(since(before), [7])
      assert.equal(scopeTouched('odd'), before)
    })

    it('nothing for a file of equal bytes, or of other bytes that read the same', () => {
      const [commit, version] = [catalogue.lastCommit(), catalogue.version()]
      const same = read('p3.md', { published: at(3), categories: ['odd'], tags: [] })
      const commits = [
        writer.ingest({ posts: [{ ...same, mtimeMs: 1 }] }),
        writer.ingest({ posts: [{ ...same, hash: 'f'.repeat(64), size: 7 }] }),
        writer.ingest({ restamped: [{ file: 'p3.md', size: 8, mtimeMs: 2 }] }),
      ]
      assert.deepEqual(commits, Array(3).fill({ appeared: [], gone: [] }))
      assert.deepEqual([catalogue.lastCommit(), catalogue.version()], [commit, version])
      const { size, mtimeMs, hash } = writer.file('p3.md') ?? {}
      assert.deepEqual([size, mtimeMs, hash], [8, 2, 'f'.repeat(64)])
      assert.equal(catalogue.findPost('/p3.html')?.hash, 'f'.repeat(64))
    })
  })

  it('gives moments that rise, whatever the clock does, and after a restart', () => {
    const moments = [1, 2, 3, 4].map((n) => {
      if (n === 3) bench.clock.set(seedMs)
      if (n === 4) {
        bench.close(writer)
        writer = bench.writer()
      }
      return writer.ingest({ posts: [read(`a${n}.md`, { published: at(-9) })] }).moment ?? 0
    })
    const [first = 0] = moments
    assert.deepEqual(moments, [first, first + 1, first + 2, first + 3])
    bench.clock.set(first + 50 * dayMs)
    assert.equal(writer.ingest({ removed: ['a1.md'] }).moment, first + 50 * dayMs)
  })

  it('tells only of Problems that were not known', () => {
    const warning = makeProblem('a.md', 'title-missing', 'warning')
    writer.ingest({ posts: [read('a.md', {}, { problems: [warning] })] })
    const both = [makeProblem('a.md', 'category-missing', 'warning'), { ...warning, hint: 'Said otherwise.' }]
    const { appeared, moment } = writer.ingest({ posts: [read('a.md', {}, { problems: both })] })
    assert.deepEqual([appeared, moment], [[both[0]], undefined])
    assert.equal(catalogue.problems().length, 2)
    assert.equal(catalogue.status().warnings, 2)
  })

  it('tells of Problems that have gone', () => {
    const warning = makeProblem('a.md', 'title-missing', 'warning')
    writer.ingest({ posts: [read('a.md', {}, { problems: [warning] }), broken('b.md'), broken('c.md')] })
    assert.deepEqual(writer.ingest({ posts: [read('a.md')] }).gone, [warning])
    assert.deepEqual(writer.ingest({ posts: [read('b.md')], removed: ['c.md'] }).gone, [
      makeProblem('c.md'),
      makeProblem('b.md'),
    ])
    assert.deepEqual(writer.ingest({ posts: [read('b.md')] }).gone, [])
  })

  it('replaces the Problems of the folder as one set', () => {
    const [pipe, link] = [makeProblem('pipe', 'file-not-regular'), makeProblem('link', 'file-not-regular')]
    assert.deepEqual(writer.ingest({ folderProblems: [pipe] }).appeared, [pipe])
    assert.deepEqual(writer.ingest({ folderProblems: [pipe, link] }).appeared, [link])
    assert.deepEqual(catalogue.problems(), [link, pipe])
    assert.deepEqual(writer.ingest({}).appeared, [])
    writer.ingest({ folderProblems: [] })
    assert.deepEqual(catalogue.problems(), [])
  })

  it('knows the files of a folder, and every folder', () => {
    writer.ingest({
      posts: [read('a.md'), read('x/b.md'), read('x/y/c.md'), read('x-y/c.md'), broken('z/d.md')],
      assets: [{ file: 'x/p.jpg', size: 5, mtimeMs: 7, hash: 'h', mediaType: 'image/jpeg' }],
    })
    assert.deepEqual(writer.folders(), ['', 'x', 'x-y', 'x/y', 'z'])
    assert.deepEqual(
      [writer.folders('x'), writer.folders('z'), writer.folders('y')],
      [['x', 'x/y'], ['z'], []],
    )
    const all = writer.folders().flatMap((folder) => writer.filesIn(folder).map(({ file }) => file))
    for (const file of all) {
      assert.equal(writer.fileBut(new Set(all.filter((other) => other !== file))), file)
    }
    assert.equal(writer.fileBut(new Set(all)), undefined)
    const inX = writer.filesIn('x').map(({ file, state }) => [file, state])
    assert.deepEqual(inX.sort(), [
      ['x/b.md', 'published'],
      ['x/p.jpg', 'asset'],
    ])
    assert.deepEqual(
      writer.filesIn('').map(({ file }) => file),
      ['a.md'],
    )
    assert.deepEqual(writer.file('x/p.jpg'), {
      file: 'x/p.jpg',
      size: 5,
      mtimeMs: 7,
      hash: 'h',
      state: 'asset',
    })
    assert.deepEqual(writer.filesIn('nowhere'), [])
  })

  it('takes in assets, and finds them in NFC however the disk spells them', () => {
    const asset = { file: 'cafe\u0301.jpg', size: 5, mtimeMs: 7, hash: 'h', mediaType: 'image/jpeg' }
    const { moment } = writer.ingest({ assets: [asset] })
    assert.deepEqual(catalogue.findAsset('caf\u00e9.jpg'), { ...asset, touched: moment })
    assert.deepEqual([...catalogue.assets()], [{ ...asset, touched: moment }])
    assert.equal(catalogue.assetsChanged(), moment)
    assert.equal(writer.ingest({ assets: [{ ...asset, mtimeMs: 8 }] }).moment, undefined)
    assert.equal(catalogue.findAsset('caf\u00e9.jpg')?.mtimeMs, 8)
    const changed = writer.ingest({ assets: [{ ...asset, hash: 'i' }] }).moment
    assert.equal(catalogue.findAsset('caf\u00e9.jpg')?.touched, changed)
    const removed = writer.ingest({ removed: [asset.file] }).moment
    assert.deepEqual([catalogue.findAsset('caf\u00e9.jpg'), catalogue.assetsChanged()], [undefined, removed])
  })

  it('leaves everything as it was where it fails, and can be tried again', () => {
    writer.ingest({ posts: [read('a.md')] })
    const before = [
      catalogue.version(),
      catalogue.lastCommit(),
      catalogue.status(),
      catalogue.findPost('/a.html'),
    ]
    const posts = [read('a.md', { title: 'New' }), read('b.md')]
    const unusable = read('c.md', { published: { instantMs: Number.NaN, offsetMinutes: 0 } })
    assert.throws(() => writer.ingest({ removed: ['a.md'], posts: [...posts, unusable] }), /NOT NULL/)
    const after = [
      catalogue.version(),
      catalogue.lastCommit(),
      catalogue.status(),
      catalogue.findPost('/a.html'),
    ]
    assert.deepEqual(after, before)
    assert.equal(state('b.md'), undefined)
    writer.ingest({ posts })
    assert.deepEqual([catalogue.findPost('/a.html')?.title, state('b.md')], ['New', 'published'])
  })

  it('keeps what is hostile as data', () => {
    const name = "'; DROP TABLE post; --\0"
    const post = {
      title: name,
      categories: [name, 'a\0b'],
      guid: 'g\0h',
      permalink: '/%00\0.html',
      body: { kind: 'html', text: '\ud800' },
    } as const
    writer.ingest({ posts: [read("x'); --.md", post)] })
    const [found] = catalogue.newest({ kind: 'category', name }, 1)
    assert.deepEqual([found?.title, found?.guid, found?.permalink], [name, 'gh', '/%00.html'])
    assert.equal(catalogue.findPost(post.permalink)?.id, found?.id)
    writer.ingest({ removed: ["x'); --.md"] })
    assert.deepEqual([...catalogue.permalinks()], [])
  })
})
