import assert from 'node:assert/strict'
import type { RenderBody } from '../../src/publication/body-cache.js'
import { SitePublication } from '../../src/publication/site-publication.js'
import { openForEach } from '../catalogue/workbench.js'
import { plainCache, plainSite } from '../support/plain-publication.js'

describe('The code that makes documents', () => {
  const open = openForEach()

  it('is loaded again for the next request if that failed', async () => {
    open.writer.ingest({ complete: true })
    let loaded = 0
    const dependencies = {
      /** Asked for once the code is loaded. */
      get renderBody(): RenderBody {
        if (++loaded === 1) throw new Error('too many open files')
        return () => assert.fail('there is no body')
      },
      openAsset: () => assert.fail('there is no file'),
    }
    const feeds = { limit: 9, hours: 0, max: 9, archivePosts: 100, content: 'full', typeXml: false } as const
    const settings = { site: plainSite, feeds, cache: plainCache, iframeHosts: [], cacheBytes: 64_000_000 }
    const publication = new SitePublication(open.catalogue, settings, dependencies)
    const find = async () => publication.find({ path: '/feed.xml', query: '' })
    await assert.rejects(find, /too many open files/)
    assert.equal((await find()).kind, 'resource')
  })
})
