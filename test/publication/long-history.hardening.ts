import assert from 'node:assert/strict'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import type { CatalogueWriter } from '../../src/catalogue/writer.js'
import { archivePath, feedPath } from '../../src/model/address.js'
import { type Scope, siteScope } from '../../src/model/scope.js'
import { archivePosts } from '../../src/publication/archives.js'
import type { Publication } from '../../src/publication/publication.js'
import { Workbench } from '../catalogue/workbench.js'
import { makePost, makeRead } from '../support/make-post.js'
import { plainSite, publishPlainly } from '../support/plain-publication.js'
import { inOrder, type ModelPost, modelHistory } from './history-model.js'
import { walkHistory } from './walk-history.js'

const { timeZone } = plainSite
const posts = 100_000
/** Now and then, this many of them are published within one second. */
const burst = 4_000
const categories = 40
const batchPosts = 2_000

interface Numbered extends ModelPost {
  readonly n: number
}

/** Ten years, with bursts of thousands in one second; the rest is spread evenly. */
function instantOf(n: number): number {
  const startMs = Date.UTC(2012, 0, 1)
  const spanMs = 3650 * 86_400_000
  const even = startMs + Math.floor((n / posts) * (spanMs / 1000)) * 1000
  const isBurst = Math.floor(n / burst) % 5 === 4
  return isBurst ? startMs + Math.floor(n / burst) * 86_400_000 * 100 : even
}

const nameOf = (n: number) => `p${String(n).padStart(6, '0')}`
const categoryOf = (n: number) => `c${n % categories}`

function readOf(n: number, instantMs = instantOf(n)) {
  const post = makePost({
    source: nameOf(n),
    guid: nameOf(n),
    permalink: `/posts/${n}.html`,
    title: nameOf(n),
    published: { instantMs, offsetMinutes: 480 },
    categories: [categoryOf(n)],
    tags: [],
    body: { kind: 'html', text: nameOf(n) },
  })
  return makeRead({ file: nameOf(n), post })
}

describe('A history of a hundred thousand posts', () => {
  let bench: Workbench
  let writer: CatalogueWriter
  let catalogue: Catalogue
  let publication: Publication
  const all = new Map<number, Numbered>()

  before(() => {
    bench = new Workbench()
    writer = bench.writer({ search: 'off', future: true })
    for (let from = 0; from < posts; from += batchPosts) {
      const numbers = Array.from({ length: batchPosts }, (_, at) => from + at)
      writer.ingest({ posts: numbers.map((n) => readOf(n)) })
      for (const n of numbers) all.set(n, { n, guid: nameOf(n), instantMs: instantOf(n) })
    }
    writer.ingest({ complete: true })
    catalogue = bench.catalogue()
    publication = publishPlainly(catalogue, { limit: 20, hours: 24, max: 200, archivePosts })
  })
  after(() => bench.clear())

  it('can be walked completely from its feed, meeting each post once', async () => {
    for (const format of ['rss', 'json'] as const) await checkWalk(siteScope, [...all.values()], format)
  })

  it('can be walked completely in its categories', async () => {
    for (let category = 0; category < categories; category += 8) {
      const scope: Scope = { kind: 'category', name: `c${category}` }
      const own = [...all.values()].filter(({ n }) => categoryOf(n) === `c${category}`)
      await checkWalk(scope, own, 'atom')
    }
  })

  it('changes in one archive only when a post arrives, is backdated or leaves', async () => {
    const etags = async () => {
      const documents = await walkHistory(publication, feedPath(siteScope, 'json'))
      return new Map(documents.map(({ path, resource }) => [path, resource.etag]))
    }
    const changed = (before: Map<string, string>, after: Map<string, string>) =>
      [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path))
    const start = await etags()
    bench.clock.pass(10_000)
    const newest = posts + 1
    const instantMs = Math.max(...[...all.values()].map((post) => post.instantMs)) + 1000
    all.set(newest, { n: newest, guid: nameOf(newest), instantMs })
    writer.ingest({ posts: [readOf(newest, instantMs)] })
    const withNewest = await etags()
    assert.deepEqual(changed(start, withNewest), ['/feed.json'])
    const old = 12_345
    writer.ingest({ posts: [makeRead({ ...readOf(old), hash: 'f'.repeat(64), draft: true })] })
    all.delete(old)
    const model = modelHistory(all.values(), timeZone, archivePosts)
    const around = changed(withNewest, await etags())
    const lay = modelHistory(
      [...all.values(), { guid: nameOf(old), instantMs: instantOf(old) }],
      timeZone,
      archivePosts,
    )
    const archive = lay.archives.find(({ posts }) => posts.includes(nameOf(old)))
    assert.deepEqual(around, [archivePath(siteScope, archive?.name ?? '', 'json')])
    assert.ok(model.archives.some(({ name }) => name === archive?.name))
    await checkWalk(siteScope, [...all.values()], 'json')
  })

  async function checkWalk(scope: Scope, own: readonly Numbered[], format: 'rss' | 'atom' | 'json') {
    const model = modelHistory(own, timeZone, archivePosts)
    const [feed, ...archives] = await walkHistory(publication, feedPath(scope, format))
    const newest = inOrder(own)
      .slice(0, feed?.ids.length)
      .map(({ guid }) => guid)
    assert.deepEqual(feed?.ids, newest)
    assert.ok(newest.length >= model.unarchived.length)
    assert.deepEqual(
      archives.map(({ path, ids }) => [path, ids]),
      model.archives.map(({ name, posts }) => [archivePath(scope, name, format), posts]),
    )
    const met = [...model.unarchived, ...archives.flatMap(({ ids }) => ids)]
    assert.deepEqual([met.length, new Set(met).size], [own.length, own.length])
  }
})
