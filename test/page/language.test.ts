import assert from 'node:assert/strict'
import { languageAttributes } from '../../src/page/language.js'

describe('The language of a text', () => {
  const cases: readonly [language: string, direction: string, what: string][] = [
    ['zh-CN', 'ltr', 'Chinese'],
    ['ar', 'rtl', 'Arabic'],
    ['he-IL', 'rtl', 'Hebrew with a country'],
    ['ar-Latn', 'ltr', 'Arabic in Latin letters'],
    ['az-Arab-IR', 'rtl', 'Azerbaijani in Arabic letters'],
    ['arn', 'ltr', 'Mapudungun, whose name begins like that of Arabic'],
  ]

  for (const [language, direction, what] of cases) {
    it(`is given with its direction: ${what} runs ${direction}`, () => {
      assert.equal(String(languageAttributes(language)), ` lang="${language}" dir="${direction}"`)
    })
  }
})
