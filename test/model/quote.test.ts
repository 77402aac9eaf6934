import assert from 'node:assert/strict'
import { quote } from '../../src/model/quote.js'

describe('A value in a message', () => {
  it('is in quotes', () => {
    assert.equal(quote('31/01/2026'), '"31/01/2026"')
    assert.equal(quote('a "b" \\c'), '"a \\"b\\" \\\\c"')
  })

  it('is on one line, and makes invisible characters visible', () => {
    assert.equal(
      quote('a\n\u001b[31m\u202e\u200b\ufeff\u2028'),
      '"a\\u{a}\\u{1b}[31m\\u{202e}\\u{200b}\\u{feff}\\u{2028}"',
    )
    assert.equal(quote('\ud800'), '"\\u{d800}"')
  })

  it('is clipped between characters', () => {
    assert.equal(quote('𠮷'.repeat(61)), `"${'𠮷'.repeat(60)}…"`)
    assert.equal(quote('红'.repeat(60)), `"${'红'.repeat(60)}"`)
    assert.ok(quote('x'.repeat(1_000_000)).length < 70)
  })
})
