import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import { type Scope, siteScope } from '../../src/model/scope.js'
import { Archives } from '../../src/publication/archives.js'
import { Workbench } from '../catalogue/workbench.js'
import { makePost, makeRead } from '../support/make-post.js'
import { hourName, type ModelArchive, type ModelPost, modelHistory } from './history-model.js'

/** Most posts in one archive: so low that a few posts make a deep history. */
const most = 3
const zones = ['Asia/Shanghai', 'Europe/Berlin', 'UTC']
const categories = ['red', 'blue']

interface Written extends ModelPost {
  readonly category: string
}

/** Instants crowded into few hours, days, months and years, and often into one second. */
const instants = fc
  .record({
    year: fc.constantFrom(2019, 2020, 2021),
    month: fc.constantFrom(0, 9, 11),
    day: fc.constantFrom(1, 30, 31),
    // Clocks go back in Berlin on 31 October: two hours have the same name.
    hour: fc.constantFrom(0, 1, 23),
    second: fc.constantFrom(0, 0, 0, 1, 3599),
  })
  .map(({ year, month, day, hour, second }) => Date.UTC(year, month, day, hour, 0, second))

type Step =
  | { readonly kind: 'write'; readonly name: number; readonly instantMs: number; readonly category: string }
  | { readonly kind: 'remove'; readonly name: number }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('write' as const),
        name: fc.nat(80),
        instantMs: instants,
        category: fc.constantFrom(...categories),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), name: fc.nat(80) }) },
  ),
  { minLength: 1, maxLength: 40, size: 'max' },
)

/** Plays random histories, and compares how they are cut with how they should be. */
export async function checkHistory(runs: number): Promise<void> {
  const property = fc.asyncProperty(
    fc.array(steps, { minLength: 1, maxLength: 4 }),
    fc.constantFrom(...zones),
    async (batches, timeZone) => {
      const bench = new Workbench()
      try {
        play(bench, batches, timeZone)
      } finally {
        bench.clear()
      }
      // The files of a closed connection are released once its statements are collected, between two turns.
      await setImmediate()
    },
  )
  await fc.assert(property, { numRuns: runs })
}

function play(bench: Workbench, batches: readonly (readonly Step[])[], timeZone: string): void {
  const writer = bench.writer({ future: true })
  const catalogue = bench.catalogue()
  const written = new Map<string, Written>()
  for (const batch of batches) {
    const last = new Map(batch.map((step) => [`p${step.name}.md`, step] as const))
    for (const [file, step] of last) {
      if (step.kind === 'remove') written.delete(file)
      else written.set(file, { guid: file, instantMs: step.instantMs, category: step.category })
    }
    writer.ingest({
      removed: [...last].filter(([, { kind }]) => kind === 'remove').map(([file]) => file),
      posts: [...last.keys()].flatMap((file) => {
        const post = written.get(file)
        return post === undefined ? [] : [readOf(file, post)]
      }),
    })
    const scopes: [Scope, Written[]][] = [[siteScope, [...written.values()]]]
    for (const name of categories)
      scopes.push([
        { kind: 'category', name },
        [...written.values()].filter(({ category }) => category === name),
      ])
    for (const [scope, posts] of scopes) compare(catalogue, scope, posts, timeZone)
  }
}

function readOf(file: string, { instantMs, category }: Written) {
  const published = { instantMs, offsetMinutes: 480 }
  const post = makePost({
    source: file,
    guid: file,
    permalink: `/${file}`,
    published,
    categories: [category],
  })
  return makeRead({ file, post: { ...post, tags: [] } })
}

function compare(catalogue: Catalogue, scope: Scope, posts: readonly Written[], timeZone: string): void {
  const archives = new Archives(catalogue.history, timeZone, most)
  const model = modelHistory(posts, timeZone, most)
  const { unarchived } = archives.latest(scope)
  const newest = catalogue.newest(scope, unarchived).map(({ guid }) => guid)
  assert.deepEqual([...newest].sort(), [...model.unarchived].sort())
  const found = [...archives.all(scope)]
  const contents = found.map((archive) => archives.contents(scope, archive))
  const seen: ModelArchive[] = contents.map(({ archive, posts }) => ({
    name: archive.name,
    posts: posts.map(({ guid }) => guid),
  }))
  assert.deepEqual(seen, model.archives)
  for (const [n, { archive, older, newer }] of contents.entries()) {
    assert.equal(older?.name, model.archives[n + 1]?.name)
    assert.equal(newer?.name, model.archives[n - 1]?.name)
    assert.deepEqual(archives.find(scope, archive.name), archive)
  }
  const names = model.archives.map(({ name }) => name)
  for (const name of namesOf(posts, timeZone)) {
    // Newest first: the first name that begins with it is the newest part of the split period.
    const target = names.includes(name) ? name : names.find((each) => each.startsWith(name))
    assert.equal(archives.find(scope, name)?.name, target, name)
  }
}

/** Every name that an archive of these posts could have, however many there are, and some that none has. */
function namesOf(posts: readonly Written[], timeZone: string): Set<string> {
  const names = ['1999', '2021-02', '2021-12-31T12', '2021-12-31T12.1']
  for (const { instantMs } of posts) {
    const hour = hourName(instantMs, timeZone)
    names.push(...[4, 7, 10, 13].map((length) => hour.slice(0, length)))
    names.push(...[1, 2, 3, 4, 9].map((part) => `${hour}.${part}`))
  }
  return new Set(names)
}
