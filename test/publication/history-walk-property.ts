import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import type { Keep } from '../../src/catalogue/writer.js'
import { archivePath, feedPath } from '../../src/model/address.js'
import { formatNames } from '../../src/model/format.js'
import { type Scope, siteScope } from '../../src/model/scope.js'
import type { Publication } from '../../src/publication/publication.js'
import { touchedPaths } from '../../src/publication/touched-paths.js'
import { Workbench } from '../catalogue/workbench.js'
import { makePost, makeRead } from '../support/make-post.js'
import { plainSite, publishPlainly } from '../support/plain-publication.js'
import { inOrder, type ModelArchive, type ModelPost, modelHistory } from './history-model.js'
import { fetchText, walkHistory } from './walk-history.js'

/** Most posts in one archive: so low that a few posts make a deep history. */
const most = 3
const { timeZone } = plainSite
const window = { limit: 2, hours: 0, max: 2, archivePosts: most }
const red: Scope = { kind: 'category', name: 'red' }
const dayMs = 86_400_000

interface Written extends ModelPost {
  readonly category: string
  readonly text: string
  readonly inFeeds: boolean
}

const written = fc
  .record({
    year: fc.constantFrom(2019, 2020, 2021),
    day: fc.constantFrom(1, 2, 31),
    hour: fc.constantFrom(0, 5),
    second: fc.constantFrom(0, 0, 1),
    category: fc.constantFrom('red', 'blue'),
    text: fc.constantFrom('rain', 'snow'),
    inFeeds: fc.integer({ min: 0, max: 7 }).map((n) => n > 0),
  })
  .map(({ year, day, hour, second, ...rest }) => ({
    ...rest,
    instantMs: Date.UTC(year, 11, day, hour, 0, second),
  }))

/** What files hold from now on; undefined removes the file. */
const changes = fc.array(
  fc.record({ name: fc.nat(40), to: fc.option(written, { freq: 5, nil: undefined }) }),
  { minLength: 1, maxLength: 30, size: 'max' },
)

const keeps: fc.Arbitrary<Keep> = fc.constantFrom({}, {}, { posts: 10 }, { days: 400 })

/**
 * Plays random histories of a folder, and walks through what is published of each state: every post is met once, in an
 * archive or in none yet, and a document's validators change if and only if they must.
 */
export async function checkWalks(runs: number): Promise<void> {
  const property = fc.asyncProperty(
    fc.array(changes, { minLength: 2, maxLength: 3 }),
    keeps,
    async (batches, keep) => {
      const bench = new Workbench()
      const fresh = new Workbench()
      try {
        await play(bench, fresh, batches, keep)
      } finally {
        bench.clear()
        fresh.clear()
      }
      // The files of a closed connection are released once its statements are collected, between two turns.
      await setImmediate()
    },
  )
  await fc.assert(property, { numRuns: runs })
}

type Batch = typeof changes extends fc.Arbitrary<infer T> ? T : never

async function play(
  bench: Workbench,
  fresh: Workbench,
  batches: readonly Batch[],
  keep: Keep,
): Promise<void> {
  const writer = bench.writer({ keep, future: true })
  writer.ingest({ complete: true })
  const catalogue = bench.catalogue()
  const publication = publishPlainly(catalogue, window)
  const posts = new Map<string, Written>()
  let before = new Map<string, Shown>()
  for (const batch of batches) {
    bench.clock.pass(10_000)
    for (const { name, to } of batch) {
      if (to === undefined) posts.delete(`p${name}`)
      else posts.set(`p${name}`, { ...to, guid: `p${name}` })
    }
    const names = new Set(batch.map(({ name }) => `p${name}`))
    writer.ingest({ removed: [...names].filter((name) => !posts.has(name)), posts: readsOf(posts, names) })
    const shown = await look(publication, posts, keep)
    compareShown(before, shown)
    if (keep.days === undefined && keep.posts === undefined) compareTouched(catalogue, names, before, shown)
    before = shown
  }
  fresh.clock.set(bench.clock())
  const other = fresh.writer({ keep, future: true })
  other.ingest({ posts: readsOf(posts, new Set(posts.keys())), complete: true })
  const again = await look(publishPlainly(fresh.catalogue(), window), posts, keep)
  const etags = (shown: Map<string, Shown>) => [...shown].map(([path, { etag }]) => [path, etag])
  assert.deepEqual(etags(again), etags(before))
}

