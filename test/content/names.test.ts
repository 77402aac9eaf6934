import assert from 'node:assert/strict'
import { postOf, readHeader } from './read-header.js'

describe('The header of a post', () => {
  it('gives categories from its folders, then from `categories`, then from `category`, each once', () => {
    const post = postOf('category: big  news\ntags: []', {}, 'china/_posts/2022-01-05-rain.md')
    assert.deepEqual(post.categories, ['china', 'news', 'big news'])
  })

  it('splits names at ASCII white space in a text, but not in a list', () => {
    assert.deepEqual(postOf('tags: "a b\\tc\u3000d"').tags, ['a', 'b', 'c\u3000d'])
    assert.deepEqual(postOf('tags: [a b, a b, "", ~]').tags, ['a b'])
    assert.deepEqual(postOf('tag: a b').tags, ['a b'])
  })

  it('merges names that are equal in NFC, and keeps their case', () => {
    assert.deepEqual(postOf('tags: ["Caf\\u00e9", "Cafe\\u0301", "CAF\\u00c9"]').tags, ['Café', 'CAFÉ'])
  })

  it('gives names as plain text', () => {
    assert.deepEqual(postOf('tags: ["<b>a</b>", "x&amp;y", "<i></i>"]').tags, ['a', 'x&y'])
  })

  it('gives authors from names, lists and maps, each once', () => {
    const authors = postOf('authors: [Li Na, {name: Wang}, Li Na]\nauthor: Zhao').authors
    assert.deepEqual(authors, [{ name: 'Li Na' }, { name: 'Wang' }, { name: 'Zhao' }])
  })

  it('gives no more than a hundred names of a kind', () => {
    const many = Array.from({ length: 150 }, (_, index) => `t${index}`)
    const { post, problems } = readHeader(`tags: ${many.join(' ')}\nauthors: [${many}]`)
    assert.deepEqual([post?.tags.length, post?.authors.length], [100, 100])
    assert.deepEqual(
      problems.map(({ code, line }) => [code, line]),
      [
        ['key-invalid', 5],
        ['key-invalid', 6],
      ],
    )
  })
})
