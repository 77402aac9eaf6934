import assert from 'node:assert/strict'
import fc from 'fast-check'

describe('A property that fails', () => {
  it('says in its message which assertion failed', () => {
    const property = fc.property(fc.nat(), (n) => assert.ok(n < 0, 'no number is negative'))
    assert.throws(() => fc.assert(property), /AssertionError.*: no number is negative\n +at /)
  })
})
