import assert from 'node:assert/strict'
import fc from 'fast-check'
import { charactersOf, containsPhrase, termsOf, toSearchText } from '../../src/model/search-text.js'
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
    it(`is the same for ${written} and ${searched}`, () =>
      assert.equal(toSearchText(written), toSearchText(searched)))
  }

  it('distinguishes letters that a mark makes different letters', () => {
    assert.notEqual(toSearchText('й'), toSearchText('и'))
    assert.notEqual(toSearchText('が'), toSearchText('か'))
  })

  it('is unchanged by a second pass, and consists of words with single spaces', () => {
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

  it('include pairs of the characters where scripts meet', () => {
    assert.deepEqual(terms('A股涨3.5亿'), ['a', 'a股', '股涨', '涨3', '3', '5', '5亿'])
  })

  it('are pairs of kana, Hangul and Thai, too', () => {
    assert.deepEqual(terms('ラーメン'), ['ラー', 'ーメ', 'メン'])
    assert.deepEqual(terms('은행법'), ['은행', '행법'])
    assert.ok(terms('ธนาคาร').includes('นา'))
  })

  it('never cross the end of a line', () => {
    assert.deepEqual([...termsOf('银\n行')], [])
  })

  it('are the beginnings of overlong words', () => {
    assert.deepEqual(
      terms('x'.repeat(500)).map((term) => term.length),
      [48],
    )
  })

  it('contain neither spaces nor quotes, and are all in the text', () => {
    const property = fc.property(searchedText, (text) => {
      const searched = toSearchText(text)
      for (const term of [...termsOf(searched), ...charactersOf(searched)]) {
        assert.match(term, /^[\p{L}\p{N}\p{M}]+$/u)
        assert.ok(searched.includes(term))
      }
    })
    fc.assert(property, { numRuns: 2000 })
  })

  // Quadratic time would exceed the time limit, which is generous.
  for (const [what, text] of Object.entries(longTexts(300_000))) {
    it(`are found in linear time in a long text ${what}`, () => {
      assert.ok(termsOf(toSearchText(text)).size <= text.length)
    })
  }
})

describe('A phrase', () => {
  it('of Chinese is found anywhere, one of letters only at word boundaries', () => {
    assert.ok(containsPhrase('中国人民银行行长', '银行'))
    assert.ok(containsPhrase('the bank holds', 'bank'))
    assert.ok(!containsPhrase('the banks hold', 'bank'))
    assert.ok(!containsPhrase('embank', 'bank'))
    assert.ok(containsPhrase('banks and a bank', 'bank'))
  })

  it('of letters is part of a longer word beside letters of two UTF-16 units, too', () => {
    // The first and the last possible second unit.
    for (const letter of ['\u{10000}', '\u{173ff}']) {
      assert.ok(!containsPhrase(`${letter}bank`, 'bank'))
      assert.ok(!containsPhrase(`bank${letter}`, 'bank'))
    }
  })

  it('of both is found only where its letters are whole words', () => {
    assert.ok(containsPhrase('沪深a股市场', 'a股'))
    assert.ok(!containsPhrase('aa股', 'a股'))
    assert.ok(containsPhrase('涨5亿元', '5亿'))
    assert.ok(!containsPhrase('涨15亿元', '5亿'))
  })

  it('is contained in no text that lacks one of its terms', () => {
    const property = fc.property(searchedText, searchedText, searchedText, (before, words, after) => {
      const [text, phrase] = [toSearchText(before + words + after), toSearchText(words)]
      if (phrase === '' || !containsPhrase(text, phrase)) return
      const found = termsOf(text)
      for (const term of termsOf(phrase)) assert.ok(found.has(term), JSON.stringify([text, phrase, term]))
    })
    fc.assert(property, { numRuns: 5000 })
  })
})
