import assert from 'node:assert/strict'
import { parsePost } from '../../src/content/read-post.js'
import { readOptions } from '../support/read-options.js'
import { postOf, readHeader } from './read-header.js'

describe('A draft', () => {
  it('is one by its front matter alone: whoever reads _drafts wants what lies there', () => {
    assert.equal(readHeader('').draft, false)
    const drafts = [
      'published: false',
      'draft: true',
      'published: "No"',
      'draft: yes',
      'draft: 1',
      'draft: Y',
    ]
    for (const header of [...drafts, 'draft: "t"', 'published: 0', 'published: n', 'published: F']) {
      const { draft, post } = readHeader(header)
      assert.ok(draft && post, header)
    }
    assert.equal(readHeader('', {}, '_drafts/rain.md').draft, false)
    for (const header of ['published: true\ndraft: off', 'published: 1\ndraft: 0', 'draft:\npublished: ~']) {
      assert.equal(readHeader(header).draft, false)
    }
  })

  it('is not published where it may be one, and its author is told so', () => {
    const { reason } = readHeader('draft: perhaps').problems[0] ?? {}
    assert.equal(reason, 'draft: "perhaps" is neither true nor false, so the post is not published')
  })
})

describe('A post without feeds', () => {
  it('says so in its front matter', () => {
    assert.equal(postOf('feed: false').inFeeds, false)
    assert.equal(postOf('feed: "off"').inFeeds, false)
  })
})

describe('A date in published', () => {
  const read = (header: string, name = '_posts/2022-01-01-rain.md') => {
    const text = `---\ntitle: Rain\ncategories: news\n${header}\n---\nIt rains.\n`
    const { post, draft, problems } = parsePost(name, text, readOptions)
    const told = problems.map(({ severity, code, line }) => `${severity} ${code} ${line}`)
    const at = post && new Date(post.published.instantMs).toISOString()
    return { at, offset: post?.published.offsetMinutes, draft, told }
  }

  it('is the date of a post that has no other, whatever its file name says, with a warning', () => {
    const at = '2022-01-05T01:30:00.000Z'
    const told = ['warning key-invalid 4']
    for (const name of ['_posts/2022-01-01-rain.md', 'rain.md']) {
      assert.deepEqual(read('published: 2022-01-05 09:30', name), { at, offset: 480, draft: false, told })
    }
    assert.equal(read('Published: 2022-01-05').at, '2022-01-04T16:00:00.000Z')
    assert.equal(read('published: 2099-01-05').at, '2099-01-04T16:00:00.000Z', 'which is still to come')
  })

  it('holds no post back that has a date of its own which is not earlier, with a warning', () => {
    for (const date of ['2022-01-05', '2022-01-06 08:00']) {
      const { at, draft, told } = read(`date: ${date}\npublished: 2022-01-05`)
      assert.equal(at, date === '2022-01-05' ? '2022-01-04T16:00:00.000Z' : '2022-01-06T00:00:00.000Z')
      assert.deepEqual([draft, told], [false, ['warning key-invalid 5']])
    }
  })

  it('holds back a post whose own date is earlier: it may be meant to', () => {
    const { at, told } = read('date: 2022-01-05\npublished: 2022-01-06')
    assert.deepEqual([at, told], [undefined, ['error key-invalid 5']])
  })

  it('does not make up for a date that is empty, nor for one that is none', () => {
    assert.ok(
      read('date:\npublished: 2022-01-05').told.some((problem) => problem.startsWith('error date-invalid')),
    )
    for (const flag of ['2022-02-30', 'soon', '2022']) {
      assert.deepEqual(read(`published: ${flag}`).told, ['error key-invalid 4'], flag)
    }
  })

  it('leaves a draft a draft', () => {
    assert.equal(read('draft: true\npublished: 2022-01-05').draft, true)
  })
})
