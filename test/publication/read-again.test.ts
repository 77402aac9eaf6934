import assert from 'node:assert/strict'
import type { Post, SourceBody } from '../../src/model/post.js'
import type { SitePublication } from '../../src/publication/site-publication.js'
import { openForEach } from '../catalogue/workbench.js'
import { at, makePost, makeRead } from '../support/make-post.js'
import { publishPlainly } from '../support/plain-publication.js'

describe('A folder that is read again under other settings', () => {
  const open = openForEach()
  const days = [1, 2, 3]
  const sources = days.map((day) => `_posts/2022-01-0${day}-rain.md`)
  const markdown = (text: string): SourceBody => ({ kind: 'markdown', text })

  /** The same files each time, byte for byte, read otherwise. @param overrides - how they are read now */
  const read = (overrides: Partial<Post>) =>
    sources.map((source, n) =>
      makeRead({ post: makePost({ source, ...overrides }), hash: String(n).repeat(64) }),
    )
  const textOf = async (publication: SitePublication, target: string) => {
    const [path = '', query = ''] = target.split('?')
    const found = await publication.find({ path, query })
    const resource = found.kind === 'resource' ? found.resource : assert.fail(found.kind)
    return String(await resource.body('identity'))
  }

  /** A publication of which `path` was asked for after the start with the new settings, and before the reading. */
  const askEarly = async (path: string, before: Partial<Post>, after: Partial<Post>) => {
    open.writer.ingest({ posts: read(before), complete: true })
    open.bench.close(open.writer)
    open.bench.clock.pass(60_000)
    const writer = open.bench.writer({ readFingerprint: 'read-2' })
    const publication = publishPlainly(open.bench.catalogue(), {
      limit: 9,
      hours: 0,
      max: 9,
      archivePosts: 100,
    })
    await textOf(publication, path)
    open.bench.clock.pass(60_000)
    writer.ingest({ posts: read(after) })
    return publication
  }

  for (const path of ['/feed.xml', '/feed.atom', '/feed.json', '/feed.json?category=hongwang'])
    it(`shows in ${path} nothing of what was read before, even if that was asked for meanwhile`, async () => {
      const utc = { ...at(8 * 3600), offsetMinutes: 0 }
      const publication = await askEarly(
        path,
        { published: at(0), title: 'In Shanghai' },
        { published: utc, updated: utc, title: 'In UTC' },
      )
      const text = await textOf(publication, path)
      assert.equal(text.match(/In UTC/g)?.length, sources.length)
      assert.doesNotMatch(text, /In Shanghai|\+08:?00/)
    })

  for (const path of ['/feed.json', '/2022-01-02-rain.html'])
    it(`shows in ${path} the body as it is read now`, async () => {
      const publication = await askEarly(path, { body: markdown('As before') }, { body: markdown('As now') })
      const text = await textOf(publication, path)
      assert.match(text, /As now/)
      assert.doesNotMatch(text, /As before/)
    })
})
