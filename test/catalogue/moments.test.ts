import assert from 'node:assert/strict'
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

  /** The writer of a complete catalogue, whose clock advances by `stepMs` whenever it is read. */
  const openAt = (millisecond: number, stepMs: number) => {
    const writer = bench.writer({
      now: () => {
        bench.clock.pass(stepMs)
        return bench.clock()
      },
    })
    writer.ingest({ complete: true })
    bench.clock.set((second(bench.clock()) + 60) * 1000 + millisecond)
    return writer
  }

  it('is not in a second that is over before the commit is visible', () => {
    const writer = openAt(990, 8)
    const { moment } = writer.ingest({ posts: [makeRead()] })
    assert.equal(second(moment), second(bench.clock()))
    assert.equal(writer.status().posts, 1)
  })

  it('is close to the clock, however long the work takes', () => {
    const { moment } = openAt(0, 700).ingest({ posts: [makeRead()] })
    assert.ok(second(moment) >= second(bench.clock()))
    assert.ok((moment ?? 0) - bench.clock() < 5_000)
  })
})
