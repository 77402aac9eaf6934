import assert from 'node:assert/strict'
import fc from 'fast-check'
import { normalise } from '../../src/model/normalise.js'

const forms = ['NFC', 'NFD', 'NFKC'] as const
const acute = '\u0301'
const cedilla = '\u0327'

describe('Normalised text', () => {
  it('is in the form that is asked for', () => {
    assert.equal(normalise('cafe\u0301', 'NFC'), 'caf\u00e9')
    assert.equal(normalise('caf\u00e9', 'NFD'), 'cafe\u0301')
    assert.equal(normalise('ｶﾞ㎡', 'NFKC'), 'ガm2')
  })

  it('keeps thirty marks in a row, and no more', () => {
    const kept = `b${acute.repeat(30)}c`
    assert.equal(normalise(kept, 'NFD'), kept)
    assert.equal(normalise(`b${acute.repeat(31)}c`, 'NFD'), kept)
    assert.equal(normalise(`b${'\u{1d165}'.repeat(99)}c`, 'NFD'), `b${'\u{1d165}'.repeat(30)}c`)
  })

  it('keeps the marks of each character apart from those of the next', () => {
    const text = `b${acute.repeat(30)}`.repeat(50)
    assert.equal(normalise(text, 'NFC'), text)
  })

  const mark = fc.constantFrom(
    acute,
    cedilla,
    '\u0344',
    '\u0345',
    '\uff9e',
    '\uff9f',
    '\u{1d165}',
    '\u0f77',
    '\u3099',
  )
  const run = fc.array(mark, { minLength: 20, maxLength: 70 }).map((marks) => marks.join(''))
  const letter = fc.constantFrom(...'aいｶ각क\u0958\u0e33\u0eb3\u00a8\u{1d15e}', 'abc')
  const text = fc
    .array(fc.oneof(run, letter, mark, fc.string({ unit: 'binary', maxLength: 5 })))
    .map((parts) => parts.join(''))

  it('is unchanged by a second pass, is normal, and has no longer run, whatever it was made from', () => {
    const property = fc.property(text, fc.constantFrom(...forms), (written, form) => {
      const normal = normalise(written, form)
      assert.equal(normalise(normal, form), normal)
      assert.equal(normal.normalize(form), normal)
      assert.doesNotMatch(normal, /[\p{M}\uff9e\uff9f]{31}/u)
    })
    fc.assert(property, { numRuns: 3000 })
  })

  it('is what Unicode says if there are no long runs', () => {
    const property = fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...forms),
      (written, form) => {
        fc.pre(!/[\p{M}\uff9e\uff9f]{10}/u.test(written))
        assert.equal(normalise(written, form), written.normalize(form))
      },
    )
    fc.assert(property, { numRuns: 1000 })
  })

  it('has every character that changes its place among the marks that are counted', () => {
    for (let code = 0; code < 0x110000; code++) {
      const [first = ''] = String.fromCodePoint(code).normalize('NFKD')
      const isMoved = isSorted(acute + first) || isSorted(`${first}\u0334`)
      if (isMoved) assert.match(String.fromCodePoint(code), /[\p{M}\uff9e\uff9f]/u, code.toString(16))
    }
  })

  // Quadratic time would exceed the time limit by far.
  for (const [what, marks] of Object.entries({
    'of two kinds, one after the other': acute.repeat(500_000) + cedilla.repeat(500_000),
    'of two kinds in turn': (acute + cedilla).repeat(500_000),
    'in runs just short enough': `a${(acute + cedilla).repeat(15)}`.repeat(30_000),
    'that are halfwidth': '\uff9e\u0327'.repeat(500_000),
    'beyond the first 65,536 characters': '\u{1d165}\u{1d167}'.repeat(300_000),
  })) {
    it(`takes linear time for a million marks ${what}`, () => {
      for (const form of forms) assert.ok(normalise(`a${marks}`, form).length <= marks.length + 1)
    })
  }
})

function isSorted(text: string): boolean {
  return text.normalize('NFD') !== text
}
