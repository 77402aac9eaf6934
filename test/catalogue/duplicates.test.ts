import assert from 'node:assert/strict'
import type { Post } from '../../src/model/post.js'
import { makePost, makeRead } from '../support/make-post.js'
import { checkOrderOfReading } from './order-of-reading.js'
import { openForEach } from './workbench.js'

describe('Of posts with one address', () => {
  const open = openForEach()

  const read = (source: string, post: Partial<Post>) => makeRead({ post: makePost({ source, ...post }) })
  const problems = () => open.catalogue.problems().map(({ file, code, reason }) => [file, code, reason])
  const state = (file: string) => open.writer.file(file)?.state

  it('the first by path has it, and the other is told who', () => {
    const { appeared } = open.writer.ingest({
      posts: [read('b.md', { permalink: '/x.html' }), read('a.md', { permalink: '/x.html' })],
    })
    assert.equal(open.catalogue.findPost('/x.html')?.source, 'a.md')
    assert.deepEqual([state('a.md'), state('b.md')], ['published', 'duplicate'])
    assert.deepEqual(problems(), [
      ['b.md', 'duplicate-permalink', '"a.md" has the permalink "/x.html" already'],
    ])
    assert.deepEqual(appeared, open.catalogue.problems())
    assert.deepEqual(open.catalogue.status(), {
      complete: false,
      posts: 1,
      withheld: 0,
      errors: 1,
      warnings: 0,
      search: { indexed: 0, total: 1 },
    })
  })

  it('one that comes later but stands earlier takes its place', () => {
    open.writer.ingest({ posts: [read('b.md', { guid: 'g' })] })
    open.writer.ingest({ posts: [read('a.md', { guid: 'g' })] })
    assert.deepEqual([...open.catalogue.permalinks()], ['/a.html'])
    assert.deepEqual(problems(), [['b.md', 'duplicate-guid', '"a.md" has the guid "g" already']])
  })

  it('the other follows when the first goes', () => {
    open.writer.ingest({
      posts: [read('a.md', { guid: 'g' }), read('b.md', { guid: 'g' }), read('c.md', { guid: 'g' })],
    })
    open.writer.ingest({ removed: ['a.md'] })
    assert.deepEqual([state('b.md'), state('c.md')], ['published', 'duplicate'])
    assert.deepEqual(problems(), [['c.md', 'duplicate-guid', '"b.md" has the guid "g" already']])
  })

  it('each is told when it stands behind another no longer, in the words it was told before', () => {
    const same = { permalink: '/x.html' }
    const [a, b, c] = ['a.md', 'b.md', 'c.md'].map((source) => read(source, same))
    assert.ok(a && b && c)
    const told = open.writer.ingest({ posts: [a, b, c] }).appeared
    assert.deepEqual(open.writer.ingest({ removed: ['c.md'] }).gone, told.slice(1))
    // The one whose place it wanted goes in the same breath.
    assert.deepEqual(open.writer.ingest({ removed: ['a.md'] }).gone, told.slice(0, 1))
    const behind = open.writer.ingest({ posts: [read('b.md', { guid: 'g' }), read('d.md', { guid: 'g' })] })
    assert.deepEqual(open.writer.ingest({ posts: [read('d.md', {})] }).gone, behind.appeared)
  })

  it('one that lacks both is told of its permalink', () => {
    open.writer.ingest({
      posts: [
        read('a.md', { permalink: '/x.html' }),
        read('b.md', { guid: 'g' }),
        read('c.md', { permalink: '/x.html', guid: 'g' }),
      ],
    })
    assert.deepEqual(problems(), [
      ['c.md', 'duplicate-permalink', '"a.md" has the permalink "/x.html" already'],
    ])
  })

  it('one that has lost holds nothing, so that a third may have what it wanted', () => {
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

  it('one that is dislodged gives up what else it held to the next', () => {
    open.writer.ingest({
      posts: [read('b.md', { permalink: '/x.html', guid: 'g' }), read('c.md', { guid: 'g' })],
    })
    open.writer.ingest({ posts: [read('a.md', { permalink: '/x.html' })] })
    assert.deepEqual([state('a.md'), state('b.md'), state('c.md')], ['published', 'duplicate', 'published'])
  })

  it('one that cannot take what is free leaves it to the next', () => {
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

  it('what is withheld holds nothing', () => {
    const draft = { ...read('a.md', { guid: 'g' }), draft: true }
    open.writer.ingest({ posts: [draft, read('b.md', { guid: 'g' })] })
    assert.deepEqual([state('a.md'), state('b.md')], ['withheld', 'published'])
    assert.deepEqual(problems(), [])
  })

  it('their order of reading decides nothing', async () => checkOrderOfReading(12))
})
