import assert from 'node:assert/strict'
import { parsePost } from '../../src/content/read-post.js'
import { readOptions } from '../support/read-options.js'
import { file, postOf, readHeader } from './read-header.js'

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

  for (const header of [
    'tags: a, b',
    'tags: b a，',
    'tags: a、 b',
    'tags: a ,b',
    'Tags: "a; b"',
    'tags: " , "',
  ]) {
    it(`keeps commas in a text, with a warning: ${header}`, () => {
      const { post, problems } = readHeader(header)
      assert.ok(post?.tags.some((name) => /^,|[,，、;]$/.test(name)))
      assert.deepEqual(
        problems.map(({ code, severity, line }) => `${severity} ${code} ${line}`),
        ['warning key-invalid 5'],
      )
    })
  }

  it('says where commas belong', () => {
    const { reason, hint } = readHeader('Tags: a, b, c').problems[0] ?? {}
    assert.equal(reason, 'Tags is split at spaces only, so a name is "a,"')
    assert.equal(hint, 'Write a list: "Tags: [a, b]".')
    const text = '---\ntitle: a\ndate: 2022-01-05\ncategories: a, b\n---\n'
    assert.equal(parsePost(file, text, readOptions).problems[0]?.line, 4)
    assert.deepEqual(postOf('tags: ["a,", "b c;"]\ntag: d, e').tags, ['a,', 'b c;', 'd, e'])
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
