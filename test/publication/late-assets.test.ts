import assert from 'node:assert/strict'
import { SitePublication } from '../../src/publication/site-publication.js'
import { openForEach } from '../catalogue/workbench.js'
import { makePost, makeRead } from '../support/make-post.js'
import { plainCache, plainSite } from '../support/plain-publication.js'

describe('A picture that appears while a page that shows it is made', () => {
  const open = openForEach()
  const post = makePost()

  /** A publication with nothing in memory. @param meanwhile - called before each body is rendered */
  const publish = (meanwhile: () => void = () => {}) =>
    new SitePublication(
      open.catalogue,
      {
        site: plainSite,
        feeds: { limit: 9, hours: 0, max: 9, archivePosts: 100, content: 'full', typeXml: false },
        cache: plainCache,
        iframeHosts: [],
        cacheBytes: 64_000_000,
      },
      {
        renderBody: async (_, { assets }) => {
          meanwhile()
          return { html: assets['rain.png'] ?? 'none', summary: '', dropped: [], references: ['rain.png'] }
        },
        openAsset: () => assert.fail('no file is asked for'),
      },
    )
  const pageOf = async (publication: SitePublication) => {
    const found = await publication.find({ path: post.permalink, query: '' })
    const page = found.kind === 'resource' ? found.resource : assert.fail(found.kind)
    const text = String(await page.body('identity'))
    return {
      etag: page.etag,
      modified: page.modified,
      hasPicture: text.includes('http://localhost/rain.png'),
    }
  }
  const addPicture = () => {
    const asset = { file: 'rain.png', size: 1, mtimeMs: 1, hash: 'h', mediaType: 'image/png' }
    open.writer.ingest({ assets: [asset] })
  }
  beforeEach(() => open.writer.ingest({ posts: [makeRead({ post })], complete: true }))

  it('dates the page, so that no client that holds the page without it is told that nothing changed', async () => {
    const before = await pageOf(publish())
    open.bench.clock.pass(60_000)
    let rendered = 0
    const publication = publish(() => {
      if (++rendered === 1) addPicture()
    })
    const page = await pageOf(publication)
    assert.deepEqual([before.hasPicture, page.hasPicture], [false, true])
    assert.equal(page.modified, open.catalogue.assetsChanged())
    assert.deepEqual(await pageOf(publication), page)
  })
})
