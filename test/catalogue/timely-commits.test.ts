import assert from 'node:assert/strict'
import { TimelyCommits } from '../../src/catalogue/timely-commits.js'
import { makeRead } from '../support/make-post.js'
import { Workbench } from './workbench.js'

/** A moment as precisely as a date in a header gives it. */
const second = (ms: number | undefined) => Math.floor((ms ?? 0) / 1000)

describe('The moment of a commit', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

  /** A writer whose clock advances by `stepMs` whenever it is read. */
  const openAt = (millisecond: number, stepMs: number, { complete } = { complete: true }) => {
    const writer = bench.writer({
      now: () => {
        bench.clock.pass(stepMs)
        return bench.clock()
      },
    })
    if (complete) writer.ingest({ complete })
    bench.clock.set((second(bench.clock()) + 60) * 1000 + millisecond)
    return writer
  }

  it('is not in a second that is over before the commit is visible', () => {
    const writer = openAt(990, 8)
    const { moment } = writer.ingest({ posts: [makeRead()] })
    assert.equal(second(moment), second(bench.clock()))
    assert.equal(writer.status().posts, 1)
  })

  it('is not in such a second during the first reading either, when filled feeds are already answered', () => {
    const writer = openAt(990, 8, { complete: false })
    const { moment } = writer.ingest({ posts: [makeRead()] })
    assert.ok(second(moment) >= second(bench.clock()))
  })

  it('lies ahead of the clock during the first reading, so that no long transaction is repeated', () => {
    let looks = 0
    const writer = bench.writer({
      now: () => {
        looks += 1
        bench.clock.pass(200)
        return bench.clock()
      },
    })
    /** Looks at the clock during a batch that begins so many milliseconds after a second. */
    const looksAt = (millisecond: number, file: string) => {
      bench.clock.set((second(bench.clock()) + 60) * 1000 + millisecond)
      looks = 0
      const { moment } = writer.ingest({ posts: [makeRead({ file })] })
      assert.ok(second(moment) >= second(bench.clock()))
      return looks
    }
    assert.equal(looksAt(900, '_posts/2021-12-30-a.md'), looksAt(0, '_posts/2021-12-30-b.md'))
  })

  it('is close to the clock, however long the work takes', () => {
    const { moment } = openAt(0, 700).ingest({ posts: [makeRead()] })
    assert.ok(second(moment) >= second(bench.clock()))
    assert.ok((moment ?? 0) - bench.clock() < 5_000)
  })
})

describe('The moments of long commits', () => {
  let nowMs: number
  let commits: TimelyCommits
  beforeEach(() => {
    nowMs = 0
    commits = new TimelyCommits(() => nowMs)
  })

  /** Makes a long commit. @returns how far ahead of the clock each attempt at it lay, in milliseconds */
  const attempts = (tookMs: number) => {
    const aheadMs: number[] = []
    commits.run(true, (ahead, check) => {
      const moment = nowMs + ahead
      aheadMs.push(ahead)
      nowMs += tookMs
      check(moment)
    })
    return aheadMs
  }

  it('lie far enough ahead on a slow disk after the first one, so that no other is repeated', () => {
    assert.equal(attempts(2_200).length, 2)
    for (const tookMs of [2_200, 4_900, 10_000, 10_000]) assert.equal(attempts(tookMs).length, 1)
  })

  it('come back to the clock when the disk is fast again', () => {
    attempts(2_200)
    attempts(100)
    assert.deepEqual(attempts(100), [1_000])
  })

  it('do not lie hours ahead because the machine slept', () => {
    attempts(3_600_000)
    assert.deepEqual(attempts(100), [60_000])
  })
})
