import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { type FakeHub, openHub } from '../support/fake-hub.js'
import { closeSites, openSite, postText } from '../support/open-site.js'

describe('A site with a hub', () => {
  let hub: FakeHub
  beforeEach(async () => {
    hub = await openHub()
  })
  afterEach(async () => {
    await closeSites()
    await hub.close()
  })

  const base = 'https://example.com/news'
  const open = () => {
    const files = {
      'a.md': postText({ categories: 'a', date: '2022-01-05 09:00:00 +0800' }),
      'b.md': postText({ categories: 'b', date: '2022-01-04 09:00:00 +0800' }),
      'a-2021.md': postText({ categories: 'a', date: '2021-03-01 09:00:00 +0800' }),
      'a-2020.md': postText({ categories: 'a', date: '2020-03-01 09:00:00 +0800' }),
      'a-2019.md': postText({ categories: 'a', date: '2019-03-01 09:00:00 +0800' }),
    }
    return openSite(files, { SITE_URL: base, WEBSUB_HUB: hub.url, FEED_LIMIT: '1', FEED_MAX: '1' })
  }
  const formatsOf = (path: string) => ['atom', 'json', 'xml'].map((suffix) => `${base}${path}.${suffix}`)

  it('announces the feeds that a save changed, by their self addresses, and no others', async () => {
    const site = await open()
    const { text } = await site.get('/news/a.json')
    await site.write('c.md', postText({ categories: 'a', date: '2022-01-06 09:00:00 +0800' }))
    await site.rescan()
    await hub.untilTold(6)
    assert.deepEqual(hub.topics.toSorted(), [...formatsOf('/a'), ...formatsOf('/feed')])
    const topic = JSON.parse(text).feed_url
    assert.ok(hub.topics.includes(topic), topic)
  })

  it('does not announce a feed whose contents are unchanged', async () => {
    const site = await open()
    for (const address of [...formatsOf('/a'), ...formatsOf('/feed')]) {
      await site.get(new URL(address).pathname)
    }
    // Older than what the feeds carry, and in an archive that already exists.
    await site.write('old.md', postText({ categories: 'a', date: '2020-01-01 09:00:00 +0800' }))
    await site.rescan()
    while (site.open.catalogue.unannounced(1).length > 0) await wait(10)
    assert.deepEqual(hub.topics, [])
    await site.write('b2.md', postText({ categories: 'b', date: '2019-01-04 10:00:00 +0800' }))
    await site.rescan()
    await hub.untilTold(3)
    assert.deepEqual(hub.topics.toSorted(), formatsOf('/b'))
  })

  it('announces after a restart what it could not announce before', async () => {
    const site = await open()
    hub.answer = (response) => response.writeHead(503).end()
    await site.write('c.md', postText({ categories: 'a', date: '2022-01-06 09:00:00 +0800' }))
    await site.rescan()
    await hub.untilTold(2)
    hub.answer = (response) => response.writeHead(202).end()
    await site.reopen()
    await hub.untilTold(8)
    assert.deepEqual([...new Set(hub.topics)].toSorted(), [...formatsOf('/a'), ...formatsOf('/feed')])
  })

  it('answers and stops as usual while the hub keeps it waiting', async () => {
    const site = await open()
    hub.answer = () => {}
    await site.write('c.md', postText({ categories: 'a', date: '2022-01-06 09:00:00 +0800' }))
    await site.rescan()
    await hub.untilTold(1)
    assert.equal((await site.get('/news/a.xml')).status, 200)
    await site.close()
  })
})
