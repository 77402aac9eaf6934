import assert from 'node:assert/strict'
import { Turns } from '../../src/publication/turns.js'
import { defer } from '../support/deferred.js'

describe('Taking turns', () => {
  it('never runs more tasks than it may, and starts them in the order in which they came', async () => {
    const turns = new Turns(2)
    const begun: number[] = []
    const works = Array.from({ length: 5 }, () => defer())
    const done = works.map((work, n) =>
      turns.take(() => {
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
    const turns = new Turns(1)
    const work = defer()
    const works = [0, 1, 2].map(() => turns.take(() => work.promise))
    assert.equal(turns.waiting, 2)
    work.resolve()
    await Promise.all(works)
    assert.equal(turns.waiting, 0)
  })

  it('continues after a task that failed, and rejects with its error', async () => {
    const turns = new Turns(1)
    const failing = turns.take(() => Promise.reject(new Error('no')))
    const next = turns.take(() => Promise.resolve('yes'))
    await assert.rejects(failing, { message: 'no' })
    assert.equal(await next, 'yes')
  })
})
