import assert from 'node:assert/strict'
import type { Problem } from '../../src/model/problem.js'
import { makePost, makeRead } from '../support/make-post.js'
import { problemsOf } from '../support/problems-of.js'
import { makeProblem, openForEach } from './workbench.js'

describe('The Problems of a folder', () => {
  const open = openForEach()

  const at = (file: string, line: number | undefined, reason: string): Problem => {
    const { line: _, ...problem } = makeProblem(file)
    return { ...problem, ...(line === undefined ? {} : { line }), reason }
  }
  const broken = (file: string, problems: Problem[]) => makeRead({ file, post: undefined, problems })
  const post = (source: string, problems: Problem[] = []) =>
    makeRead({ post: makePost({ source, permalink: '/x.html', guid: source }), problems })

  it('are ordered by file, byte by byte, then by line, the whole file first, then as they were found', () => {
    const first = [at('b.md', 9, 'z'), at('b.md', 2, 'y'), at('b.md', 2, 'a'), at('b.md', undefined, 'm')]
    open.writer.ingest({
      posts: [
        broken('👩.md', [at('👩.md', 1, 'r')]),
        broken('！.md', [at('！.md', 1, 'r')]),
        broken('b.md', first),
      ],
      folderProblems: [at('a', undefined, 'pipe'), at('b.md', undefined, 'link')],
    })
    assert.deepEqual(
      problemsOf(open.catalogue).map(({ file, line, reason }) => `${file} ${line ?? '-'} ${reason}`),
      ['a - pipe', 'b.md - link', 'b.md - m', 'b.md 2 y', 'b.md 2 a', 'b.md 9 z', '！.md 1 r', '👩.md 1 r'],
    )
  })

  it('begin with the duplicate, if a file has others as well', () => {
    open.writer.ingest({ posts: [post('a.md'), post('b.md', [at('b.md', undefined, 'w')])] })
    assert.deepEqual(
      problemsOf(open.catalogue).map(({ code }) => code),
      ['duplicate-permalink', 'date-invalid'],
    )
  })

  it('are the same page by page as all at once, each given once', () => {
    const names = Array.from({ length: 12 }, (_, i) => `p${String(i).padStart(2, '0')}.md`)
    const many = Array.from({ length: 9 }, (_, i) => at('folder', undefined, `name ${i}`))
    open.writer.ingest({ posts: names.map((name) => post(name, [at(name, 4, 'w')])), folderProblems: many })
    const whole = problemsOf(open.catalogue)
    assert.equal(whole.length, 9 + 12 + 11)
    for (const limit of [1, 2, 5, 31, 32, 33]) {
      const told: Problem[] = []
      let after: string | undefined
      do {
        const page = open.catalogue.problemPage(limit, after)
        assert.ok(page && page.problems.length <= limit)
        told.push(...page.problems)
        after = page.next
        assert.match(after ?? '', /^[\w-]*$/)
      } while (after !== undefined)
      assert.deepEqual(told, whole, `${limit} a page`)
    }
  })

  it('continue at their place even if what was there is gone', () => {
    open.writer.ingest({ posts: ['a.md', 'b.md', 'c.md'].map((file) => broken(file, [at(file, 1, 'r')])) })
    const next = open.catalogue.problemPage(2)?.next
    open.writer.ingest({ removed: ['b.md'] })
    assert.deepEqual(
      open.catalogue.problemPage(2, next)?.problems.map(({ file }) => file),
      ['c.md'],
    )
  })

  it('have no page after an invalid cursor', () => {
    for (const word of ['', 'x', 'bnVsbA', Buffer.from('["a",1,"b",null]').toString('base64url')]) {
      assert.equal(open.catalogue.problemPage(2, word), undefined, word)
    }
    const odd = Buffer.from('["a","1","b",null,0]').toString('base64url')
    assert.equal(open.catalogue.problemPage(2, odd), undefined)
  })
})
