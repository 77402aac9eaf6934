import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkCatalogue, markDamaged } from '../../src/catalogue/damage.js'
import { nextCatalogueFile, rebuildMark } from '../../src/catalogue/data-files.js'
import { openDatabase } from '../../src/catalogue/database.js'
import type { GuidRule } from '../../src/catalogue/guid-rule.js'
import { openCatalogue } from '../../src/catalogue/sqlite-catalogue.js'
import { FeedmillError, type ProblemCode } from '../../src/model/problem.js'
import { type Group, siteScope } from '../../src/model/scope.js'
import { makePost, makeRead, seedMs } from '../support/make-post.js'
import {
  DamagedCopies,
  damages,
  damageUnseen,
  logDamages,
  makeOlder,
  randomFrom,
  takeInFolder,
  zeroScopePages,
} from './damaged-copies.js'
import { Workbench } from './workbench.js'

const refusal = (code: ProblemCode) => (error: unknown) =>
  error instanceof FeedmillError && error.problem.code === code && error.problem.hint.endsWith('.')

describe('Opening a catalogue', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

  const fill = () => {
    const writer = bench.writer()
    takeInFolder(writer)
    writer.keepRevisions([{ address: '/feed.xml', hash: 'h', modified: 5 }])
    bench.close(writer)
  }

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
    fill()
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
    assert.throws(() => bench.writer(), refusal('data-in-use'))
    bench.close(first)
    assert.equal(bench.writer().rebuilt, undefined)
  })

  it('replaces a lock file that is not one', () => {
    writeFileSync(
      join(bench.dataDir, 'writer.lock'),
      'something else, and quite long enough to be no database',
    )
    bench.writer()
    assert.throws(() => bench.writer(), refusal('data-in-use'))
  })

  it('refuses a data folder that cannot exist', () => {
    const file = join(bench.dataDir, 'file')
    writeFileSync(file, '')
    assert.throws(() => bench.writer({ dataDir: join(file, 'data') }), refusal('data-unwritable'))
    assert.throws(() => bench.writer({ dataDir: file }), refusal('data-unwritable'))
    // No folder can be created there, though no permission is missing.
    assert.throws(() => bench.writer({ dataDir: '/proc/feedmill/data' }), refusal('data-unwritable'))
    assert.throws(() => openCatalogue(join(bench.dataDir, 'nowhere')), refusal('data-unwritable'))
    assert.throws(() => openCatalogue(bench.dataDir), refusal('data-unwritable'))
    assert.deepEqual(readdirSync(bench.dataDir), ['file'])
  })

  it('begins a new epoch when documents are to look different', () => {
    fill()
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
    fill()
    const other = { readFingerprint: 'read-2', guidBase: 'https://example.com' }
    let writer = bench.writer(other)
    const catalogue = bench.catalogue()
    assert.deepEqual([writer.rebuilt, writer.formerGuidRule?.guidBase], ['settings', 'http://localhost'])
    assert.equal(catalogue.status().complete, true)
    assert.ok(catalogue.status().posts > 40)
    assert.equal(catalogue.revision('/feed.xml')?.hash, 'h')
    const files = writer.folders().flatMap((folder) => writer.filesIn(folder))
    const known = files.map(({ file }) => writer.file(file))
    assert.ok(known.every((file) => file?.size === -1 && file.mtimeMs === -1 && file.hash === ''))
    bench.close(writer)
    writer = bench.writer(other)
    assert.deepEqual([writer.rebuilt, writer.status().complete], [undefined, true])
    takeInFolder(writer)
    assert.equal(catalogue.status().complete, true)
    assert.equal(writer.file('feeds.yml')?.hash, 'f')
  })

  describe('with another rule for guids than before', () => {
    const dayMs = 86_400_000
    const [old, moved] = [
      { guidBase: 'http://localhost', guids: 'path' },
      { guidBase: 'https://example.com', guids: 'path' },
    ] as const
    const jekyll = { guidBase: 'http://localhost', guids: 'jekyll' } as const
    /** Opens a writer and closes it. @returns the former rule that it gave */
    const open = (rule: GuidRule) => {
      const writer = bench.writer(rule)
      bench.close(writer)
      return writer.formerGuidRule
    }
    const publish = (rule: GuidRule, name: string) => {
      const writer = bench.writer(rule)
      writer.ingest({ posts: [makeRead({ post: makePost({ source: name }) })] })
      bench.close(writer)
    }
    beforeEach(fill)

    it('gives the former rule at every start, until something is published a day later', () => {
      assert.deepEqual([open(old), open(moved), open(moved)], [undefined, old, old])
      bench.clock.pass(2 * dayMs)
      assert.deepEqual([open(moved), open(moved)], [old, old], 'nothing was published under it')
      publish(moved, 'a.md')
      assert.equal(open(moved), undefined)
      assert.deepEqual(open(old), moved)
    })

    it('gives the former rule for a change of kind as well as of base', () => {
      assert.deepEqual([open(jekyll), open(jekyll)], [old, old])
    })

    it('gives none once the rule is changed back', () => {
      assert.deepEqual([open(moved), open(old), open(old)], [old, undefined, undefined])
    })

    it('still gives the rule that readers know if it changes twice in a day', () => {
      assert.deepEqual([open(moved), open(jekyll)], [old, old])
      publish(jekyll, 'a.md')
      assert.deepEqual(open(jekyll), old)
    })

    it('remembers the former rule across a rebuild from another version', () => {
      open(moved)
      makeOlder(bench.file())
      assert.deepEqual([open(moved), open(moved)], [old, old])
    })
  })

  it('carries over from another version what the folder cannot give back', () => {
    fill()
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
    fill()
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

  describe('that is damaged', () => {
    const published = () => {
      const catalogue = bench.catalogue()
      const names = catalogue.servedScopes('category').map(({ scope }) => (scope as Group).name)
      bench.close(catalogue)
      return names
    }

    it('keeps every feed that was published, even if nothing is left in the folder', () => {
      fill()
      const before = published()
      assert.ok(before.length > 6)
      damageUnseen(bench.file())
      checkCatalogue(bench.dataDir)
      const writer = bench.writer()
      assert.equal(writer.rebuilt, 'damaged')
      assert.deepEqual(published(), before)
      const catalogue = bench.catalogue()
      assert.equal(catalogue.findScope('category', 'category-3')?.count, 0)
      assert.equal(catalogue.findScope('category', 'category-1')?.settings.title, undefined)
      assert.equal(catalogue.revision('/feed.xml'), undefined, 'dates in a damaged file are not trusted')
    })

    it('drops a feed whose row contradicts itself, and keeps all others', () => {
      fill()
      const before = published()
      const db = openDatabase(bench.file())
      db.exec(
        "UPDATE scope SET segment = 'x' WHERE name = 'category-2'; UPDATE scope SET kind = 'tog' WHERE kind = 'tag'",
      )
      db.close()
      markDamaged(bench.dataDir)
      bench.writer()
      assert.deepEqual(
        published(),
        before.filter((name) => name !== 'category-2'),
      )
      assert.deepEqual(bench.catalogue().servedScopes('tag'), [])
    })

    it('keeps what can be read from both ends of a table whose middle is lost', () => {
      const names = Array.from({ length: 300 }, (_, n) => `c${n}-${'x'.repeat(100)}`)
      const filled = bench.writer()
      filled.ingest({
        posts: names.map((name) =>
          makeRead({ post: makePost({ source: `${name}.md`, categories: [name] }) }),
        ),
      })
      bench.close(filled)
      const lost = zeroScopePages(bench.file(), names[150] ?? '')
      markDamaged(bench.dataDir)
      bench.writer()
      const kept = new Set(published())
      assert.ok(lost > 0 && kept.size < 300 && kept.size > 200, `${kept.size}`)
      assert.ok(kept.has(names[0] ?? '') && kept.has(names[299] ?? ''))
    })

    it('remembers how its guids were made', () => {
      fill()
      markDamaged(bench.dataDir)
      assert.equal(
        bench.writer({ guidBase: 'https://example.com' }).formerGuidRule?.guidBase,
        'http://localhost',
      )
    })

    let copies: DamagedCopies
    before(() => {
      copies = new DamagedCopies()
    })
    after(() => copies.clear())

    for (const [what, damage] of Object.entries(damages)) {
      it(`recovers everything once the folder is read: ${what}`, () => {
        for (const seed of [1, 2]) copies.check((file) => damage(file, randomFrom(seed)))
      })
    }

    for (const [what, damage] of Object.entries(logDamages)) {
      it(`recovers everything once the folder is read: ${what}`, () => {
        copies.check((file) => damage(file, randomFrom(3)), true)
      })
    }

    it('sets the file aside, and keeps only the latest such file', () => {
      for (let round = 0; round < 2; round++) {
        fill()
        const file = bench.file()
        writeFileSync(file, `damaged ${round}`.repeat(1000))
        const writer = bench.writer()
        assert.equal(writer.rebuilt, 'damaged')
        bench.close(writer)
      }
      const aside = readdirSync(bench.dataDir).filter((name) => /damaged-\d+$/.test(name))
      assert.deepEqual(aside, ['catalogue.damaged-1'])
    })

    it('rebuilds it if the damage was met while writing', () => {
      fill()
      const writer = bench.writer()
      const other = openDatabase(bench.file())
      other.exec('UPDATE state SET sum = sum + 1')
      other.close()
      assert.throws(() => writer.ingest({ complete: true }), refusal('data-unwritable'))
      bench.close(writer)
      assert.equal(bench.writer().rebuilt, 'damaged')
      assert.ok(!existsSync(rebuildMark(bench.dataDir)))
    })

    it('rebuilds it if a check found the damage while it was in use', () => {
      fill()
      const [file, mark] = [bench.file(), rebuildMark(bench.dataDir)]
      const writer = bench.writer()
      assert.equal(checkCatalogue(bench.dataDir), true)
      assert.ok(!existsSync(mark))
      bench.close(writer)
      damageUnseen(file)
      assert.equal(checkCatalogue(bench.dataDir), false)
      assert.equal(bench.writer().rebuilt, 'damaged')
      assert.ok(!existsSync(mark))
    })
  })
})
