import assert from 'node:assert/strict'
import fc from 'fast-check'
import { Burst, type Still } from '../../src/live/burst.js'

const stillness = { movedMs: 20, movedLongestMs: 100, writtenMs: 300, longestMs: 1_000 }
const moved = (name: string) => ({ name, whole: true })
const written = (name: string) => ({ name, whole: false })

describe('A burst of events', () => {
  let burst: Burst
  beforeEach(() => {
    burst = new Burst(stillness)
  })

  it('gives a file that was moved into place at once', () => {
    burst.add('a.md', 'rename', 0)
    assert.deepEqual([burst.nextMs(), burst.take(19), burst.take(20)], [20, [], [moved('a.md')]])
    assert.equal(burst.nextMs(), undefined)
  })

  it('waits for a writer to pause, counting from its last write', () => {
    burst.add('a.md', 'rename', 0)
    for (const ms of [1, 250, 500]) {
      burst.add('a.md', 'change', ms)
      assert.deepEqual(burst.take(ms + 299), [])
    }
    assert.deepEqual(burst.take(800), [written('a.md')])
  })

  it('takes a move onto a file that was being written for the end of writing', () => {
    burst.add('a.md', 'change', 0)
    burst.add('a.md', 'rename', 10)
    assert.deepEqual(burst.take(30), [moved('a.md')])
  })

  it('gives both names of a move together, but no name that is being written to', () => {
    burst.add('old.md', 'rename', 0)
    burst.add('new.md', 'rename', 0.1)
    burst.add('other.md', 'change', 0.1)
    assert.deepEqual([burst.take(19.9), burst.take(20)], [[], [moved('old.md'), moved('new.md')]])
    assert.deepEqual(burst.take(300), [])
  })

  it('gives a file that is never still after a while', () => {
    let taken: Still[] = []
    let ms = 0
    for (; taken.length === 0; ms += 100) {
      burst.add('log.md', 'change', ms)
      taken = burst.take(ms)
    }
    assert.deepEqual([taken, ms - 100], [[written('log.md')], 1_000])
  })

  it('gives a name that files are moved to again and again without a pause', () => {
    let taken: Still[] = []
    let ms = 0
    for (; taken.length === 0; ms += 10) {
      burst.add('a.md', 'rename', ms)
      taken = burst.take(ms)
    }
    assert.deepEqual([taken, ms - 10], [[moved('a.md')], 100])
  })

  it('gives a name again when asked to, unless an event comes for it before', () => {
    burst.again('a.md', 2_000)
    assert.deepEqual([burst.nextMs(), burst.take(1_999), burst.take(2_000)], [2_000, [], [written('a.md')]])
    burst.again('a.md', 2_000)
    burst.add('a.md', 'rename', 100)
    assert.deepEqual(burst.take(120), [moved('a.md')])
    burst.add('a.md', 'rename', 200)
    burst.again('a.md', 2_000)
    assert.deepEqual(burst.take(220), [moved('a.md')])
  })

  it('never lets steady writing to one name delay another', () => {
    burst.add('b.md', 'rename', 5)
    for (let ms = 0; ms <= 20; ms++) burst.add('a.md', 'change', ms + 5)
    assert.deepEqual(burst.take(25), [moved('b.md')])
    assert.deepEqual([burst.has('a.md'), burst.has('b.md')], [true, false])
  })

  it('loses no name, and gives each once, when it is still', () => {
    const event = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom('rename' as const, 'change' as const),
      pauseMs: fc.integer({ min: 0, max: 400 }),
    })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const waiting = new Burst(stillness)
        const owed = new Map<string, { firstMs: number; lastMs: number }>()
        let now = 0
        for (const { name, kind, pauseMs } of events) {
          now += pauseMs
          for (const { name: taken } of waiting.take(now)) {
            const { firstMs, lastMs } = owed.get(taken) ?? { firstMs: now, lastMs: now }
            assert.ok(lastMs + stillness.movedMs - 5 <= now || firstMs + stillness.movedLongestMs <= now)
            owed.delete(taken)
          }
          waiting.add(name, kind, now)
          owed.set(name, { firstMs: owed.get(name)?.firstMs ?? now, lastMs: now })
        }
        const rest = waiting.take(now + stillness.longestMs)
        assert.deepEqual(rest.map(({ name }) => name).sort(), [...owed.keys()].sort())
        assert.equal(waiting.size, 0)
      }),
    )
  })
})
