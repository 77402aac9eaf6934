import assert from 'node:assert/strict'
import { isSameTime, latest } from '../../src/model/zoned-time.js'

const noonInShanghai = { instantMs: 1_640_836_800_000, offsetMinutes: 480 }

describe('Two times', () => {
  it('are the same if their instant and offset are', () => {
    assert.ok(isSameTime(noonInShanghai, { ...noonInShanghai }))
    assert.ok(!isSameTime(noonInShanghai, { ...noonInShanghai, offsetMinutes: 0 }))
    assert.ok(!isSameTime(noonInShanghai, { ...noonInShanghai, instantMs: 0 }))
  })

  it('are compared by instant, not by what clocks showed; of equal ones the first is the latest', () => {
    const tenInLondon = { instantMs: noonInShanghai.instantMs + 6 * 3_600_000, offsetMinutes: 0 }
    assert.equal(latest([noonInShanghai, tenInLondon, noonInShanghai]), tenInLondon)
    assert.equal(latest([noonInShanghai, { ...noonInShanghai, offsetMinutes: 0 }]), noonInShanghai)
  })
})

describe('The latest of times', () => {
  it('has the greatest instant, wherever it is among them, and is the first of equal ones', () => {
    const before = { ...noonInShanghai, instantMs: noonInShanghai.instantMs - 1 }
    const elsewhere = { ...noonInShanghai, offsetMinutes: 0 }
    for (const times of [
      [before, noonInShanghai, elsewhere],
      [noonInShanghai, elsewhere, before],
    ])
      assert.equal(latest(times), noonInShanghai)
  })

  it('is undefined if there are no times', () => assert.equal(latest([]), undefined))
})
