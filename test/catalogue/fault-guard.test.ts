import assert from 'node:assert/strict'
import { openDatabase } from '../../src/catalogue/database.js'
import type { CatalogueWriter } from '../../src/catalogue/writer.js'
import { makeRead } from '../support/make-post.js'
import { openForEach } from './workbench.js'

describe('Damage that the writer of a catalogue meets', () => {
  const open = openForEach()
  const damage = (sql: string) => {
    const db = openDatabase(open.bench.file())
    db.exec(sql)
    db.close()
  }
  const questions: Record<string, (writer: CatalogueWriter) => unknown> = {
    'what is in a folder': (writer) => writer.filesIn(''),
    'one file': (writer) => writer.file('a.md'),
    'how things stand': (writer) => writer.status(),
    'what to do with a batch': (writer) => writer.ingest({ removed: ['b.md'] }),
    'what is due': (writer) => writer.release(0),
  }

  for (const [what, ask] of Object.entries(questions)) {
    it(`is marked when it is asked ${what}, and mended by the next opening`, () => {
      open.writer.ingest({ posts: [makeRead({ file: 'a.md' })], complete: true })
      assert.equal(open.writer.isDamaged, false)
      damage('UPDATE state SET sum = sum + 1')
      assert.throws(() => ask(open.writer), /data-unwritable: .* is damaged/)
      assert.equal(open.writer.isDamaged, true)
      open.bench.close(open.writer)
      assert.equal(open.bench.writer().rebuilt, 'damaged')
    })
  }

  it('may lie in a single row', () => {
    open.writer.ingest({ posts: [makeRead({ file: 'a.md' })], complete: true })
    damage('PRAGMA ignore_check_constraints = ON; UPDATE file SET state = 99')
    assert.throws(() => open.writer.filesIn(''), /data-unwritable: .* is damaged/)
    assert.equal(open.writer.isDamaged, true)
  })
})
