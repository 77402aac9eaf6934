import assert from 'node:assert/strict'
import { tellAhead } from '../../src/live/tell-ahead.js'

describe('Telling of items ahead', () => {
  const play = (count: number): string[] => {
    const events: string[] = []
    const items = Array.from({ length: count }, (_, n) => n)
    for (const item of tellAhead(items.values(), 2, (next) => events.push(`soon ${next.join(' ')}`)))
      events.push(`${item}`)
    return events
  }

  it('passes all of them on, and tells of each group before the one that precedes it', () => {
    assert.deepEqual(play(5), ['soon 2 3', '0', '1', 'soon 4', '2', '3', '4'])
    assert.deepEqual(play(4), ['soon 2 3', '0', '1', '2', '3'])
  })

  it('tells of nothing if the first group is the only one', () => {
    assert.deepEqual(play(2), ['0', '1'])
    assert.deepEqual(play(0), [])
  })
})
