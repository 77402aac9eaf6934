import assert from 'node:assert/strict'
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
