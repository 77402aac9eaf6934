import assert from 'node:assert/strict'
import { findBodyProblems } from '../../src/cli/body-problems.js'
import { makePost } from '../support/make-post.js'

describe('The check of a rendered post', () => {
  const body = { html: '', summary: '', dropped: [], references: [] }
  const lacking = (url: string) => {
    const post = makePost({ enclosure: { url, length: 5 } })
    return findBodyProblems(post, body, () => false).map(({ reason }) => reason)
  }

  it('infers the type of an enclosure from its address, however that is written', () => {
    assert.deepEqual(lacking('https://a.example/b.mp3'), [])
    assert.deepEqual(lacking('//a.example/b.mp3'), [])
    assert.deepEqual(lacking('http:/\u200b/a.example/b.mp3'), [])
    assert.deepEqual(lacking('//a.example/b'), ['the enclosure lacks a type'])
  })
})
