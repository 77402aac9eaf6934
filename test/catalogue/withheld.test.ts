import assert from 'node:assert/strict'
import { siteScope } from '../../src/model/scope.js'
import { at, makeRead, readOf } from '../support/make-post.js'
import { makeProblem, openForEach } from './workbench.js'

describe('Ingesting a batch', () => {
  const open = openForEach()
  const broken = (file: string) => makeRead({ file, post: undefined, problems: [makeProblem(file)] })
  const state = (file: string) => open.writer.file(file)?.state
  const scopeTouched = (name: string) => open.catalogue.scope({ kind: 'category', name })?.touched

  describe('with a post that is not due yet', () => {
    const tomorrow = at(2 * 86_400)

    it('withholds it until it is due', () => {
      const { moment } = open.writer.ingest({ posts: [readOf('a.md', { published: tomorrow })] })
      assert.deepEqual(
        [moment, state('a.md'), open.writer.nextDueMs()],
        [undefined, 'withheld', tomorrow.instantMs],
      )
      assert.equal(open.catalogue.status().withheld, 1)
      assert.equal(open.writer.release(tomorrow.instantMs - 1).moment, undefined)
      assert.equal(open.catalogue.findPost('/a.html'), undefined)
      assert.equal(open.writer.release(tomorrow.instantMs).moment, tomorrow.instantMs)
      assert.deepEqual([state('a.md'), open.writer.nextDueMs()], ['published', undefined])
      assert.equal(open.catalogue.findPost('/a.html')?.touched, tomorrow.instantMs)
      assert.deepEqual(open.catalogue.scope(siteScope)?.newestMs, tomorrow.instantMs)
    })

    it('releases it even if its file has broken meanwhile', () => {
      open.writer.ingest({ posts: [readOf('a.md', { published: tomorrow })] })
      open.writer.ingest({ posts: [broken('a.md')] })
      open.writer.release(tomorrow.instantMs)
      assert.ok(open.catalogue.findPost('/a.html'))
      assert.equal(state('a.md'), 'broken')
    })

    it('publishes it at once if the settings say so', () => {
      open.bench.close(open.writer)
      open.writer = open.bench.writer({ future: true })
      open.writer.ingest({ posts: [readOf('a.md', { published: tomorrow })] })
      assert.equal(state('a.md'), 'published')
    })

    it('judges all dates again when that setting changes', () => {
      const posts = [
        readOf('a.md'),
        readOf('b.md', { published: tomorrow }),
        readOf('c.md', {}, { draft: true }),
      ]
      open.writer.ingest({ posts })
      for (const [future, expected] of [
        [true, 'published'],
        [false, 'withheld'],
      ] as const) {
        open.bench.close(open.writer)
        open.writer = open.bench.writer({ future })
        assert.deepEqual(['a.md', 'b.md', 'c.md'].map(state), ['published', expected, 'withheld'])
        assert.equal(open.catalogue.newest(siteScope, 9).length, future ? 2 : 1)
      }
      assert.equal(open.writer.nextDueMs(), tomorrow.instantMs)
    })

    it('withdraws a post that has become a draft', () => {
      open.writer.ingest({ posts: [readOf('a.md')] })
      const { moment } = open.writer.ingest({ posts: [readOf('a.md', {}, { draft: true })] })
      assert.ok(moment)
      assert.deepEqual([state('a.md'), open.writer.nextDueMs()], ['withheld', undefined])
      assert.deepEqual(open.catalogue.newest(siteScope, 9), [])
      assert.equal(scopeTouched('hongwang'), moment)
    })

    it('does not withhold a published post because the clock went back', () => {
      open.writer.ingest({ posts: [readOf('a.md')] })
      open.bench.clock.set(0)
      open.writer.ingest({ posts: [readOf('a.md', { title: 'Corrected' })] })
      assert.equal(open.catalogue.findPost('/a.html')?.title, 'Corrected')
      open.writer.ingest({ posts: [readOf('a.md', { published: at(60) })] })
      assert.deepEqual([state('a.md'), open.writer.nextDueMs()], ['withheld', at(60).instantMs])
    })
  })
})
