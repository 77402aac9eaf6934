import assert from 'node:assert/strict'
import type { Found } from '../../src/publication/publication.js'
import type { SitePublication } from '../../src/publication/site-publication.js'
import { Workbench } from '../catalogue/workbench.js'
import { at, makePost, makeRead } from '../support/make-post.js'
import { publishPlainly } from '../support/plain-publication.js'

describe('While the folder is read for the first time', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

  const open = () =>
    publishPlainly(bench.catalogue(), { limit: 3, hours: 0, max: 3, archivePosts: 100 }, 1_000_000)
  const ask = (publication: SitePublication, path: string) => publication.find({ path, query: '' })
  const kinds = async (publication: SitePublication, paths: readonly string[]) => {
    const found: Found[] = await Promise.all(paths.map((path) => ask(publication, path)))
    return found.map(({ kind }) => kind)
  }
  /** @param years - how many years ago each of them was published */
  const posts = (category: string, years: readonly number[]) =>
    years.map((ago, n) => {
      const file = `${category}-${n}.md`
      const post = makePost({
        source: file,
        guid: file,
        permalink: `/${category}/${n}.html`,
        published: at(-ago * 366 * 86_400),
        categories: [category],
      })
      return makeRead({ file, post })
    })

  it('feeds that are already full are answered, and no address gets a 404', async () => {
    const writer = bench.writer()
    writer.ingest({ posts: [...posts('full', [0, 0, 0, 0, 1, 2]), ...posts('sparse', [0, 0, 0, 0, 1])] })
    const publication = open()
    const known = [
      '/full.xml',
      '/full.json',
      '/feed.atom',
      '/full/0.html',
      '/theme/page.css',
      '/theme/feed.css',
    ]
    assert.deepEqual(
      await kinds(publication, known),
      known.map(() => 'resource'),
    )
    // The archive before the posts of the sparse feed may still be split, and move to another address.
    const unknown = [
      '/sparse.xml',
      '/full/archive/2020.xml',
      '/other.xml',
      '/other/1.html',
      '/',
      '/feeds.html',
      '/category/full.html',
    ]
    assert.deepEqual(
      await kinds(publication, unknown),
      unknown.map(() => 'not-ready'),
    )
    writer.ingest({ complete: true })
    assert.deepEqual(await kinds(publication, unknown), [
      'resource',
      'resource',
      'absent',
      'absent',
      'resource',
      'resource',
      'resource',
    ])
  })
})
