import assert from 'node:assert/strict'
import { ConcurrencyLimit } from '../../src/publication/concurrency-limit.js'
import { defer } from '../support/deferred.js'

describe('A concurrency limit', () => {
  it('never runs more tasks than it may, and starts them in the order in which they came', async () => {
    const limit = new ConcurrencyLimit(2)
    const begun: number[] = []
    const works = Array.from({ length: 5 }, () => defer())
    const done = works.map((work, n) =>
      limit.run(() => {
        begun.push(n)
        return work.promise
      }),
    )
    const seen: number[][] = []
    for (const [n, work] of works.entries()) {
      seen.push([...begun])
      work.resolve()
      await done[n]
      await Promise.resolve()
    }
    assert.deepEqual(seen, [
      [0, 1],
      [0, 1, 2],
      [0, 1, 2, 3],
      [0, 1, 2, 3, 4],
      [0, 1, 2, 3, 4],
    ])
  })

  it('says how many are waiting', async () => {
    const limit = new ConcurrencyLimit(1)
    const work = defer()
    const works = [0, 1, 2].map(() => limit.run(() => work.promise))
    assert.equal(limit.waiting, 2)
    work.resolve()
    await Promise.all(works)
    assert.equal(limit.waiting, 0)
  })

  it('continues after a task that failed, and rejects with its error', async () => {
    const limit = new ConcurrencyLimit(1)
    const failing = limit.run(() => Promise.reject(new Error('no')))
    const next = limit.run(() => Promise.resolve('yes'))
    await assert.rejects(failing, { message: 'no' })
    assert.equal(await next, 'yes')
  })
})
