import assert from 'node:assert/strict'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { checkCatalogue, markDamaged } from '../../src/catalogue/damage.js'
import { rebuildMark } from '../../src/catalogue/data-files.js'
import { openDatabase } from '../../src/catalogue/database.js'
import type { Group } from '../../src/model/scope.js'
import { makePost, makeRead } from '../support/make-post.js'
import {
  DamagedCopies,
  damages,
  damageUnseen,
  fill,
  logDamages,
  randomFrom,
  zeroScopePages,
} from './damaged-copies.js'
import { isProblem, Workbench } from './workbench.js'

describe('Opening a catalogue', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

  describe('that is damaged', () => {
    const published = () => {
      const catalogue = bench.catalogue()
      const names = catalogue.servedScopes('category').map(({ scope }) => (scope as Group).name)
      bench.close(catalogue)
      return names
    }

    it('keeps every feed that was published, even if nothing is left in the folder', () => {
      fill(bench)
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
      fill(bench)
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
      fill(bench)
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
        fill(bench)
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
      fill(bench)
      const writer = bench.writer()
      const other = openDatabase(bench.file())
      other.exec('UPDATE state SET sum = sum + 1')
      other.close()
      assert.throws(() => writer.ingest({ complete: true }), isProblem('data-unwritable'))
      bench.close(writer)
      assert.equal(bench.writer().rebuilt, 'damaged')
      assert.ok(!existsSync(rebuildMark(bench.dataDir)))
    })

    it('rebuilds it if a check found the damage while it was in use', () => {
      fill(bench)
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
