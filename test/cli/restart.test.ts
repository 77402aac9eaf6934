import assert from 'node:assert/strict'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openPublication } from '../../src/cli/open-publication.js'
import { loadConfig } from '../../src/config/load-config.js'
import type { Config } from '../../src/config/settings.js'
import type { Found, Publication } from '../../src/publication/publication.js'
import { closeSites, openSite, postText, type TestSite } from '../support/open-site.js'

const files = { '_posts/2022-01-05-a.md': postText({ categories: 'hongwang', tags: '红网新闻' }) }
const feeds = ['/hongwang.xml', '/tag/%E7%BA%A2%E7%BD%91%E6%96%B0%E9%97%BB.atom', '/feed.json']

describe('A restart', () => {
  afterEach(closeSites)

  /** Closes a site after asking for its feeds. @returns their answers, and the configuration to open it again with */
  const restart = async (site: TestSite, settings: Record<string, string> = {}) => {
    const answers = await Promise.all(feeds.map((path) => site.get(path)))
    await site.close()
    const environment = { SITE_URL: 'https://feeds.example.com', DATA_DIR: site.dataFolder, ...settings }
    const loaded = loadConfig({ environment, contentDir: site.folder })
    return { answers, config: (loaded as { config: Config }).config }
  }
  const find = (publication: Publication, path: string) => publication.find({ path, query: '' })
  const etagOf = (found: Found) => (found.kind === 'resource' ? found.resource.etag : found.kind)

  it('answers at once what was asked for before, with the folder still to be scanned', async () => {
    const { answers, config } = await restart(await openSite(files))
    const found: (Found | Promise<Found>)[] = []
    const onServable = (publication: Publication) => {
      for (const path of feeds) found.push(find(publication, path))
    }
    const open = await openPublication(config, { onServable })
    try {
      assert.deepEqual(
        found.map((each) => (each instanceof Promise ? 'a promise' : etagOf(each))),
        answers.map(({ headers }) => headers['etag']),
      )
      const [first] = found
      assert.ok(first && 'resource' in first)
      assert.equal(String(await first.resource.body('identity')), answers[0]?.text)
    } finally {
      await open.close()
    }
  })

  it('remakes a document that a change in the meantime touched', async () => {
    const site = await openSite(files)
    const { answers, config } = await restart(site)
    await site.write('_posts/2022-01-06-b.md', postText({ categories: 'hongwang', title: '新的一篇' }))
    const open = await openPublication(config)
    try {
      await open.ready
      const found = await find(open.publication, '/hongwang.xml')
      assert.ok('resource' in found && found.resource.etag !== answers[0]?.headers['etag'])
      assert.match(String(await found.resource.body('identity')), /新的一篇/)
    } finally {
      await open.close()
    }
  })

  it('serves what is known while nothing can be written, and catches up once it can', async () => {
    const site = await openSite(files)
    const { answers, config } = await restart(site)
    const lock = join(site.dataFolder, 'writer.lock')
    await rm(lock)
    await mkdir(lock)
    await site.write('_posts/2022-01-06-b.md', postText({ categories: 'hongwang', title: '新的一篇' }))
    const failures: string[] = []
    const open = await openPublication(config, { listener: { failed: (reason) => failures.push(reason) } })
    try {
      assert.equal(etagOf(await find(open.publication, '/hongwang.xml')), answers[0]?.headers['etag'])
      assert.equal(open.operations.readiness().ready, true)
      await rm(lock, { recursive: true })
      await open.ready
      assert.match(failures.join(), /data-unwritable/)
      const found = await find(open.publication, '/hongwang.xml')
      assert.ok('resource' in found)
      assert.match(String(await found.resource.body('identity')), /新的一篇/)
    } finally {
      await open.close()
    }
  })

  it('under other settings waits for the catalogue to be rewritten', async () => {
    const { config } = await restart(await openSite(files), { SITE_TITLE: '另一个名字' })
    const open = await openPublication(config, { onServable: () => assert.fail('too early') })
    try {
      await open.ready
      const found = await find(open.publication, '/hongwang.xml')
      assert.ok('resource' in found)
      assert.match(String(await found.resource.body('identity')), /另一个名字/)
    } finally {
      await open.close()
    }
  })
})