function readsOf(posts: ReadonlyMap<string, Written>, names: ReadonlySet<string>) {
  return [...names].flatMap((name) => {
    const post = posts.get(name)
    return post === undefined ? [] : [readOf(name, post)]
  })
}

function readOf(name: string, { instantMs, category, text, inFeeds }: Written) {
  const post = makePost({
    source: name,
    guid: name,
    permalink: `/posts/${name}.html`,
    title: name,
    published: { instantMs, offsetMinutes: 480 },
    categories: [category],
    tags: [],
    inFeeds,
    body: { kind: 'html', text },
  })
  return makeRead({ file: name, post })
}

/** An archive's document: its validators, and everything they may depend on. */
interface Shown {
  readonly etag: string
  readonly modified: number
  readonly matter: string
}

async function look(
  publication: Publication,
  posts: ReadonlyMap<string, Written>,
  keep: Keep,
): Promise<Map<string, Shown>> {
  const shown = new Map<string, Shown>()
  const inFeeds = [...posts.values()].filter((post) => post.inFeeds)
  const ofRed = inFeeds.filter(({ category }) => category === 'red')
  const newestMs = Math.max(...inFeeds.map(({ instantMs }) => instantMs))
  for (const [scope, all] of [
    [siteScope, inFeeds],
    [red, ofRed],
  ] as const) {
    const kept = inOrder(all)
      .slice(0, keep.posts)
      .filter(({ instantMs }) => instantMs >= newestMs - (keep.days ?? Number.POSITIVE_INFINITY) * dayMs)
    // A scope that never had a post has no feed.
    if (scope === red && (await publication.find({ path: '/red.xml', query: '' })).kind === 'absent') continue
    const model = modelHistory(kept, timeZone, most)
    for (const format of formatNames) {
      const documents = await walkHistory(publication, feedPath(scope, format))
      const [feed, ...archives] = documents
      const carried = Math.max(model.unarchived.length, 2)
      assert.deepEqual(
        feed?.ids,
        inOrder(kept)
          .slice(0, carried)
          .map(({ guid }) => guid),
      )
      assert.deepEqual(
        archives.map(({ path, ids }) => [path, ids]),
        model.archives.map(({ name, posts }) => [archivePath(scope, name, format), posts]),
      )
      for (const { current } of archives) assert.equal(current, feedPath(scope, format))
      for (const [n, { path, resource }] of archives.entries()) {
        const matter = matterOf(model.archives, n, posts)
        shown.set(path, {
          etag: resource.etag,
          modified: resource.modified ?? Number.NaN,
          matter: `${matter} ${format}`,
        })
      }
    }
    for (const [n, { name }] of model.archives.entries()) {
      const path = archivePath(scope, name, 'page')
      const { resource } = await fetchText(publication, path)
      const matter = `${model.archives[n - 1]?.name} ${matterOf(model.archives, n, posts)} page`
      shown.set(path, { etag: resource.etag, modified: resource.modified ?? Number.NaN, matter })
    }
  }
  const listed = [...publication.paths()].filter(
    (path) => /\/archive\/[^/]+$/.test(path) && !path.includes('blue'),
  )
  assert.deepEqual(listed.sort(), [...shown.keys()].sort())
  return shown
}

function matterOf(archives: readonly ModelArchive[], n: number, posts: ReadonlyMap<string, Written>): string {
  const within = archives[n]?.posts.map((guid) => posts.get(guid))
  return JSON.stringify([within, archives[n + 1]?.name])
}

function compareShown(before: ReadonlyMap<string, Shown>, now: ReadonlyMap<string, Shown>): void {
  for (const [path, { etag, modified, matter }] of now) {
    const known = before.get(path)
    if (known === undefined) continue
    const same = known.matter === matter
    assert.equal(known.etag === etag, same, path)
    if (same) assert.equal(modified, known.modified, path)
    else assert.ok(modified > known.modified, path)
  }
}

/** Every document that a cache may hold and that changed or vanished is listed among those that the files touched. */
function compareTouched(
  catalogue: Catalogue,
  files: ReadonlySet<string>,
  before: ReadonlyMap<string, Shown>,
  now: ReadonlyMap<string, Shown>,
): void {
  const touched = new Set([...files].flatMap((file) => touchedPaths(catalogue, plainSite, file, most) ?? []))
  for (const [path, { etag }] of before)
    if (now.get(path)?.etag !== etag) assert.ok(touched.has(path), `${path} was touched`)
}
