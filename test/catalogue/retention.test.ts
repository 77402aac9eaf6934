import assert from 'node:assert/strict'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import type { CatalogueWriter, Keep } from '../../src/catalogue/writer.js'
import type { Combination } from '../../src/model/combination.js'
import type { Post } from '../../src/model/post.js'
import { siteScope } from '../../src/model/scope.js'
import { at, makePost, makeRead } from '../support/make-post.js'
import { problemsOf } from '../support/problems-of.js'
import { keeps } from './folder-model.js'
import { checkOrderOfReading } from './order-of-reading.js'
import { combine, indexAll, Workbench } from './workbench.js'

describe('When not all of the history is kept', () => {
  let bench: Workbench
  let writer: CatalogueWriter
  let catalogue: Catalogue

  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

  function open(keep: Keep): void {
    if (writer !== undefined) bench.close(writer)
    if (catalogue !== undefined) bench.close(catalogue)
    writer = bench.writer({ keep })
    catalogue = bench.catalogue()
  }
  const read = (name: string, day: number, post: Partial<Post> = {}) =>
    makeRead({
      post: makePost({ source: `${name}.md`, published: at((day - 9) * 86_400), tags: [], ...post }),
    })
  const category = (name: string) => ({ kind: 'category', name }) as const
  const carried = (name?: string) => {
    const scope = name === undefined ? siteScope : category(name)
    return catalogue.newest(scope, 99).map(({ permalink }) => permalink.slice(1, -5))
  }
  const touched = (name: string) => catalogue.findPost(`/${name}.html`)?.touched
  const five = () =>
    [1, 2, 3, 4, 5].map((day) => read(`p${day}`, day, { categories: [day === 1 ? 'old' : 'c'] }))

  it('days are counted back from the newest post, and the last of them is included', () => {
    open({ days: 2 })
    writer.ingest({ posts: five() })
    assert.deepEqual(carried(), ['p5', 'p4', 'p3'])
    assert.deepEqual([...catalogue.permalinks()], ['/p3.html', '/p4.html', '/p5.html'])
    assert.equal(catalogue.status().posts, 3)
    assert.ok(
      catalogue.isRetired('/p1.html') && !catalogue.isRetired('/p3.html') && !catalogue.isRetired('/x.html'),
    )
    bench.clock.pass(1e12)
    writer.release(bench.clock())
    assert.deepEqual(carried(), ['p5', 'p4', 'p3'])
  })

  it('a post that was too old comes back when a newer one is removed, without being read again', () => {
    open({ days: 2 })
    writer.ingest({ posts: five() })
    const before = catalogue.lastCommit()
    const { moment } = writer.ingest({ removed: ['p5.md'] })
    assert.deepEqual(carried(), ['p4', 'p3', 'p2'])
    assert.deepEqual([touched('p2'), touched('p3'), touched('p4')], [moment, moment, moment])
    assert.ok(catalogue.bodies([catalogue.findPost('/p2.html')?.id ?? 0]).size === 1)
    assert.equal(catalogue.scope(category('old'))?.touched, before)
  })

  it('each scope keeps its own newest posts, and a post that none keeps is retired', () => {
    open({ posts: 2 })
    writer.ingest({ posts: five() })
    assert.deepEqual([carried(), carried('c'), carried('old')], [['p5', 'p4'], ['p5', 'p4'], ['p1']])
    assert.deepEqual([...catalogue.permalinks()], ['/p1.html', '/p4.html', '/p5.html'])
    const p1 = catalogue.findPost('/p1.html')
    assert.ok(p1 && catalogue.isCarried(category('old'), p1) && !catalogue.isCarried(siteScope, p1))
  })

  it('a combination leaves out the posts of an unwanted scope even if that scope has retired them', () => {
    open({ posts: 2 })
    writer.ingest({
      posts: [1, 2, 3].map((day) =>
        read(`p${day}`, day, { categories: ['c'], tags: day === 1 ? ['old'] : [] }),
      ),
    })
    indexAll(writer)
    const found = (combination: Combination) =>
      combine(catalogue, combination).map(({ permalink }) => permalink)
    assert.deepEqual(found({ tag: ['old'] }), ['/p1.html'])
    assert.deepEqual(found({ tag: ['old'], 'not-category': ['c'] }), [])
    assert.deepEqual(found({ q: ['title'], tag: ['old'], 'not-category': ['c'] }), [])
  })

  it('a new post touches the scopes and pages that lose one for it, and no others', () => {
    open({ posts: 3 })
    writer.ingest({ posts: [...five(), read('q', 2, { categories: ['other'] })] })
    const before = catalogue.lastCommit()
    const moment = writer.ingest({ posts: [read('p6', 6, { categories: ['c'] })] }).moment
    assert.deepEqual(
      [carried(), carried('c')],
      [
        ['p6', 'p5', 'p4'],
        ['p6', 'p5', 'p4'],
      ],
    )
    assert.deepEqual(['p5', 'p4'].map(touched), [moment, moment])
    assert.ok(catalogue.isRetired('/p3.html'))
    assert.deepEqual([touched('q'), touched('p1')], [before, before])
    assert.equal(catalogue.scope(category('other'))?.touched, before)
  })

  it('a new post that is too old to be kept touches nothing that is shown', () => {
    open({ posts: 2 })
    writer.ingest({ posts: five() })
    const before = catalogue.lastCommit()
    writer.ingest({ posts: [read('p0', 0, { categories: ['c'] })] })
    assert.equal(catalogue.scope(category('c'))?.touched, before)
    assert.equal(catalogue.scope(siteScope)?.touched, before)
    assert.ok(catalogue.isRetired('/p0.html'))
  })

  it('a page that no feed carries stays, and does not count', () => {
    open({ days: 1, posts: 1 })
    writer.ingest({
      posts: [...five(), read('about', -300, { inFeeds: false }), read('later', 9, { inFeeds: false })],
    })
    assert.deepEqual([...catalogue.permalinks()], ['/about.html', '/later.html', '/p5.html'])
  })

  it('a retired post still holds its permalink and its guid', () => {
    open({ days: 1 })
    writer.ingest({ posts: [read('a', 1, { guid: 'g' }), read('b', 5), read('c', 5, { guid: 'g' })] })
    assert.deepEqual(
      problemsOf(catalogue).map(({ file, code }) => [file, code]),
      [['c.md', 'duplicate-guid']],
    )
  })

  it('a scope all of whose posts are retired still exists, as one that once had posts', () => {
    open({ days: 2 })
    writer.ingest({ posts: five() })
    assert.deepEqual(catalogue.scope(category('old'))?.count, 0)
    assert.deepEqual(
      catalogue.scopes('category', 'name', 1_000).map(({ scope }) => scope),
      [category('c')],
    )
  })

  it('a new setting takes effect when the catalogue is opened, and touches only what it changes', () => {
    open({})
    writer.ingest({ posts: [...five(), read('q', 5, { categories: ['other'] })] })
    const before = catalogue.lastCommit()
    open({ posts: 2 })
    assert.deepEqual([carried(), carried('c'), carried('old')], [['p5', 'q'], ['p5', 'p4'], ['p1']])
    assert.deepEqual([touched('p5'), catalogue.scope(category('other'))?.touched], [before, before])
    const version = catalogue.version()
    open({ posts: 2 })
    assert.equal(catalogue.version(), version)
    open({ days: 1 })
    assert.deepEqual(carried(), ['p5', 'q', 'p4'])
    open({})
    assert.deepEqual(carried(), ['p5', 'q', 'p4', 'p3', 'p2', 'p1'])
    assert.equal(catalogue.status().posts, 6)
  })

  it('a random history in any order leaves what a simple model leaves', async () =>
    checkOrderOfReading(15, keeps, 12))
})
