import assert from 'node:assert/strict'
import fc from 'fast-check'
import { Debouncer, type SettledPath } from '../../src/live/debouncer.js'

const delays = { movedMs: 20, movedLongestMs: 100, writtenMs: 300, longestMs: 1_000 }
const moved = (name: string) => ({ name, isComplete: true })
const written = (name: string) => ({ name, isComplete: false })

describe('The debouncer of watch events', () => {
  let debouncer: Debouncer
  beforeEach(() => {
    debouncer = new Debouncer(delays)
  })

  it('gives a file that was moved into place at once', () => {
    debouncer.add('a.md', 'rename', 0)
    assert.deepEqual([debouncer.nextMs(), debouncer.take(19), debouncer.take(20)], [20, [], [moved('a.md')]])
    assert.equal(debouncer.nextMs(), undefined)
  })

  it('waits for a writer to pause, counting from its last write', () => {
    debouncer.add('a.md', 'rename', 0)
    for (const ms of [1, 250, 500]) {
      debouncer.add('a.md', 'change', ms)
      assert.deepEqual(debouncer.take(ms + 299), [])
    }
    assert.deepEqual(debouncer.take(800), [written('a.md')])
  })

  it('takes a move onto a file that was being written for the end of writing', () => {
    debouncer.add('a.md', 'change', 0)
    debouncer.add('a.md', 'rename', 10)
    assert.deepEqual(debouncer.take(30), [moved('a.md')])
  })

  it('gives both names of a move together, but no name that is being written to', () => {
    debouncer.add('old.md', 'rename', 0)
    debouncer.add('new.md', 'rename', 0.1)
    debouncer.add('other.md', 'change', 0.1)
    assert.deepEqual([debouncer.take(19.9), debouncer.take(20)], [[], [moved('old.md'), moved('new.md')]])
    assert.deepEqual(debouncer.take(300), [])
  })

  it('gives a file that is never still after a while', () => {
    let taken: SettledPath[] = []
    let ms = 0
    for (; taken.length === 0; ms += 100) {
      debouncer.add('log.md', 'change', ms)
      taken = debouncer.take(ms)
    }
    assert.deepEqual([taken, ms - 100], [[written('log.md')], 1_000])
  })

  it('gives a name that files are moved to again and again without a pause', () => {
    let taken: SettledPath[] = []
    let ms = 0
    for (; taken.length === 0; ms += 10) {
      debouncer.add('a.md', 'rename', ms)
      taken = debouncer.take(ms)
    }
    assert.deepEqual([taken, ms - 10], [[moved('a.md')], 100])
  })

  it('gives a name again when asked to, unless an event comes for it before', () => {
    debouncer.again('a.md', 2_000)
    assert.deepEqual(
      [debouncer.nextMs(), debouncer.take(1_999), debouncer.take(2_000)],
      [2_000, [], [written('a.md')]],
    )
    debouncer.again('a.md', 2_000)
    debouncer.add('a.md', 'rename', 100)
    assert.deepEqual(debouncer.take(120), [moved('a.md')])
    debouncer.add('a.md', 'rename', 200)
    debouncer.again('a.md', 2_000)
    assert.deepEqual(debouncer.take(220), [moved('a.md')])
  })

  it('never lets steady writing to one name delay another', () => {
    debouncer.add('b.md', 'rename', 5)
    for (let ms = 0; ms <= 20; ms++) debouncer.add('a.md', 'change', ms + 5)
    assert.deepEqual(debouncer.take(25), [moved('b.md')])
    assert.deepEqual([debouncer.has('a.md'), debouncer.has('b.md')], [true, false])
  })

  it('loses no name, and gives each once, when it is still', () => {
    const event = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom('rename' as const, 'change' as const),
      pauseMs: fc.integer({ min: 0, max: 400 }),
    })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const waiting = new Debouncer(delays)
        const owed = new Map<string, { firstMs: number; lastMs: number }>()
        let now = 0
        for (const { name, kind, pauseMs } of events) {
          now += pauseMs
          for (const { name: taken } of waiting.take(now)) {
            const { firstMs, lastMs } = owed.get(taken) ?? { firstMs: now, lastMs: now }
            assert.ok(lastMs + delays.movedMs - 5 <= now || firstMs + delays.movedLongestMs <= now)
            owed.delete(taken)
          }
          waiting.add(name, kind, now)
          owed.set(name, { firstMs: owed.get(name)?.firstMs ?? now, lastMs: now })
        }
        const rest = waiting.take(now + delays.longestMs)
        assert.deepEqual(rest.map(({ name }) => name).sort(), [...owed.keys()].sort())
        assert.equal(waiting.size, 0)
      }),
    )
  })
})
