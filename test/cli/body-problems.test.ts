import assert from 'node:assert/strict'
import { findBodyProblems } from '../../src/cli/body-problems.js'
import { sanitise } from '../../src/content/sanitise.js'
import { makePost } from '../support/make-post.js'

describe('The check of a rendered post', () => {
  const body = { html: '', summary: '', dropped: [], references: [] }

  it('warns of links to the files of posts, whose pages have other addresses', () => {
    const post = makePost({ source: '_posts/2022-01-05-rain.md' })
    const { references } = sanitise(
      '<a href="2022-01-03-a.md#x">1</a><a href="/_posts/2022-01-04-%E7%BA%A2.md">2</a>' +
        '<a href="readme.md">3</a><a href="2022-01-03-a.html">4</a><a href="https://a.cn/_posts/2022-01-03-a.md">5</a>',
      { permalink: 'https://feeds.example.com/rain.html', assets: {}, iframeHosts: [] },
    )
    const posts = ['_posts/2022-01-03-a.md', '_posts/2022-01-04-红.md']
    const problems = findBodyProblems(
      post,
      { ...body, references: [...references] },
      { hasAsset: () => false, hasPost: (path) => posts.includes(path) },
    )
    assert.deepEqual(
      problems.map(({ code, reason }) => [code, /"(.*)"/.exec(reason)?.[1]]),
      [
        ['asset-missing', '2022-01-03-a.md#x'],
        ['asset-missing', '/_posts/2022-01-04-%E7%BA%A2.md'],
      ],
    )
  })

  const lacking = (url: string) => {
    const post = makePost({ enclosure: { url, length: 5 } })
    return findBodyProblems(post, body, { hasAsset: () => false, hasPost: () => false }).map(
      ({ reason }) => reason,
    )
  }

  it('infers the type of an enclosure from its address, however that is written', () => {
    assert.deepEqual(lacking('https://a.example/b.mp3'), [])
    assert.deepEqual(lacking('//a.example/b.mp3'), [])
    assert.deepEqual(lacking('http:/\u200b/a.example/b.mp3'), [])
    assert.deepEqual(lacking('//a.example/b'), ['the enclosure lacks a type'])
  })
})
