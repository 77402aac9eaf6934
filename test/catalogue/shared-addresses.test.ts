import assert from 'node:assert/strict'
import type { Commit } from '../../src/catalogue/writer.js'
import type { Problem } from '../../src/model/problem.js'
import { at, makePost, makeRead } from '../support/make-post.js'
import { problemsOf } from '../support/problems-of.js'
import { openForEach } from './workbench.js'

describe('An address that two things claim', () => {
  const open = openForEach()

  const post = (source: string, permalink: string, more = {}) =>
    makeRead({ post: makePost({ source, permalink, ...more }) })
  const asset = (file: string) => ({ file, size: 1, mtimeMs: 1, hash: 'h', mediaType: 'application/pdf' })
  const named = (problems: readonly Problem[]) => problems.map(({ code, file }) => `${file} ${code}`)
  const told = ({ appeared, gone }: Commit) => [named(appeared), named(gone)]
  const alias = (word: string) =>
    open.writer.ingest({
      feeds: {
        file: 'feeds.yml',
        ...{ size: 1, mtimeMs: 1, hash: word, problems: [] },
        entries: [{ scope: { kind: 'category', name: 'new' }, settings: { aliases: [word] } }],
      },
    })
  const taken = 'feeds.yml alias-taken'
  const hidden = (file: string) => `${file} page-hidden`

  describe('if one is an alias', () => {
    it('belongs to a post as long as there is one, and the alias is reported', () => {
      assert.deepEqual(told(alias('/%E6%97%A7.html')), [[], []])
      const old = '/%E6%97%A7.html'
      assert.deepEqual(told(open.writer.ingest({ posts: [post('a.md', old)] })), [[taken], []])
      assert.deepEqual(told(open.writer.ingest({ posts: [post('a.md', old, { title: 'Other' })] })), [[], []])
      assert.deepEqual(told(open.writer.ingest({ posts: [post('a.md', '/elsewhere.html')] })), [[], [taken]])
      assert.deepEqual(told(open.writer.ingest({ posts: [post('a.md', old)] })), [[taken], []])
      assert.deepEqual(told(open.writer.ingest({ removed: ['a.md'] })), [[], [taken]])
    })

    it('belongs to the post even if the alias comes later', () => {
      open.writer.ingest({ posts: [post('a.md', '/old.html')] })
      assert.deepEqual(told(alias('/old.html')), [[taken], []])
    })

    it('belongs to a file as long as there is one', () => {
      alias('/files/旧.pdf')
      assert.deepEqual(told(open.writer.ingest({ assets: [asset('files/旧.pdf')] })), [[taken], []])
      assert.deepEqual(told(open.writer.ingest({ removed: ['files/旧.pdf'] })), [[], [taken]])
    })

    it('is free again once the post is too old to be kept', () => {
      open.bench.close(open.writer)
      open.writer = open.bench.writer({ keep: { days: 30 } })
      alias('/old.html')
      const old = post('a.md', '/old.html', { published: at(-31 * 86_400) })
      assert.deepEqual(told(open.writer.ingest({ posts: [old] })), [[taken], []])
      assert.deepEqual(told(open.writer.ingest({ posts: [post('b.md', '/b.html')] })), [[], [taken]])
      assert.ok(open.catalogue.findAlias('/old.html'))
      open.bench.close(open.writer)
      open.writer = open.bench.writer()
      assert.deepEqual(named(problemsOf(open.catalogue)), [taken])
    })
  })

  describe('if one is a file', () => {
    const file = 'files/雨.pdf'
    const address = '/files/%E9%9B%A8.pdf'

    it('has its post reported as hidden, whichever came first', () => {
      open.writer.ingest({ assets: [asset(file)] })
      assert.deepEqual(told(open.writer.ingest({ posts: [post('a.md', address)] })), [[hidden('a.md')], []])
      assert.match(problemsOf(open.catalogue)[0]?.reason ?? '', /"files\/雨\.pdf"/)
      assert.deepEqual(told(open.writer.ingest({ removed: [file] })), [[], [hidden('a.md')]])
      assert.deepEqual(told(open.writer.ingest({ assets: [asset(file)] })), [[hidden('a.md')], []])
      assert.deepEqual(told(open.writer.ingest({ posts: [post('a.md', '/a.html')] })), [[], [hidden('a.md')]])
      assert.deepEqual(problemsOf(open.catalogue), [])
    })

    it('has the post that holds it reported, not one that waits for it', () => {
      open.writer.ingest({ assets: [asset(file)], posts: [post('a.md', address), post('b.md', address)] })
      assert.deepEqual(named(problemsOf(open.catalogue)), [hidden('a.md'), 'b.md duplicate-permalink'])
      open.writer.ingest({ removed: ['a.md'] })
      assert.deepEqual(named(problemsOf(open.catalogue)), [hidden('b.md')])
    })

    it('is recognised in any normalisation form of the file name', () => {
      open.writer.ingest({ assets: [asset('cafe\u0301.pdf')], posts: [post('a.md', '/caf%C3%A9.pdf')] })
      assert.deepEqual(named(problemsOf(open.catalogue)), [hidden('a.md')])
    })
  })
})
