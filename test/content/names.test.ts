import assert from 'node:assert/strict'
import { parsePost } from '../../src/content/read-post.js'
import type { ReadOptions } from '../../src/content/read-result.js'
import type { Post } from '../../src/model/post.js'
import { readOptions } from '../support/read-options.js'

const file = '_posts/2022-01-05-rain.md'

function read(header: string, options: Partial<ReadOptions> = {}, name = file) {
  const text = `---\ntitle: Rain\ndate: 2022-01-05 09:05:06 +0800\ncategories: news\n${header}\n---\nIt rains.\n`
  return parsePost(name, text, { ...readOptions, ...options })
}

/** A post without so much as a warning. */
function postOf(header: string, options: Partial<ReadOptions> = {}, name = file): Post {
  const { post, problems } = read(header, options, name)
  assert.deepEqual(problems, [])
  assert.ok(post)
  return post
}

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
    const { post, problems } = read(`tags: ${many.join(' ')}\nauthors: [${many}]`)
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
