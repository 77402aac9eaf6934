import assert from 'node:assert/strict'
import fc from 'fast-check'
import { backoffMs } from '../../src/websub/backoff.js'

describe('The pause after a failure', () => {
  it('doubles with each failure, up to a quarter of an hour', () => {
    const longest = [1, 2, 3, 4, 9, 10, 100].map((failures) => backoffMs(failures, 0))
    assert.deepEqual(longest, [2_000, 4_000, 8_000, 16_000, 512_000, 900_000, 900_000])
  })

  it('is never less than the hub asks for, up to a day', () => {
    const pauses = [1_000, 60_000, 10 ** 12].map((askedMs) => backoffMs(1, 0, askedMs))
    assert.deepEqual(pauses, [2_000, 60_000, 86_400_000])
  })

  it('is at most halved at random, and a whole number', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), random, (failures, chance) => {
        const pauseMs = backoffMs(failures, chance)
        const longestMs = backoffMs(failures, 0)
        assert.ok(Number.isInteger(pauseMs) && pauseMs >= longestMs / 2 && pauseMs <= longestMs)
      }),
    )
  })
})
