import assert from 'node:assert/strict'
import { FakePublication, makeResource } from '../support/fake-publication.js'
import { overridden } from '../support/overridden.js'
import { accepted, Stage } from './stage.js'

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
