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

  for (const header of [
    'tags: a,b',
    'Tags: 钢铁，煤炭',
    'tags: 钢铁、煤炭',
    'tags: 《红楼梦》、《西游记》',
    'tags: 钢铁 1,000吨，煤炭',
    'category: a,b',
    'tag: 钢铁、煤炭',
    'tags: [钢铁，煤炭]',
    'tags:\n- a,b',
  ]) {
    it(`keeps a list with unusual commas in one name, with a warning: ${JSON.stringify(header)}`, () => {
      const { post, problems } = readHeader(header)
      const names = [...(post?.tags ?? []), ...(post?.categories ?? [])]
      assert.ok(names.some((name) => /\S[,，、]\S/.test(name)))
      assert.deepEqual(
        problems
          .filter(({ code }) => code !== 'category-missing')
          .map(({ code, severity }) => [code, severity]),
        [['key-invalid', 'warning']],
      )
    })
  }

  for (const header of [
    'tags: 1,000 2,4-D １，０００吨',
    'tags: 二、三线城市',
    'tags: 《活着，还是死去》 「一、二」',
    'tags: x&amp;y',
    'tag: Hello, World',
    'tags: ["Hello, World"]',
    'tags: [活着，还是死去, 书评]',
  ]) {
    it(`has no warning where commas belong to a name: ${header}`, () => {
      assert.deepEqual(
        readHeader(header).problems.filter(({ code }) => code === 'key-invalid'),
        [],
      )
    })
  }

  it('says how a list is written', () => {
    const warningOf = (header: string) =>
      readHeader(header)
        .problems.filter(({ code }) => code === 'key-invalid')
        .map(({ reason, hint }) => `${reason}. ${hint}`)
    assert.deepEqual(warningOf('tags: 甲、乙'), [
      'tags is split at spaces only, so a name is "甲、乙". Write a list: "tags: [a, b]".',
    ])
    assert.deepEqual(warningOf('tags: [甲，乙]'), [
      'tags has one name, "甲，乙". Write a list: "tags: [a, b]".',
    ])
    assert.deepEqual(warningOf('category: a,b'), [
      'category has one name, "a,b". Write a list: "categories: [a, b]".',
    ])
  })

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
