import assert from 'node:assert/strict'
import { siteScope } from '../../src/model/scope.js'
import { at, readOf } from '../support/make-post.js'
import { openForEach } from './workbench.js'

describe('Ingesting a batch', () => {
  const open = openForEach()
  const touched = (permalink: string) => open.catalogue.findPost(permalink)?.touched
  const scopeTouched = (name: string) => open.catalogue.scope({ kind: 'category', name })?.touched

  describe('touches', () => {
    beforeEach(() => {
      const days = [1, 2, 3, 4, 5, 6]
      const posts = days.map((day) =>
        readOf(`p${day}.md`, { published: at(day), categories: [day % 2 ? 'odd' : 'even'], tags: [] }),
      )
      open.writer.ingest({ posts })
    })
    const since = (moment: number) =>
      [1, 2, 3, 4, 5, 6, 7].filter((day) => (touched(`/p${day}.html`) ?? 0) > moment)

    it('a changed post, its neighbours and its scopes, and nothing else', () => {
      const before = open.catalogue.lastCommit()
      const { moment } = open.writer.ingest({
        posts: [readOf('p3.md', { published: at(3), categories: ['odd'], tags: [], title: 'New' })],
      })
      assert.deepEqual(since(before), [2, 3, 4])
      assert.deepEqual([scopeTouched('odd'), scopeTouched('even')], [moment, before])
      assert.equal(open.catalogue.scope(siteScope)?.touched, moment)
      assert.equal(open.catalogue.lastCommit(), moment)
    })

    it('the old and new scopes and neighbours of a post that moved', () => {
      const before = open.catalogue.lastCommit()
      const moved = readOf('p1.md', { published: at(9), categories: ['even'], tags: ['new'] })
      const { moment } = open.writer.ingest({ posts: [moved] })
      assert.deepEqual(since(before), [1, 2, 6])
      assert.deepEqual([scopeTouched('odd'), scopeTouched('even')], [moment, moment])
      assert.deepEqual(open.catalogue.scope({ kind: 'category', name: 'odd' })?.count, 2)
      assert.deepEqual(open.catalogue.scope({ kind: 'category', name: 'even' })?.newestMs, at(9).instantMs)
    })

    it('posts that become neighbours because those between them are removed', () => {
      const before = open.catalogue.lastCommit()
      open.writer.ingest({ removed: ['p3.md', 'p4.md'] })
      assert.deepEqual(since(before), [2, 5])
    })

    it('only the post itself, if no feed carries it', () => {
      const before = open.catalogue.lastCommit()
      open.writer.ingest({
        posts: [readOf('p7.md', { inFeeds: false, published: at(3), categories: ['odd'] })],
      })
      assert.deepEqual(since(before), [7])
      assert.equal(scopeTouched('odd'), before)
    })

    it('nothing for a file with the same bytes, or with other bytes that read the same', () => {
      const [commit, version] = [open.catalogue.lastCommit(), open.catalogue.version()]
      const same = readOf('p3.md', { published: at(3), categories: ['odd'], tags: [] })
      const commits = [
        open.writer.ingest({ posts: [{ ...same, mtimeMs: 1 }] }),
        open.writer.ingest({ posts: [{ ...same, hash: 'f'.repeat(64), size: 8, mtimeMs: 2 }] }),
      ]
      assert.deepEqual(commits, Array(2).fill({ appeared: [], gone: [] }))
      assert.deepEqual([open.catalogue.lastCommit(), open.catalogue.version()], [commit, version])
      const { size, mtimeMs, hash } = open.writer.file('p3.md') ?? {}
      assert.deepEqual([size, mtimeMs, hash], [8, 2, 'f'.repeat(64)])
      assert.equal(open.catalogue.findPost('/p3.html')?.hash, 'f'.repeat(64))
    })
  })
})
