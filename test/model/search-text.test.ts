import assert from 'node:assert/strict'
import fc from 'fast-check'
import { charactersOf, holdsPhrase, termsOf, toSearchText } from '../../src/model/search-text.js'
import { longTexts } from '../support/long-texts.js'
import { searchedText } from '../support/searched-text.js'

const terms = (text: string) => [...termsOf(toSearchText(text))]

describe('Search text', () => {
  for (const [written, searched] of [
    ['Straße', 'STRASSE'],
    ['Ｆｕｌｌ １２', 'full 12'],
    ['Élan', 'elan'],
    ['Ελληνικός', 'ΕΛΛΗΝΙΚΟΣ'],
    ['ｶﾞｽ', 'ガス'],
    ['㎡', 'm2'],
    ['İstanbul', 'istanbul'],
    ['co\u00adope\u200drate', 'cooperate'],
    ['〈银行〉，股票！', '银行 股票'],
  ] as const) {
    it(`takes ${written} for ${searched}`, () => assert.equal(toSearchText(written), toSearchText(searched)))
  }

  it('tells apart letters that a mark makes others', () => {
    assert.notEqual(toSearchText('й'), toSearchText('и'))
    assert.notEqual(toSearchText('が'), toSearchText('か'))
  })

  it('is the same when it is made twice, and is words with single blanks', () => {
    const property = fc.property(searchedText, (text) => {
      const searched = toSearchText(text)
      assert.equal(toSearchText(searched), searched)
      assert.match(searched, /^(?:[\p{L}\p{N}\p{M}]+(?: [\p{L}\p{N}\p{M}]+)*)?$/u)
      assert.ok(searched.isWellFormed())
    })
    fc.assert(property, { numRuns: 3000 })
  })
})

describe('The terms of a text', () => {
  it('are pairs of Chinese characters, each once', () => {
    assert.deepEqual(terms('人民银行，银行'), ['人民', '民银', '银行'])
    assert.deepEqual(terms('𠮷野家'), ['𠮷野', '野家'])
  })

  it('are words of other scripts', () => {
    assert.deepEqual(terms('The bank, the BANK’s'), ['the', 'bank', 's'])
    assert.deepEqual(terms('Центральный банк'), ['центральный', 'банк'])
  })

  it('are the ends of both where they touch', () => {
    assert.deepEqual(terms('A股涨3.5亿'), ['a', 'a股', '股涨', '涨3', '3', '5', '5亿'])
  })

  it('are pairs of kana, Hangul and Thai, too', () => {
    assert.deepEqual(terms('ラーメン'), ['ラー', 'ーメ', 'メン'])
    assert.deepEqual(terms('은행법'), ['은행', '행법'])
    assert.ok(terms('ธนาคาร').includes('นา'))
  })

  it('do not reach over the end of a line', () => {
    assert.deepEqual([...termsOf('银\n行')], [])
  })

  it('are the beginnings of words without end', () => {
    assert.deepEqual(
      terms('x'.repeat(500)).map((term) => term.length),
      [48],
    )
  })

  it('hold neither blanks nor quotes, and are in the text but for long words', () => {
    const property = fc.property(searchedText, (text) => {
      const searched = toSearchText(text)
      for (const term of [...termsOf(searched), ...charactersOf(searched)]) {
        assert.match(term, /^[\p{L}\p{N}\p{M}]+$/u)
        assert.ok(searched.includes(term))
      }
    })
    fc.assert(property, { numRuns: 2000 })
  })

  // What grows as the square of its length would run into the time limit, which is generous.
  for (const [what, text] of Object.entries(longTexts(300_000))) {
    it(`are found at once in a long text ${what}`, () => {
      assert.ok(termsOf(toSearchText(text)).size <= text.length)
    })
  }
})

describe('A phrase', () => {
  it('of Chinese stands anywhere, one of letters where words begin and end', () => {
    assert.ok(holdsPhrase('中国人民银行行长', '银行'))
    assert.ok(holdsPhrase('the bank holds', 'bank'))
    assert.ok(!holdsPhrase('the banks hold', 'bank'))
    assert.ok(!holdsPhrase('embank', 'bank'))
    assert.ok(holdsPhrase('banks and a bank', 'bank'))
  })

  it('of letters is part of a longer word also beside letters of two UTF-16 units', () => {
    // The first and the last that their second unit can be.
    for (const letter of ['\u{10000}', '\u{173ff}']) {
      assert.ok(!holdsPhrase(`${letter}bank`, 'bank'))
      assert.ok(!holdsPhrase(`bank${letter}`, 'bank'))
    }
  })

  it('of both stands where its letters are words', () => {
    assert.ok(holdsPhrase('沪深a股市场', 'a股'))
    assert.ok(!holdsPhrase('aa股', 'a股'))
    assert.ok(holdsPhrase('涨5亿元', '5亿'))
    assert.ok(!holdsPhrase('涨15亿元', '5亿'))
  })

  it('is held by no text that lacks one of its terms', () => {
    const property = fc.property(searchedText, searchedText, searchedText, (before, words, after) => {
      const [text, phrase] = [toSearchText(before + words + after), toSearchText(words)]
      if (phrase === '' || !holdsPhrase(text, phrase)) return
      const found = termsOf(text)
      for (const term of termsOf(phrase)) assert.ok(found.has(term), JSON.stringify([text, phrase, term]))
    })
    fc.assert(property, { numRuns: 5000 })
  })
})
