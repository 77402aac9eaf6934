import assert from 'node:assert/strict'
import fc from 'fast-check'
import { absoluteUrl } from '../../src/model/absolute-url.js'
import { combinationPath } from '../../src/model/address.js'
import {
  type Combination,
  canonicalQuery,
  combinationKeys,
  parseCombination,
} from '../../src/model/combination.js'

const read = (query: string): Combination => {
  const parsed = parseCombination(query)
  return parsed !== undefined && 'combination' in parsed
    ? parsed.combination
    : assert.fail(JSON.stringify(parsed))
}
const refused = (query: string): string => {
  const parsed = parseCombination(query)
  return parsed !== undefined && 'refused' in parsed ? parsed.refused : assert.fail(JSON.stringify(parsed))
}

describe('The query of a combination', () => {
  it('is parsed into keys and values', () => {
    assert.deepEqual(
      read('category=a&category=b&tag=c&author=d&q=%E9%93%B6%E8%A1%8C&not-category=e&not-tag=f&not-author=g'),
      {
        category: ['a', 'b'],
        tag: ['c'],
        author: ['d'],
        q: ['银行'],
        'not-category': ['e'],
        'not-tag': ['f'],
        'not-author': ['g'],
      },
    )
  })

  it('has one canonical spelling, however it was written', () => {
    const spelling = 'category=b%20c&category=caf%C3%A9&q=%E9%93%B6%E8%A1%8C%20A%27s'
    for (const written of [
      spelling,
      "q=%e9%93%b6%e8%a1%8c+A's&category=cafe%CC%81&category=b+c",
      'category=b%20%20c%20&utm_source=x&category=caf%C3%A9&c%61tegory=b%20c&q=%20银行%E3%80%80A%27s&&=&x',
    ])
      assert.equal(canonicalQuery(read(written)), spelling, written)
  })

  it('is no combination if it has none of our keys', () => {
    for (const query of ['', '_=1', 'fbclid=category', '%=1', '%FF=a', 'Category=a', '=category', '&&'])
      assert.equal(parseCombination(query), undefined, query)
  })

  it('is refused with what is wrong about a value', () => {
    assert.equal(refused('category='), 'A value of "category" is empty')
    assert.equal(refused('tag'), 'A value of "tag" is empty')
    assert.equal(refused('not-tag=%20%E2%80%8B'), 'A value of "not-tag" is empty')
    assert.equal(refused('author=%FF'), 'A value of "author" is not percent-encoded UTF-8')
    assert.equal(refused('author=%E9%93%B6&author=50%'), 'A value of "author" is not percent-encoded UTF-8')
    assert.equal(
      refused(`category=${'a'.repeat(201)}`),
      'A value of "category" is longer than 200 characters',
    )
    assert.equal(refused(`q=${'a'.repeat(101)}`), 'A value of "q" is longer than 100 characters')
    assert.equal(refused('q=%EF%BC%8C!'), 'A value of "q" has no letter and no digit to search for')
  })

  it('has a limited number of values, each counted once', () => {
    const tags = (count: number) =>
      Array.from({ length: count }, (_, n) => `tag=${n % 20}&not-tag=${n}`).join('&')
    assert.equal(read(Array(500).fill('tag=a').join('&')).tag?.length, 1)
    assert.equal(refused(tags(20)), 'There are more than 20 values')
    assert.equal(refused('q=a&q=b&q=c&q=d&q=e'), 'There are more than 4 values of "q"')
    const long = Array.from({ length: 3 }, (_, n) => `tag=${encodeURIComponent('长'.repeat(199) + n)}`)
    assert.match(refused(long.join('&')), /longer than 4000 characters/)
  })

  const anyQuery = fc
    .array(
      fc.tuple(
        fc.oneof(fc.constantFrom(...combinationKeys), fc.constantFrom('x', '%71', 'not%2Dtag', '')),
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 9 }).map((text) => encodeURIComponent(text.toWellFormed())),
          fc.string({ maxLength: 9 }),
          fc.constantFrom('%', '%zz', '+', '%00', "%27'", '\u0000', '%F0%9F%98%80', 'a=b'),
        ),
      ),
      { maxLength: 6 },
    )
    .map((pairs) => pairs.map(([key, value]) => `${key}=${value}`).join('&'))

  it('is spelled so that it parses to the same again, and needs no escaping in documents', () => {
    const property = fc.property(anyQuery, (query) => {
      const parsed = parseCombination(query)
      if (parsed === undefined || 'refused' in parsed) return
      const spelling = canonicalQuery(parsed.combination)
      assert.deepEqual(read(spelling), parsed.combination)
      assert.equal(canonicalQuery(read(spelling)), spelling)
      const address = `https://news.example${combinationPath(parsed.combination, 'rss')}`
      assert.equal(absoluteUrl(address, 'about:blank'), address)
      assert.match(spelling, /^[\w.~%=&-]+$/)
    })
    fc.assert(property, { numRuns: 3000 })
  })
})
