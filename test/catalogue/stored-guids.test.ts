import assert from 'node:assert/strict'
import fc from 'fast-check'
import { beginningOfGuids, StoredGuids } from '../../src/catalogue/stored-guids.js'
import { compareBytes } from '../../src/model/byte-order.js'

describe('A guid as it is stored', () => {
  const beginning = beginningOfGuids({ guidBase: 'https://a.example', guids: 'path' })
  const guids = new StoredGuids(beginning)
  const anyGuid = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary' }).map((rest) => beginning + rest),
    // Close to those with the common beginning, before and after them.
    fc.nat(beginning.length).map((length) => beginning.slice(0, length)),
    fc.string({ unit: 'binary' }).map((rest) => `https://a.example/id${rest}`),
  )

  it('is short if it begins as most do', () => {
    assert.equal(guids.toStored('https://a.example/id/2022-01-05-rain'), '12022-01-05-rain')
    assert.equal(beginningOfGuids({ guidBase: 'https://a.example', guids: 'jekyll' }), 'https://a.example')
  })

  it('converts back to the guid', () => {
    fc.assert(fc.property(anyGuid, (guid) => guids.toGuid(guids.toStored(guid)) === guid))
  })

  it('sorts as the guid does, byte by byte', () => {
    fc.assert(
      fc.property(anyGuid, anyGuid, (a, b) => {
        const stored = compareBytes(guids.toStored(a), guids.toStored(b))
        return Math.sign(stored) === Math.sign(compareBytes(a, b))
      }),
    )
  })
})
