import assert from 'node:assert/strict'
import { parseFrontMatter } from '../../src/content/front-matter.js'
import { parsePost } from '../../src/content/read-post.js'
import { isFault } from '../../src/model/problem.js'
import { readOptions } from '../support/read-options.js'
import { readHeader } from './read-header.js'

function parse(text: string) {
  const parts = parseFrontMatter(text)
  assert.ok(!isFault(parts))
  return parts
}

describe('The keys of a post', () => {
  const posts = [
    '---\nTitle: Rain\nDATE: 2022-01-05 09:05:06 +0800\nCategories: [a]\nDraft: true\n---\n',
    '+++\nTitle = "Rain"\nDATE = 2022-01-05T09:05:06+08:00\nCategories = ["a"]\nDraft = true\n+++\n',
    '{\n"Title": "Rain", "DATE": "2022-01-05 09:05:06 +0800", "Categories": ["a"], "Draft": true\n}\n',
  ]
  for (const text of posts) {
    it(`may be in capitals: ${JSON.stringify(text)}`, () => {
      const { post, draft, problems } = parsePost('rain.md', text, readOptions)
      assert.deepEqual(problems, [])
      assert.deepEqual(
        [post?.title, post?.published.instantMs, post?.categories, draft],
        ['Rain', Date.UTC(2022, 0, 5, 1, 5, 6), ['a'], true],
      )
    })
  }

  it('count without capitals if they are there twice, with one warning', () => {
    for (const header of ['tags: [a]\nTags: [b]\nTAGS: [c]', 'Tags: [b]\nTAGS: [c]\ntags: [a]']) {
      const { header: known, faults } = parse(`---\n${header}\n---\n`)
      assert.deepEqual(known.get('tags')?.value, ['a'])
      assert.deepEqual(
        faults.map(({ code, severity, line }) => [code, severity, line]),
        [['key-repeated', 'warning', 4]],
      )
    }
  })

  it('count as they are given last if all have capitals', () => {
    const { header, faults } = parse('---\nTags: b\nTAGS: c\n---\n')
    assert.deepEqual(header.get('tags'), { value: 'c', line: 3, written: 'TAGS' })
    assert.equal(faults[0]?.reason, 'the keys "Tags" and "TAGS" are the same; "TAGS" counts')
  })

  it('are named in messages as their author wrote them', () => {
    const reasonOf = (header: string) => readHeader(header).problems[0]?.reason
    assert.match(reasonOf('Draft: perhaps') ?? '', /^Draft: "perhaps" is neither/)
    assert.equal(reasonOf('Tags: {a: b}'), 'Tags is keys and values, not a name or a list of names')
    assert.equal(reasonOf('AUTHOR: {email: a@b.c}'), 'AUTHOR has no name')
    assert.match(reasonOf('LastMod: 2022-01-04') ?? '', /^LastMod is earlier/)
    assert.match(reasonOf('Image: {alt: x}') ?? '', /^Image: this value/)
  })
})
