import assert from 'node:assert/strict'
import { mock } from 'node:test'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import type { RenderedBody } from '../../src/content/rendered-body.js'
import type { Resource } from '../../src/publication/resource.js'
import { SitePublication } from '../../src/publication/site-publication.js'
import { openForEach } from '../catalogue/workbench.js'
import { makePost, makeRead } from '../support/make-post.js'
import { plainCache, plainSite } from '../support/plain-publication.js'

describe('A document that shows a stopgap', () => {
  const open = openForEach()
  const post = makePost()
  const paths = ['/hongwang.atom', post.permalink, '/category/hongwang.html', '/feed.json?tag=红网新闻']
  let nowMs = 0
  let fails = false
  let rendered = 0
  let stored: string[] = []
  let catalogue: Catalogue
  let publication: SitePublication

  const renderBody = async (): Promise<RenderedBody> => {
    rendered += 1
    const plain = { html: '<p>plain</p>', summary: 'plain', dropped: [], references: [] }
    if (fails) return { ...plain, stopgap: true }
    return { ...plain, html: '<p><b>whole</b></p>', summary: 'whole' }
  }
  /** A publication with nothing in memory. */
  const publish = () =>
    new SitePublication(
      catalogue,
      {
        site: plainSite,
        feeds: { limit: 9, hours: 0, max: 9, archivePosts: 100, content: 'full', typeXml: false },
        cache: plainCache,
        iframeHosts: [],
        cacheBytes: 64_000_000,
      },
      { renderBody, openAsset: () => assert.fail('no file is asked for') },
    )
  const find = async (target: string, site = publication): Promise<Resource> => {
    const { pathname, search } = new URL(target, 'http://localhost')
    const found = await site.find({ path: pathname, query: search.slice(1) })
    return found.kind === 'resource' ? found.resource : assert.fail(found.kind)
  }
  const showsWhole = async (resource: Resource) => String(await resource.body('identity')).includes('whole')

  beforeEach(() => {
    nowMs = 1_000
    fails = true
    rendered = 0
    stored = []
    mock.method(performance, 'now', () => nowMs)
    open.writer.ingest({ posts: [makeRead({ post })], complete: true })
    catalogue = open.bench.catalogue({ onDocument: ({ address }) => stored.push(address) })
    publication = publish()
  })
  afterEach(() => mock.restoreAll())

  for (const path of paths) {
    it(`is made again when the body can be rendered: ${path}`, async () => {
      const before = await find(path)
      assert.equal(await showsWhole(before), false)
      fails = false
      nowMs += 9_999
      assert.equal(await find(path), before)
      nowMs += 1
      const after = await find(path)
      assert.equal(await showsWhole(after), true)
      assert.equal(after.etag, (await find(path, publish())).etag)
      assert.equal(await find(path), after)
    })

    it(`is not rendered at each request if that fails again and again: ${path}`, async () => {
      const { etag } = await find(path)
      for (let n = 0; n < 3_600; n++) {
        nowMs += 10_000
        assert.equal((await find(path)).etag, etag)
      }
      // After 10, 20, 40 … seconds, and then once an hour.
      assert.equal(rendered, 18)
    })
  }

  it('has no date: what replaces it is dated by a commit that came before', async () => {
    const [path = ''] = paths
    assert.equal((await find(path)).modified, undefined)
    fails = false
    nowMs += 10_000
    assert.equal((await find(path)).modified, catalogue.lastCommit())
  })

  it('leaves the date of the document that it stands in for as it was', async () => {
    const [path = ''] = paths
    fails = false
    const { etag, modified } = await find(path)
    fails = true
    publication = publish()
    assert.notEqual((await find(path)).etag, etag)
    fails = false
    nowMs += 10_000
    const after = await find(path)
    assert.deepEqual([after.etag, after.modified], [etag, modified])
  })

  it('is not stored for the next start', async () => {
    const [path = ''] = paths
    await (await find(path)).body('gzip')
    assert.deepEqual(stored, [])
    fails = false
    nowMs += 10_000
    await (await find(path)).body('gzip')
    assert.deepEqual(stored, [path])
  })
})
