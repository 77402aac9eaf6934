import assert from 'node:assert/strict'
import type { GuidRule } from '../../src/catalogue/guid-rule.js'
import { makePost, makeRead } from '../support/make-post.js'
import { fill, makeOlder } from './damaged-copies.js'
import { Workbench } from './workbench.js'

describe('Opening a catalogue', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

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
    beforeEach(() => fill(bench))

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
})
