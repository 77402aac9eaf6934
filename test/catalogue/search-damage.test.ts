import assert from 'node:assert/strict'
import { openDatabase } from '../../src/catalogue/database.js'
import type { CatalogueWriter } from '../../src/catalogue/writer.js'
import { makePost, makeRead } from '../support/make-post.js'
import { combine, indexAll, Workbench } from './workbench.js'

describe('A damaged index of words', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

  const publish = (writer: CatalogueWriter, ...sources: string[]) => {
    writer.ingest({ posts: sources.map((source) => makeRead({ post: makePost({ source }) })) })
    indexAll(writer)
  }
  const damage = (sql: string) => {
    const writer = bench.writer()
    publish(writer, 'a.md', 'b.md')
    bench.close(writer)
    const db = openDatabase(bench.file())
    db.enableDefensive(false)
    db.exec(sql)
    db.close()
  }

  for (const [what, sql] of [
    ['its pages are gone', 'DELETE FROM words_data WHERE id > 10'],
    ['its pages are overwritten', "UPDATE words_data SET block = x'00ff00ff' WHERE id > 10"],
    ['its header is gone', 'DELETE FROM words_data WHERE id = 10'],
    [
      'a post is missing from it',
      'DELETE FROM words_docsize WHERE id IN (SELECT min(id) FROM words_docsize)',
    ],
    [
      'an indexed post waits for it',
      'INSERT INTO unindexed SELECT age, post FROM membership WHERE scope = 1 LIMIT 1',
    ],
    ['its words are gone', "INSERT INTO words (words) VALUES ('delete-all')"],
  ] as const) {
    it(`is rebuilt, and finds everything again: ${what}`, () => {
      damage(sql)
      const writer = bench.writer()
      assert.equal(writer.rebuilt, 'damaged')
      publish(writer, 'a.md')
      const [found] = combine(bench.catalogue(), { q: ['title'] })
      assert.equal(found?.source, 'a.md')
    })
  }
})
