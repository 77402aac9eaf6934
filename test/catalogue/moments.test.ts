import assert from 'node:assert/strict'
import { makeRead } from '../support/make-post.js'
import { Workbench } from './workbench.js'

/** Of a moment: what a date in a header says of it. */
const second = (ms: number | undefined) => Math.floor((ms ?? 0) / 1000)

describe('The moment of a commit', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

  /** A catalogue that is complete, and a clock that goes on by so much whenever it is looked at. */
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

  it('lies in no second that was over before the commit can be seen', () => {
    const writer = openAt(990, 8)
    const { moment } = writer.ingest({ posts: [makeRead()] })
    assert.equal(second(moment), second(bench.clock()))
    assert.equal(writer.status().posts, 1)
  })

  it('is near the clock, however long the work takes', () => {
    const { moment } = openAt(0, 700).ingest({ posts: [makeRead()] })
    assert.ok(second(moment) >= second(bench.clock()))
    assert.ok((moment ?? 0) - bench.clock() < 5_000)
  })
})
