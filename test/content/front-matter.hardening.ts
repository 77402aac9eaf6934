import assert from 'node:assert/strict'
import fc from 'fast-check'
import { assertWellRead, hostileFile } from '../support/hostile-header.js'

describe('A hundred thousand mutated headers', () => {
  it('are all read, each as a post or a Problem, and none takes more than half a second', () => {
    let slowest = { ms: 0, text: '' }
    const timed = (text: string) => {
      const before = process.cpuUsage()
      assertWellRead(text)
      const { user, system } = process.cpuUsage(before)
      const ms = (user + system) / 1_000
      if (ms > slowest.ms) slowest = { ms, text }
    }
    fc.assert(fc.property(hostileFile, timed), { numRuns: 100_000 })
    console.log(`    slowest: ${slowest.ms.toFixed(1)} ms for ${JSON.stringify(slowest.text.slice(0, 80))}`)
    assert.notEqual(slowest.text, '')
  })
})
