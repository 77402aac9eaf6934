import assert from 'node:assert/strict'
import { mapAhead } from '../../src/cli/map-ahead.js'

describe('A map that works ahead', () => {
  async function gather<T>(values: AsyncIterable<T>): Promise<T[]> {
    const gathered: T[] = []
    for await (const value of values) gathered.push(value)
    return gathered
  }

  it('yields results in the order of the values, whichever is done first', async () => {
    const turns = [3, 0, 2, 1]
    const work = async (turn: number) => {
      for (let at = 0; at < turn; at++) await Promise.resolve()
      return turn * 10
    }
    assert.deepEqual(await gather(mapAhead(turns, 3, work)), [30, 0, 20, 10])
  })

  it('never has more in progress than allowed', async () => {
    let underWay = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++underWay)
      await new Promise(setImmediate)
      underWay--
    }
    await gather(mapAhead(Array.from({ length: 20 }), 4, work))
    assert.equal(most, 4)
  })

  it('ends with the first rejection in order', async () => {
    const work = async (name: string) => {
      if (name !== 'a') throw new Error(name)
      return name
    }
    await assert.rejects(gather(mapAhead(['a', 'b', 'c'], 3, work)), /^Error: b$/)
  })

  it('yields nothing for no values', async () => {
    assert.deepEqual(await gather(mapAhead([], 2, async () => 1)), [])
  })
})
