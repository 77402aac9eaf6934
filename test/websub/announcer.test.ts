import assert from 'node:assert/strict'
import { defer } from '../support/deferred.js'
import { FakePublication, makeResource } from '../support/fake-publication.js'
import { overridden } from '../support/overridden.js'
import { accepted, down, Stage } from './stage.js'

describe('Announcing', () => {
  let stage: Stage
  beforeEach(() => {
    stage = new Stage()
  })
  afterEach(() => stage.clear())

  const siteFeeds = ['/feed.atom', '/feed.json', '/feed.xml']
  const hongwangFeeds = ['/hongwang.atom', '/hongwang.json', '/hongwang.xml']

  it('announces nothing after the first reading of a folder', async () => {
    await stage.start()
    await stage.next()
    assert.deepEqual(stage.news(), [])
  })

  it('announces nothing while the folder is first read, and then what has waited', async () => {
    let complete = false
    const catalogue = overridden(stage.catalogue, {
      status: () => ({ ...stage.catalogue.status(), complete }),
    })
    stage.changed = { catalogue: () => catalogue }
    stage.save('a')
    await stage.start()
    await stage.pass(60_000)
    assert.deepEqual(stage.news(), [])
    complete = true
    await stage.next()
    assert.deepEqual(stage.news(), [...siteFeeds, ...hongwangFeeds])
  })

  it('reports how many topics the hub accepted, and nothing if it accepted none', async () => {
    await stage.start()
    stage.save('a')
    await stage.pass(60_000)
    assert.deepEqual(stage.announced, [6])
    stage.answer = () => ({ kind: 'refused', reason: 'it answered 404' })
    stage.save('b')
    await stage.pass(60_000)
    assert.deepEqual(stage.announced, [6])
  })

  it('announces every format of every scope that changed, by its absolute address', async () => {
    await stage.start()
    stage.save('a')
    await stage.next()
    assert.deepEqual(stage.news(), [...siteFeeds, ...hongwangFeeds])
    assert.equal(stage.waiting, 0)
    await stage.pass(60_000)
    assert.deepEqual(stage.news(), [])
  })

  it('announces a scope once that changed ten times while it waited', async () => {
    await stage.start()
    for (let n = 0; n < 10; n++) stage.save(`post-${n}`)
    await stage.pass(60_000)
    assert.deepEqual(stage.news(), [...siteFeeds, ...hongwangFeeds])
  })

  it('leaves a scope alone for ten seconds, and then announces what has changed meanwhile', async () => {
    await stage.start()
    stage.save('a')
    await stage.next()
    stage.news()
    stage.save('b')
    stage.save('c')
    await stage.pass(8_000)
    assert.deepEqual(stage.news(), [])
    await stage.pass(4_000)
    assert.deepEqual(stage.news(), [...siteFeeds, ...hongwangFeeds])
  })

  it('does not announce a feed that came out unchanged, and does not check it again', async () => {
    const asItWas = { kind: 'resource', resource: makeResource({ modified: 1 }) } as const
    const publication = new FakePublication({ '/news/hongwang.xml': asItWas, '/news/feed.json': asItWas })
    stage.changed = { publication }
    for (const address of ['/news/hongwang.xml', '/news/feed.json']) {
      stage.writer.keepRevisions([{ address, hash: 'h', modified: 1 }])
    }
    await stage.start()
    stage.save('a')
    await stage.pass(60_000)
    assert.deepEqual(stage.news(), ['/feed.atom', '/feed.xml', '/hongwang.atom', '/hongwang.json'])
    assert.equal(stage.waiting, 0)
    assert.deepEqual(publication.asked.length, 2)
  })

  it('announces a feed once that changed after its scope was touched, and not again at the next touch', async () => {
    const modified = stage.bench.clock() + 1_000_000
    const resource = makeResource({ modified })
    stage.changed = { publication: new FakePublication({ '/news/feed.xml': { kind: 'resource', resource } }) }
    stage.writer.keepRevisions([{ address: '/news/feed.xml', hash: 'h', modified: 1 }])
    await stage.start()
    for (const name of ['a', 'b']) {
      stage.save(name)
      await stage.pass(60_000)
    }
    assert.equal(stage.news().filter((topic) => topic === '/feed.xml').length, 1)
    assert.equal(stage.waiting, 0)
  })

  it('announces a feed that came out changed', async () => {
    const resource = makeResource({ modified: stage.bench.clock() + 1_000_000 })
    stage.changed = { publication: new FakePublication({ '/news/feed.xml': { kind: 'resource', resource } }) }
    stage.writer.keepRevisions([{ address: '/news/feed.xml', hash: 'h', modified: 1 }])
    await stage.start()
    stage.save('a')
    await stage.next()
    assert.ok(stage.news().includes('/feed.xml'))
  })

  it('does not announce a withdrawn feed', async () => {
    await stage.start()
    const entries = [{ scope: { kind: 'category', name: 'hongwang' }, settings: { gone: true } }] as const
    const feeds = { file: 'feeds.yml', size: 1, mtimeMs: 1, hash: 'h', entries, problems: [] }
    stage.writer.ingest({ feeds })
    stage.save('a')
    await stage.pass(60_000)
    assert.deepEqual(stage.news(), siteFeeds)
    assert.equal(stage.waiting, 0)
  })

  it('announces a scope again that changed between its formats', async () => {
    await stage.start()
    stage.save('a')
    let isFirst = true
    stage.answer = (topic) => {
      if (isFirst && topic.endsWith('/hongwang.atom')) {
        isFirst = false
        stage.save('b')
      }
      return accepted
    }
    await stage.pass(60_000)
    const all = [...siteFeeds, ...hongwangFeeds]
    assert.deepEqual(stage.news(), [...all, ...all].toSorted())
  })

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

  it('sends at most four requests in parallel, and pauses for each topic', async () => {
    await stage.start()
    for (let n = 0; n < 20; n++) stage.save(`post-${n}`, `category-${n}`)
    let open = 0
    let most = 0
    stage.answer = async () => {
      most = Math.max(most, ++open)
      await new Promise(setImmediate)
      open--
      return accepted
    }
    assert.equal(await stage.next(), 4 * 3 * 50)
    assert.equal(stage.news().length, 4 * 3)
    assert.equal(most, 4)
  })
})
