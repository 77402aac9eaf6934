import assert from 'node:assert/strict'
import type { Post } from '../../src/model/post.js'
import { makePost, makeRead } from '../support/make-post.js'
import { problemsOf } from '../support/problems-of.js'
import { checkOrderOfReading } from './order-of-reading.js'
import { openForEach } from './workbench.js'

describe('Among posts that share a permalink or guid', () => {
  const open = openForEach()

  const read = (source: string, post: Partial<Post>) => makeRead({ post: makePost({ source, ...post }) })
  const problems = () => problemsOf(open.catalogue).map(({ file, code, reason }) => [file, code, reason])
  const state = (file: string) => open.writer.file(file)?.state

  it('the first by path is published, and the Problem of the other names it', () => {
    const { appeared } = open.writer.ingest({
      posts: [read('b.md', { permalink: '/x.html' }), read('a.md', { permalink: '/x.html' })],
    })
    assert.equal(open.catalogue.findPost('/x.html')?.source, 'a.md')
    assert.deepEqual([state('a.md'), state('b.md')], ['published', 'duplicate'])
    assert.deepEqual(problems(), [
      ['b.md', 'duplicate-permalink', '"a.md" already has the permalink "/x.html"'],
    ])
    assert.deepEqual(appeared, problemsOf(open.catalogue))
    assert.deepEqual(open.catalogue.status(), {
      complete: false,
      posts: 1,
      withheld: 0,
      errors: 1,
      warnings: 0,
      search: { indexed: 0, total: 1 },
    })
  })

  it('one that is read later but comes earlier by path takes over', () => {
    open.writer.ingest({ posts: [read('b.md', { guid: 'g' })] })
    open.writer.ingest({ posts: [read('a.md', { guid: 'g' })] })
    assert.deepEqual([...open.catalogue.permalinks()], ['/a.html'])
    assert.deepEqual(problems(), [['b.md', 'duplicate-guid', '"a.md" already has the guid "g"']])
  })

  it('the next takes over when the first is removed', () => {
    open.writer.ingest({
      posts: [read('a.md', { guid: 'g' }), read('b.md', { guid: 'g' }), read('c.md', { guid: 'g' })],
    })
    open.writer.ingest({ removed: ['a.md'] })
    assert.deepEqual([state('b.md'), state('c.md')], ['published', 'duplicate'])
    assert.deepEqual(problems(), [['c.md', 'duplicate-guid', '"b.md" already has the guid "g"']])
  })

  it('each Problem goes in the words in which it appeared', () => {
    const same = { permalink: '/x.html' }
    const [a, b, c] = ['a.md', 'b.md', 'c.md'].map((source) => read(source, same))
    assert.ok(a && b && c)
    const told = open.writer.ingest({ posts: [a, b, c] }).appeared
    assert.deepEqual(open.writer.ingest({ removed: ['c.md'] }).gone, told.slice(1))
    // The holder of its address is removed in the same batch.
    assert.deepEqual(open.writer.ingest({ removed: ['a.md'] }).gone, told.slice(0, 1))
    const behind = open.writer.ingest({ posts: [read('b.md', { guid: 'g' }), read('d.md', { guid: 'g' })] })
    assert.deepEqual(open.writer.ingest({ posts: [read('d.md', {})] }).gone, behind.appeared)
  })

  it('one that has neither permalink nor guid is reported for the permalink', () => {
    open.writer.ingest({
      posts: [
        read('a.md', { permalink: '/x.html' }),
        read('b.md', { guid: 'g' }),
        read('c.md', { permalink: '/x.html', guid: 'g' }),
      ],
    })
    assert.deepEqual(problems(), [
      ['c.md', 'duplicate-permalink', '"a.md" already has the permalink "/x.html"'],
    ])
  })

  it('one that has lost holds nothing, so a third may have what it wanted', () => {
    open.writer.ingest({
      posts: [
        read('a.md', { permalink: '/x.html' }),
        read('b.md', { permalink: '/x.html', guid: 'g' }),
        read('c.md', { guid: 'g' }),
      ],
    })
    assert.deepEqual([state('a.md'), state('b.md'), state('c.md')], ['published', 'duplicate', 'published'])
    open.writer.ingest({ removed: ['a.md'] })
    assert.deepEqual([state('b.md'), state('c.md')], ['published', 'duplicate'])
  })

  it('one that is displaced leaves what else it held to the next', () => {
    open.writer.ingest({
      posts: [read('b.md', { permalink: '/x.html', guid: 'g' }), read('c.md', { guid: 'g' })],
    })
    open.writer.ingest({ posts: [read('a.md', { permalink: '/x.html' })] })
    assert.deepEqual([state('a.md'), state('b.md'), state('c.md')], ['published', 'duplicate', 'published'])
  })

  it('one that cannot use what is free leaves it to the next', () => {
    open.writer.ingest({
      posts: [
        read('a.md', { guid: 'g' }),
        read('b.md', { permalink: '/x.html' }),
        read('c.md', { permalink: '/x.html', guid: 'g' }),
        read('d.md', { permalink: '/x.html' }),
      ],
    })
    open.writer.ingest({ removed: ['b.md'] })
    assert.deepEqual([state('c.md'), state('d.md')], ['duplicate', 'published'])
  })

  it('one that is read twice in a batch gives up what it held before', () => {
    open.writer.ingest({
      posts: [read('a.md', { permalink: '/x.html' }), read('b.md', { permalink: '/x.html' })],
    })
    const twice = [read('a.md', { permalink: '/x.html', guid: 'g' }), read('a.md', { permalink: '/y.html' })]
    open.writer.ingest({ posts: twice })
    assert.deepEqual([state('a.md'), state('b.md')], ['published', 'published'])
  })

  it('one that is withheld holds nothing', () => {
    const draft = { ...read('a.md', { guid: 'g' }), draft: true }
    open.writer.ingest({ posts: [draft, read('b.md', { guid: 'g' })] })
    assert.deepEqual([state('a.md'), state('b.md')], ['withheld', 'published'])
    assert.deepEqual(problems(), [])
  })

  it('the outcome does not depend on the order of reading', async () => checkOrderOfReading(12))
})
