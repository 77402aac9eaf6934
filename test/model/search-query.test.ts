import assert from 'node:assert/strict'
import fc from 'fast-check'
import { matchesQuery, parseSearch } from '../../src/model/search-query.js'
import { charactersOf, termsOf, toSearchText } from '../../src/model/search-text.js'
import { searchedText } from '../support/searched-text.js'

describe('Search words', () => {
  it('are no query if they have no letter and no digit', () => {
    for (const words of ['', ' ', '"*"', '，。', '\ud800']) assert.equal(parseSearch(words), undefined)
  })

  it('must all be found, each in one piece', () => {
    const query = parseSearch('人民银行　A股 e-mail')
    assert.deepEqual(query?.phrases, ['人民银行', 'a股', 'e mail'])
    assert.deepEqual(query?.terms, ['人民', '民银', '银行', 'a', 'a股', 'e', 'mail'])
    assert.equal(query?.exact, false)
  })

  it('need no reading of posts if each is one term', () => {
    assert.equal(parseSearch('银行 bank 股')?.exact, true)
    assert.equal(parseSearch('x'.repeat(60))?.exact, false)
  })

  it('are data, whatever a query language would make of them', () => {
    assert.deepEqual(parseSearch('"银行" OR NOT(bank*) terms:x ^y')?.phrases, [
      '银行',
      'or',
      'not bank',
      'terms x',
      'y',
    ])
  })

  it('have a limited number of terms', () => {
    const query = parseSearch(Array.from({ length: 100 }, (_, n) => `word${n}`).join(' '))
    assert.deepEqual([query?.phrases.length, query?.terms.length, query?.exact], [100, 32, false])
  })

  it('match only texts that have their terms and, if exact, all of those', () => {
    const property = fc.property(searchedText, searchedText, (written, words) => {
      const query = parseSearch(words)
      if (query === undefined) return
      const text = toSearchText(written)
      const terms = new Set([...termsOf(text), ...charactersOf(text)])
      const hasTerms = query.terms.every((term) => terms.has(term))
      if (matchesQuery({ names: text, text }, query)) assert.ok(hasTerms)
      else if (query.exact) assert.ok(!hasTerms, JSON.stringify([text, query]))
    })
    fc.assert(property, { numRuns: 5000 })
  })
})
