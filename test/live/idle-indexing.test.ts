import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import type { IndexStep } from '../../src/catalogue/writer.js'
import { FaultLog } from '../../src/live/fault-log.js'
import { IdleIndexing } from '../../src/live/idle-indexing.js'
import { combine } from '../catalogue/workbench.js'
import { closeSites, openSite, postText } from '../support/open-site.js'

describe('Indexing in the background', () => {
  afterEach(closeSites)

  /** Starts indexing with a writer whose steps return these in turn, and collects what it does. */
  const start = (steps: (IndexStep | Error)[], isIdle = () => true) => {
    const told: (number | string)[] = []
    const next = () => {
      const step = steps.shift() ?? { posts: 0, more: false }
      told.push('step')
      if (step instanceof Error) throw step
      return step
    }
    const indexing = new IdleIndexing(
      { indexWords: next },
      new FaultLog((reason) => told.push(reason)),
      { isIdle, indexed: (posts) => told.push(posts) },
      0,
    )
    indexing.wake()
    return { indexing, told }
  }
  const turns = async (count: number) => {
    for (let n = 0; n < count; n++) await setImmediate()
  }

  it('goes step by step, and reports how many posts there were at the end', async () => {
    const { told } = start([
      { posts: 64, more: true },
      { posts: 0, more: true },
      { posts: 3, more: true },
    ])
    await turns(9)
    assert.deepEqual(told, ['step', 'step', 'step', 'step', 67])
  })

  it('yields to the event loop between two steps', async () => {
    const order: string[] = []
    const { told } = start(Array.from({ length: 3 }, () => ({ posts: 1, more: true })))
    for (let n = 0; n < 3; n++) {
      await setImmediate()
      order.push(`${told.length}`)
    }
    assert.deepEqual(order, ['1', '2', '3'])
  })

  it('reports nothing if there was nothing to index', async () => {
    const { told } = start([])
    await turns(3)
    assert.deepEqual(told, ['step'])
  })

  it('waits while there is other work, and goes on when it is woken', async () => {
    let idle = false
    const { indexing, told } = start([{ posts: 1, more: true }], () => idle)
    await turns(3)
    assert.deepEqual(told, [])
    idle = true
    indexing.wake()
    await turns(4)
    assert.deepEqual(told, ['step', 'step', 1])
  })

  it('retries after a fault', async () => {
    const steps = [new Error('full'), { posts: 2, more: true }]
    const { told } = start(steps)
    while (told.at(-1) !== 2) await setImmediate()
    assert.deepEqual(told, ['step', 'full', 'step', 'step', 2])
  })

  it('ends when it is closed', async () => {
    const { indexing, told } = start([{ posts: 1, more: true }])
    indexing.close()
    indexing.wake()
    await turns(3)
    assert.deepEqual(told, [])
  })

  it('lets searches find what is saved, and tells operators how far it is', async () => {
    const site = await openSite({ 'a.md': postText({ categories: 'one' }, '<p>中国人民银行</p>') })
    const search = (words: string) => combine(site.open.catalogue, { q: [words] }).map(({ source }) => source)
    await site.until(async () => search('人民银行').length === 1)
    await site.write('b.md', postText({ date: '2022-01-06' }, '<p>北京银行</p>'))
    await site.until(async () => search('银行').length === 2)
    assert.deepEqual(search('银行'), ['b.md', 'a.md'])
    assert.deepEqual((await site.get('/readyz')).body.search, { indexed: 2, total: 2 })
    await site.remove('a.md')
    await site.rescan()
    assert.deepEqual(search('银行'), ['b.md'])
  })

  it('is not done while search is turned off', async () => {
    const site = await openSite({ 'a.md': postText({}) }, { SEARCH: 'off' })
    assert.equal((await site.get('/readyz')).body.search, undefined)
    assert.deepEqual(combine(site.open.catalogue, { q: ['青禾'] }), [])
    const again = await site.reopen({ SEARCH: 'title' })
    const found = () => combine(again.open.catalogue, { q: ['青禾'] }).length
    await again.until(async () => found() === 1)
  })
})
