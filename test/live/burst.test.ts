import assert from 'node:assert/strict'
import fc from 'fast-check'
import { Burst } from '../../src/live/burst.js'

const stillness = { movedMs: 20, writtenMs: 300, longestMs: 1_000 }

describe('A burst of events', () => {
  let burst: Burst
  beforeEach(() => {
    burst = new Burst(stillness)
  })

  it('gives a file that was moved into its place at once', () => {
    burst.add('a.md', 'rename', 0)
    assert.deepEqual([burst.nextMs(), burst.take(19), burst.take(20)], [20, [], ['a.md']])
    assert.equal(burst.nextMs(), undefined)
  })

  it('waits for a writer that pauses, from its last writing on', () => {
    burst.add('a.md', 'rename', 0)
    for (const ms of [1, 250, 500]) {
      burst.add('a.md', 'change', ms)
      assert.deepEqual(burst.take(ms + 299), [])
    }
    assert.deepEqual(burst.take(800), ['a.md'])
  })

  it('takes a move over a file that was being written for the end of the writing', () => {
    burst.add('a.md', 'change', 0)
    burst.add('a.md', 'rename', 10)
    assert.deepEqual(burst.take(30), ['a.md'])
  })

  it('looks at a file that is never still all the same', () => {
    let taken: string[] = []
    let ms = 0
    for (; taken.length === 0; ms += 100) {
      burst.add('log.md', 'change', ms)
      taken = burst.take(ms)
    }
    assert.deepEqual([taken, ms - 100], [['log.md'], 1_000])
  })

  it('lets steady writing to one name postpone no other', () => {
    burst.add('b.md', 'rename', 5)
    for (let ms = 0; ms <= 20; ms++) burst.add('a.md', 'change', ms + 5)
    assert.deepEqual(burst.take(25), ['b.md'])
    assert.deepEqual([burst.has('a.md'), burst.has('b.md')], [true, false])
  })

  it('loses no name, gives none twice, and none before it is still', () => {
    const event = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom('rename' as const, 'change' as const),
      pauseMs: fc.integer({ min: 0, max: 400 }),
    })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const waiting = new Burst(stillness)
        const owed = new Map<string, number>()
        let now = 0
        for (const { name, kind, pauseMs } of events) {
          now += pauseMs
          for (const taken of waiting.take(now)) {
            assert.ok((owed.get(taken) ?? Number.POSITIVE_INFINITY) + stillness.movedMs <= now)
            owed.delete(taken)
          }
          waiting.add(name, kind, now)
          owed.set(name, now)
        }
        assert.deepEqual(waiting.take(now + stillness.longestMs).sort(), [...owed.keys()].sort())
        assert.equal(waiting.size, 0)
      }),
    )
  })
})
