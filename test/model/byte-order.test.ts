import assert from 'node:assert/strict'
import fc from 'fast-check'
import { compareBytes } from '../../src/model/byte-order.js'

describe('The order of bytes', () => {
  it('is that of UTF-8, in which an emoji comes after U+FF5E', () => {
    const names = ['b', '～.md', '😀.md', 'a/b', 'a.md', 'a', '！']
    assert.deepEqual(names.sort(compareBytes), ['a', 'a.md', 'a/b', 'b', '！', '～.md', '😀.md'])
  })

  it('agrees with Buffer.compare, whatever the texts', () => {
    const text = fc.string({ unit: 'binary', maxLength: 8 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        assert.equal(Math.sign(compareBytes(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })
})
