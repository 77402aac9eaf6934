import assert from 'node:assert/strict'
import { defer } from '../support/deferred.js'
import { accepted, down, Stage } from './stage.js'

describe('Announcing', () => {
  let stage: Stage
  beforeEach(() => {
    stage = new Stage()
  })
  afterEach(() => stage.clear())

  const siteFeeds = ['/feed.atom', '/feed.json', '/feed.xml']
  const hongwangFeeds = ['/hongwang.atom', '/hongwang.json', '/hongwang.xml']

  it('retries if the hub fails, after longer and longer pauses, and reports it once', async () => {
    await stage.start()
    stage.save('a')
    stage.answer = () => down
    const pauses = [await stage.next(), await stage.next(), await stage.next(), await stage.next()]
    assert.deepEqual(pauses, [2_000, 4_000, 8_000, 16_000])
    assert.deepEqual(stage.said, ['failing: it answered 503'])
    assert.equal(stage.waiting, 2)
    stage.news()
    stage.answer = () => accepted
    await stage.pass(60_000)
    assert.deepEqual(stage.news(), [...siteFeeds, ...hongwangFeeds])
    assert.deepEqual(stage.said, ['failing: it answered 503', 'recovered'])
  })

  it('leaves a hub alone for as long as it asks, however few its failures', async () => {
    await stage.start()
    stage.save('a')
    stage.answer = () => ({ ...down, retryAfterMs: 600_000 })
    assert.equal(await stage.next(), 600_000)
    stage.news()
    stage.answer = () => accepted
    await stage.next()
    assert.deepEqual(stage.news(), [...siteFeeds, ...hongwangFeeds])
  })

  it('leaves a hub alone for the longest time it asks for, whatever else failed', async () => {
    await stage.start()
    stage.save('a')
    stage.answer = (topic) => (topic.includes('/feed.') ? down : { ...down, retryAfterMs: 600_000 })
    assert.equal(await stage.next(), 600_000)
  })

  it('asks a hub that is down for a day about a hundred times, however many feeds wait', async () => {
    await stage.start()
    for (let n = 0; n < 200; n++) stage.save(`post-${n}`, `category-${n}`)
    stage.answer = () => down
    await stage.pass(24 * 3_600_000)
    const asked = stage.news().length
    assert.ok(asked > 50 && asked < 500, `${asked}`)
    assert.equal(stage.waiting, 201)
  })

  it('keeps no feed waiting behind one for which the hub fails', async () => {
    await stage.start()
    for (let n = 0; n < 8; n++) stage.save(`post-${n}`, `category-${n}`)
    stage.answer = (topic) => (topic.endsWith('/category-0.xml') ? down : accepted)
    await stage.pass(120_000)
    const news = stage.news()
    assert.equal(stage.waiting, 1)
    assert.equal(new Set(news).size, 3 * 8 + 1)
    assert.ok(news.filter((topic) => topic === '/category-0.xml').length > 3)
    assert.equal(news.length - news.filter((topic) => topic === '/category-0.xml').length, 3 * 8)
  })

  it('repeats only the formats of a scope that the hub did not accept', async () => {
    await stage.start()
    stage.save('a')
    stage.answer = (topic) => (topic.endsWith('/hongwang.json') ? down : accepted)
    await stage.next()
    assert.deepEqual(stage.news(), [...siteFeeds, ...hongwangFeeds])
    stage.answer = () => accepted
    await stage.pass(60_000)
    assert.deepEqual(stage.news(), ['/hongwang.json'])
  })

  it('does not repeat what the hub refuses, and reports it once', async () => {
    await stage.start()
    stage.save('a')
    stage.answer = () => ({ kind: 'refused', reason: 'it answered 404' })
    await stage.pass(120_000)
    assert.deepEqual(stage.news(), [...siteFeeds, ...hongwangFeeds])
    assert.equal(stage.said.length, 1)
    assert.match(stage.said[0] ?? '', /^refused \/\S+: it answered 404$/)
  })

  it('announces after a restart what the hub was not told, and nothing else', async () => {
    await stage.start()
    stage.save('a', 'other')
    stage.answer = (topic) => (topic.includes('/feed.') ? down : accepted)
    await stage.next()
    await stage.close()
    stage.news()
    stage.answer = () => accepted
    await stage.start()
    await stage.next()
    assert.deepEqual(stage.news(), siteFeeds)
  })

  it('closes at once while the hub is slow, and forgets nothing', async () => {
    const asked = defer()
    stage.answer = (_, signal) => {
      asked.resolve()
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(down)))
    }
    stage.save('a')
    void stage.start()
    await asked.promise
    await stage.close()
    assert.equal(stage.waiting, 2)
    assert.deepEqual(stage.said, [])
  })

  it('closes at once while nothing can be written', async () => {
    const kept = defer()
    stage.changed = {
      keep: () => {
        kept.resolve()
        return new Promise(() => {})
      },
    }
    stage.save('a')
    void stage.start()
    await kept.promise
    await stage.close()
    assert.equal(stage.waiting, 2)
  })

  it('reports that announcements cannot be recorded, and announces nothing twice', async () => {
    let isFull = true
    stage.changed = {
      keep: async (announcements) => {
        if (isFull) throw new Error('database or disk is full')
        stage.writer.keepAnnouncements(announcements)
      },
    }
    stage.save('a')
    await stage.start()
    await stage.pass(60_000)
    assert.equal(stage.waiting, 2)
    isFull = false
    await stage.pass(600_000)
    assert.equal(stage.waiting, 0)
    assert.deepEqual(stage.news(), [...siteFeeds, ...hongwangFeeds])
    stage.save('b')
    await stage.pass(60_000)
    assert.deepEqual(stage.news(), [...siteFeeds, ...hongwangFeeds])
    assert.deepEqual(stage.said, ['failing: database or disk is full', 'recovered'])
  })

  it('continues after an error of our own, which it reports once', async () => {
    let isBroken = true
    stage.changed = {
      catalogue: () => {
        if (isBroken) throw new Error('database disk image is malformed')
        return stage.catalogue
      },
    }
    stage.save('a')
    const pauses = [await stage.start(), await stage.next()]
    assert.deepEqual(pauses, [2_000, 4_000])
    isBroken = false
    await stage.next()
    assert.deepEqual(stage.news(), [...siteFeeds, ...hongwangFeeds])
    assert.deepEqual(stage.said, ['failing: database disk image is malformed', 'recovered'])
  })
})
