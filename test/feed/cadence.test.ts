import assert from 'node:assert/strict'
import { maxAgeSeconds, ttlMinutes } from '../../src/feed/cadence.js'

/** Instants, newest first, with the gaps given in seconds. */
function instants(...gaps: number[]): number[] {
  const made = [1_640_849_180_000]
  for (const gap of gaps) made.push((made.at(-1) ?? 0) - gap * 1000)
  return made
}

const keptFor = (instantsMs: number[]) => maxAgeSeconds(instantsMs, 300, 900)

describe('The time for which a feed may be cached', () => {
  it('is half the median gap between its posts', () => {
    assert.equal(keptFor(instants(1000, 10, 1200, 100_000, 1000)), 500)
    assert.equal(keptFor(instants(800, 1001)), 450)
  })

  it('stays within its bounds', () => {
    assert.equal(keptFor(instants(1, 1, 1)), 300)
    assert.equal(keptFor(instants(0, 0)), 300)
    assert.equal(keptFor(instants(86_400, 86_400)), 900)
  })

  it('is the upper bound for fewer than two posts', () => {
    assert.equal(keptFor([]), 900)
    assert.equal(keptFor(instants()), 900)
  })

  it('depends on the newest twenty posts', () => {
    const lively = Array.from({ length: 10 }, () => 700)
    const quiet = Array.from({ length: 9 }, () => 1000)
    assert.equal(keptFor(instants(...lively, ...quiet)), 350)
    assert.equal(keptFor(instants(...lively, ...quiet, 1000, 1000)), 350)
  })

  it('is given in whole minutes for RSS, rounded up', () => {
    assert.deepEqual([300, 301, 900].map(ttlMinutes), [5, 6, 15])
  })
})
