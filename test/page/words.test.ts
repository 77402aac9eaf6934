import assert from 'node:assert/strict'
import { countPosts } from '../../src/page/words.js'
import { wordsFor } from '../../src/page/words-for.js'

describe('The words of a page', () => {
  for (const language of ['zh', 'zh-CN', 'zh-SG', 'zh-Hans-HK', 'zh-hans']) {
    it(`are in Simplified characters for ${language}`, () => assert.equal(wordsFor(language).home, '首页'))
  }

  for (const language of ['zh-TW', 'zh-HK', 'zh-MO', 'zh-Hant', 'ZH-hant-TW']) {
    it(`are in Traditional characters for ${language}`, () => assert.equal(wordsFor(language).home, '首頁'))
  }

  for (const language of ['en', 'fr', 'zha', '']) {
    it(`are English for ${JSON.stringify(language)}`, () => assert.equal(wordsFor(language).home, 'Home'))
  }

  it('count posts with digits in groups of three, and know the singular', () => {
    assert.equal(countPosts(wordsFor('zh-CN'), 12345), '12,345 篇')
    assert.deepEqual(
      [0, 1, 2, 12345].map((count) => countPosts(wordsFor('en'), count)),
      ['0 posts', '1 post', '2 posts', '12,345 posts'],
    )
  })

  it('name a period as people do, down to a part of an hour', () => {
    const none = { month: undefined, day: undefined, hour: undefined, part: undefined }
    const periods = [
      { ...none, year: 2021 },
      { ...none, year: 2021, month: 12 },
      { ...none, year: 2021, month: 1, day: 30 },
      { year: 2021, month: 12, day: 30, hour: 0, part: undefined },
      { year: 2021, month: 12, day: 30, hour: 15, part: 2 },
    ]
    assert.deepEqual(
      periods.map((period) => wordsFor('zh').period(period)),
      ['2021年', '2021年12月', '2021年1月30日', '2021年12月30日0时', '2021年12月30日15时（第2部分）'],
    )
    assert.deepEqual(
      periods.map((period) => wordsFor('en').period(period)),
      [
        '2021',
        'December 2021',
        '30 January 2021',
        '30 December 2021, 0:00',
        '30 December 2021, 15:00, part 2',
      ],
    )
  })

  it('never mix the languages: no English text has a Han character, and no Chinese one is left in English', () => {
    const texts = (language: string) =>
      Object.entries(wordsFor(language)).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      )
    for (const [key, text] of texts('en')) assert.doesNotMatch(text, /\p{Script=Han}/u, key)
    for (const language of ['zh', 'zh-TW']) {
      for (const [key, text] of texts(language)) assert.doesNotMatch(text, /^[\x20-\x7e]+$/, key)
    }
  })

  it('never mix the scripts: the two kinds of Chinese differ in every character that has two forms', () => {
    const all = (language: string): string => {
      const { feedsOf, period, allOfKind, otherGuide: _, ...words } = wordsFor(language)
      const parts = { year: 2021, month: 1, day: 1, hour: 1, part: 1 }
      return JSON.stringify([words, feedsOf('a'), period(parts), allOfKind('')])
    }
    const simplified =
      '页订签单称数导组这还没现阅读备链贴条请务错误处认个为么动选项发书后较记过续时间两样张区网'
    const traditional =
      '頁訂籤單稱數導組這還沒現閱讀備鏈貼條請務錯誤處認個為麼動選項發書後較記過續時間樣張區歷網'
    for (const character of simplified) assert.ok(!all('zh-TW').includes(character), character)
    for (const character of traditional) assert.ok(!all('zh-CN').includes(character), character)
    assert.equal(
      wordsFor('zh-TW').period({ year: 2021, month: 12, day: 30, hour: 15, part: 2 }),
      '2021年12月30日15時（第2部分）',
    )
  })
})
