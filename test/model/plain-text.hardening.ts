import assert from 'node:assert/strict'
import { toName, toPlainText } from '../../src/model/plain-text.js'
import { longTexts } from '../support/long-texts.js'

/** Quadratic time would exceed the time limit, which is generous. */
describe('Text of a million characters', () => {
  for (const [what, text] of Object.entries(longTexts(1_000_000))) {
    it(`${what} is turned into plain text, and into a name`, () => {
      assert.ok(toPlainText(text).length <= text.length)
      assert.ok(toName(text).length <= text.length)
    })
  }
})
