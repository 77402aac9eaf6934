import assert from 'node:assert/strict'
import fc from 'fast-check'
import { beginningOfGuids, KeptGuids } from '../../src/catalogue/kept-guids.js'
import { compareBytes } from '../../src/model/byte-order.js'

describe('A guid as it is stored', () => {
  const beginning = beginningOfGuids({ guidBase: 'https://a.example', guids: 'path' })
  const guids = new KeptGuids(beginning)
  const anyGuid = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary' }).map((rest) => beginning + rest),
    // Close to those with the common beginning, before and after them.
    fc.nat(beginning.length).map((length) => beginning.slice(0, length)),
    fc.string({ unit: 'binary' }).map((rest) => `https://a.example/id${rest}`),
  )

  it('is short if it begins as most do', () => {
    assert.equal(guids.toKept('https://a.example/id/2022-01-05-rain'), '12022-01-05-rain')
    assert.equal(beginningOfGuids({ guidBase: 'https://a.example', guids: 'jekyll' }), 'https://a.example')
  })

  it('converts back to the guid', () => {
    fc.assert(fc.property(anyGuid, (guid) => guids.toGuid(guids.toKept(guid)) === guid))
  })

  it('sorts as the guid does, byte by byte', () => {
    fc.assert(
      fc.property(anyGuid, anyGuid, (a, b) => {
        const kept = compareBytes(guids.toKept(a), guids.toKept(b))
        return Math.sign(kept) === Math.sign(compareBytes(a, b))
      }),
    )
  })
})
