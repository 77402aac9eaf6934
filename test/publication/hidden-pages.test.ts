import assert from 'node:assert/strict'
import { openForEach } from '../catalogue/workbench.js'
import { makePost, makeRead } from '../support/make-post.js'
import { publishPlainly } from '../support/plain-publication.js'

describe('A page whose address is also that of a picture', () => {
  const open = openForEach()

  it('never has a date by which a client that holds the picture is told that nothing changed', async () => {
    const post = makePost({ permalink: '/x.png' })
    const publication = publishPlainly(open.catalogue, { limit: 9, hours: 0, max: 9, archivePosts: 100 })
    const find = async () => {
      const found = await publication.find({ path: '/x.png', query: '' })
      return found.kind === 'resource' ? found.resource : assert.fail(found.kind)
    }
    open.writer.ingest({ posts: [makeRead({ post })], complete: true })
    await find()
    open.bench.clock.pass(60_000)
    const asset = { file: 'x.png', size: 1, mtimeMs: 1, hash: 'h', mediaType: 'image/png' }
    open.writer.ingest({ assets: [asset] })
    const pictureModified = open.catalogue.findAsset('x.png')?.touched ?? assert.fail('no picture')
    open.bench.clock.pass(60_000)
    open.writer.ingest({ removed: ['x.png'] })
    const page = await find()
    assert.equal(page.kind, 'page')
    assert.ok(page.modified === undefined || page.modified > pictureModified, `${page.modified}`)
  })
})
