import assert from 'node:assert/strict'
import { Refusal } from '../../src/config/setting.js'
import { settingNames, settings } from '../../src/config/settings.js'
import { fillPlaceholders } from '../../src/content/permalink-placeholders.js'
import { placeholderNames } from '../../src/model/placeholders.js'
import { accepted } from './accepted-values.js'
import { refused } from './refused-values.js'

describe('The table of settings', () => {
  for (const name of settingNames) {
    it(`has one line about ${name}, and a default that its parser accepts`, () => {
      const { doc, fallback, parse } = settings[name]
      assert.match(doc, /^\S[^\n]{15,160}[.]$/)
      assert.ok(!(parse(fallback) instanceof Refusal))
    })
  }
})

for (const name of settingNames) {
  describe(name, () => {
    for (const [text, value] of accepted[name]) {
      it(`takes ${JSON.stringify(text)}`, () => assert.deepEqual(settings[name].parse(text), value))
    }
    for (const [text, message] of refused[name]) {
      it(`refuses ${JSON.stringify(text)}`, () => {
        const refusal: unknown = settings[name].parse(text)
        assert.ok(refusal instanceof Refusal, JSON.stringify(refusal))
        assert.equal(`${refusal.reason}. ${refusal.hint}`, message)
      })
    }
  })
}

describe('A placeholder that PERMALINK accepts', () => {
  const wall = { year: 2022, month: 1, day: 5, hour: 9, minute: 5, second: 6 }
  const parts = { wall, categories: ['a'], slug: 'rain', name: 'rain' }
  for (const name of placeholderNames) {
    it(`can be filled in for a post: :${name}`, () => {
      assert.ok('path' in fillPlaceholders(`/:${name}`, parts))
    })
  }
})
