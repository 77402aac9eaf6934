import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkCatalogue } from '../../src/catalogue/damage.js'
import { nextCatalogueFile } from '../../src/catalogue/data-files.js'
import { openCatalogue } from '../../src/catalogue/sqlite-catalogue.js'
import { siteScope } from '../../src/model/scope.js'
import { makePost, makeRead, seedMs } from '../support/make-post.js'
import { fill, makeOlder, takeInFolder } from './damaged-copies.js'
import { isProblem, Workbench } from './workbench.js'

describe('Opening a catalogue', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

  it('creates one if there is none', () => {
    const writer = bench.writer()
    const catalogue = bench.catalogue()
    assert.deepEqual([writer.rebuilt, writer.formerGuidRule], ['new', undefined])
    assert.deepEqual(catalogue.status(), {
      complete: false,
      posts: 0,
      withheld: 0,
      errors: 0,
      warnings: 0,
      search: { indexed: 0, total: 0 },
    })
    const moments = [catalogue.epoch(), catalogue.lastCommit(), catalogue.scope(siteScope)?.touched]
    assert.deepEqual(moments, [bench.clock(), bench.clock(), bench.clock()])
  })

  it('finds everything again', () => {
    fill(bench)
    const writer = bench.writer()
    assert.equal(writer.rebuilt, undefined)
    assert.equal(bench.catalogue().status().complete, true)
    assert.ok(bench.catalogue().status().posts > 40)
  })

  it('finds it sound after a change that readers cannot see', () => {
    const writer = bench.writer()
    writer.ingest({ posts: [makeRead({ post: makePost({ source: 'a.md' }) })] })
    writer.ingest({ posts: [makeRead({ post: makePost({ source: 'b.md' }), draft: true })] })
    bench.close(writer)
    assert.equal(bench.writer().rebuilt, undefined)
    assert.ok(checkCatalogue(bench.dataDir))
  })

  it('is refused to a second writer until the first is closed', () => {
    const first = bench.writer()
    assert.throws(() => bench.writer(), isProblem('data-in-use'))
    bench.close(first)
    assert.equal(bench.writer().rebuilt, undefined)
  })

  it('replaces a lock file that is not one', () => {
    writeFileSync(
      join(bench.dataDir, 'writer.lock'),
      'something else, and quite long enough to be no database',
    )
    bench.writer()
    assert.throws(() => bench.writer(), isProblem('data-in-use'))
  })

  it('refuses a data folder that cannot exist', () => {
    const file = join(bench.dataDir, 'file')
    writeFileSync(file, '')
    assert.throws(() => bench.writer({ dataDir: join(file, 'data') }), isProblem('data-unwritable'))
    assert.throws(() => bench.writer({ dataDir: file }), isProblem('data-unwritable'))
    // No folder can be created there, though no permission is missing.
    assert.throws(() => bench.writer({ dataDir: '/proc/feedmill/data' }), isProblem('data-unwritable'))
    assert.throws(() => openCatalogue(join(bench.dataDir, 'nowhere')), isProblem('data-unwritable'))
    assert.throws(() => openCatalogue(bench.dataDir), isProblem('data-unwritable'))
    assert.deepEqual(readdirSync(bench.dataDir), ['file'])
  })

  it('begins a new epoch when documents are to look different', () => {
    fill(bench)
    const before = bench.writer()
    const epoch = bench.catalogue().epoch()
    bench.close(before)
    bench.clock.pass(5)
    const writer = bench.writer({ renderFingerprint: 'render-2' })
    const catalogue = bench.catalogue()
    assert.ok(catalogue.epoch() > epoch)
    assert.deepEqual([writer.rebuilt, catalogue.lastCommit()], [undefined, catalogue.epoch()])
    assert.equal(catalogue.status().complete, true)
  })

  it('has every file read again when they are to be read differently, and keeps everything until then', () => {
    fill(bench)
    const other = { readFingerprint: 'read-2', guidBase: 'https://example.com' }
    let writer = bench.writer(other)
    const catalogue = bench.catalogue()
    assert.deepEqual([writer.rebuilt, writer.formerGuidRule?.guidBase], ['settings', 'http://localhost'])
    assert.equal(catalogue.status().complete, true)
    assert.ok(catalogue.status().posts > 40)
    assert.equal(catalogue.revision('/feed.xml')?.hash, 'h')
    const files = writer.folders('').flatMap((folder) => writer.filesIn(folder))
    const known = files.map(({ file }) => writer.file(file))
    assert.ok(known.every((file) => file?.size === -1 && file.mtimeMs === -1 && file.hash === ''))
    bench.close(writer)
    writer = bench.writer(other)
    assert.deepEqual([writer.rebuilt, writer.status().complete], [undefined, true])
    takeInFolder(writer)
    assert.equal(catalogue.status().complete, true)
    assert.equal(writer.file('feeds.yml')?.hash, 'f')
  })

  it('carries over from another version what the folder cannot give back', () => {
    fill(bench)
    makeOlder(bench.file())
    bench.clock.set(seedMs)
    const writer = bench.writer({ guidBase: 'https://example.com' })
    const catalogue = bench.catalogue()
    assert.deepEqual([writer.rebuilt, writer.formerGuidRule?.guidBase], ['schema', 'http://localhost'])
    assert.deepEqual([catalogue.status().complete, catalogue.status().posts], [false, 0])
    assert.equal(catalogue.findScope('category', 'category-3')?.count, 0)
    assert.deepEqual(catalogue.revision('/feed.xml'), { address: '/feed.xml', hash: 'h', modified: 5 })
    assert.ok(catalogue.lastCommit() > seedMs, 'moments never go back')
    assert.ok(existsSync(join(bench.dataDir, 'catalogue.older-1')))
    const { moment = 0 } = writer.ingest({ posts: [makeRead({ post: makePost() })] })
    assert.ok(moment > catalogue.epoch())
  })

  it('finishes an interrupted rebuild', () => {
    fill(bench)
    const file = bench.file()
    writeFileSync(`${nextCatalogueFile(bench.dataDir)}.new`, 'half of a new one')
    bench.close(bench.writer())
    assert.equal(bench.file(), file)
    copyFileSync(file, nextCatalogueFile(bench.dataDir)) // Rebuilt, with the old one not yet set aside.
    const writer = bench.writer()
    assert.equal(writer.rebuilt, undefined)
    assert.ok(writer.status().posts > 40)
    assert.ok(!existsSync(file) && existsSync(join(bench.dataDir, 'catalogue.damaged-1')))
  })
})
