import assert from 'node:assert/strict'
import { postOf, readHeader } from './read-header.js'

describe('The names that a post is found by', () => {
  it('takes categories from its folders, then from `categories`, then from `category`, each once', () => {
    const post = postOf('category: big  news\ntags: []', {}, 'china/_posts/2022-01-05-rain.md')
    assert.deepEqual(post.categories, ['china', 'news', 'big news'])
  })

  it('splits names on ASCII white space in a text, and not in a list', () => {
    assert.deepEqual(postOf('tags: "a b\\tc\u3000d"').tags, ['a', 'b', 'c\u3000d'])
    assert.deepEqual(postOf('tags: [a b, a b, "", ~]').tags, ['a b'])
    assert.deepEqual(postOf('tag: a b').tags, ['a b'])
  })

  it('joins the NFC spellings of one name, and keeps its case', () => {
    assert.deepEqual(postOf('tags: ["Caf\\u00e9", "Cafe\\u0301", "CAF\\u00c9"]').tags, ['Café', 'CAFÉ'])
  })

  it('has plain text for names', () => {
    assert.deepEqual(postOf('tags: ["<b>a</b>", "x&amp;y", "<i></i>"]').tags, ['a', 'x&y'])
  })

  it('has authors from names, lists and maps, each once', () => {
    const authors = postOf('authors: [Li Na, {name: Wang}, Li Na]\nauthor: Zhao').authors
    assert.deepEqual(authors, [{ name: 'Li Na' }, { name: 'Wang' }, { name: 'Zhao' }])
  })

  it('is on no more than a hundred shelves of a kind', () => {
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
