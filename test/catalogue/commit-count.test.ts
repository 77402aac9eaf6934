import assert from 'node:assert/strict'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import { CommitCount, type CommitMemory, makeCommitMemory } from '../../src/catalogue/commit-count.js'
import { siteScope } from '../../src/model/scope.js'
import { makeRead } from '../support/make-post.js'
import { Workbench } from './workbench.js'

describe('A count of commits', () => {
  let memory: CommitMemory
  let writer: CommitCount
  let reader: CommitCount
  beforeEach(() => {
    memory = makeCommitMemory()
    writer = CommitCount.ofWriter(memory)
    reader = new CommitCount(memory)
    writer.resume()
  })

  it('stays the same as long as nothing is committed', () => {
    const before = reader.settledCount()
    assert.notEqual(before, undefined)
    assert.equal(reader.settledCount(), before)
  })

  it('changes with every transaction, whether or not it succeeds', () => {
    const before = reader.settledCount()
    writer.during(() => undefined)
    const after = reader.settledCount()
    assert.throws(() => writer.during(() => assert.fail('no')))
    assert.equal(new Set([before, after, reader.settledCount(), undefined]).size, 4)
  })

  it('is unknown during a transaction, and while no writer is open', () => {
    assert.equal(new CommitCount().settledCount(), undefined)
    writer.during(() => assert.equal(reader.settledCount(), undefined))
    writer.suspend()
    writer.during(() => undefined)
    assert.equal(reader.settledCount(), undefined)
  })

  it('is unknown after a writer ended in the middle of a transaction, until another is open', () => {
    const before = reader.settledCount()
    writer.suspend() // as a transaction that never ends
    const next = CommitCount.ofWriter(memory)
    next.during(() => undefined)
    assert.equal(reader.settledCount(), undefined)
    next.resume()
    assert.notEqual(reader.settledCount(), undefined)
    assert.notEqual(reader.settledCount(), before)
  })
})

describe('A catalogue whose writer counts commits', () => {
  let bench: Workbench
  let commits: CommitMemory
  beforeEach(() => {
    bench = new Workbench()
    commits = makeCommitMemory()
  })
  afterEach(() => bench.clear())
  const posts = (catalogue: Catalogue) => catalogue.newest(siteScope, 10).length
  const batch = (file: string) => ({ posts: [makeRead({ file })], complete: true })

  it('sees each commit at once, but within a snapshot only earlier ones', () => {
    const writer = bench.writer({ commits })
    const catalogue = bench.catalogue({ commits })
    const before = catalogue.version()
    catalogue.snapshot(() => {
      posts(catalogue) // The snapshot begins here.
      writer.ingest(batch('a.md'))
      assert.deepEqual([catalogue.version(), posts(catalogue)], [before, 0])
      assert.equal(catalogue.version(), before)
    })
    assert.equal(posts(catalogue), 1)
    const first = catalogue.version()
    assert.notEqual(first, before)
    writer.ingest(batch('b.md'))
    assert.notEqual(catalogue.version(), first)
  })

  it('begins a snapshot with a question about the state as with any other', () => {
    const writer = bench.writer({ commits })
    const catalogue = bench.catalogue({ commits })
    const before = catalogue.version()
    catalogue.snapshot(() => {
      assert.equal(catalogue.version(), before)
      writer.ingest(batch('a.md'))
      assert.deepEqual([catalogue.version(), posts(catalogue)], [before, 0])
    })
    assert.equal(posts(catalogue), 1)
  })

  it('asks SQLite if another writer does not share its count', () => {
    const first = bench.writer({ commits })
    const catalogue = bench.catalogue({ commits })
    const before = catalogue.version()
    bench.close(first)
    bench.writer().ingest(batch('a.md'))
    assert.notEqual(catalogue.version(), before)
  })
})
