import assert from 'node:assert/strict'
import { checkCatalogue } from '../../src/catalogue/damage.js'
import { type Scope, siteScope } from '../../src/model/scope.js'
import { makePost, makeRead, seedMs } from '../support/make-post.js'
import { openForEach } from './workbench.js'

/** A number below `below` that depends on `n` alone, but looks random. */
const scatter = (n: number, below: number) => (Math.imul(n + 1, 2_654_435_761) >>> 0) % below

interface Numbered {
  readonly guid: string
  readonly instantMs: number
  readonly category: string
}

/** The nth of thousands of posts within a few seconds, most of them within one. */
function numbered(n: number): Numbered {
  const second = scatter(n, 10) < 7 ? 5 : scatter(n, 9)
  return {
    guid: `urn:${scatter(n, 1_000_000)}:${n}`,
    instantMs: seedMs + second * 1000,
    category: n % 4 === 0 ? 'few' : 'many',
  }
}

function readOf(n: number) {
  const { guid, instantMs, category } = numbered(n)
  const published = { instantMs, offsetMinutes: 480 }
  const post = makePost({
    source: `${n}.md`,
    guid,
    permalink: `/${n}.html`,
    published,
    categories: [category],
  })
  return makeRead({ post: { ...post, tags: [] } })
}

const compare = (a: Numbered, b: Numbered) =>
  b.instantMs - a.instantMs || Buffer.compare(Buffer.from(a.guid), Buffer.from(b.guid))

describe('The history of a scope in which thousands of posts share a second', () => {
  const open = openForEach()
  const spans = [
    { startMs: seedMs - 1000, endMs: seedMs + 60_000 },
    { startMs: seedMs + 5000, endMs: seedMs + 6000 },
    { startMs: seedMs + 4000, endMs: seedMs + 6000 },
    { startMs: seedMs, endMs: seedMs + 1000 },
    { startMs: seedMs + 60_000, endMs: seedMs + 61_000 },
  ]

  function check(numbers: ReadonlySet<number>): void {
    const all = [...numbers].map(numbered).sort(compare)
    const scopes: [Scope, Numbered[]][] = [
      [siteScope, all],
      ...['few', 'many', 'none'].map((name): [Scope, Numbered[]] => [
        { kind: 'category', name },
        all.filter(({ category }) => category === name),
      ]),
    ]
    const { history } = open.catalogue
    for (const [scope, posts] of scopes) {
      for (const span of spans) {
        const within = posts.filter(({ instantMs }) => instantMs >= span.startMs && instantMs < span.endMs)
        assert.equal(history.total(scope, span), within.length)
        assert.equal(history.count(scope, span, 101), Math.min(101, within.length))
        const oldestFirst = within.toReversed()
        for (const skipped of [
          0,
          100,
          900,
          1100,
          within.length - 100,
          within.length - 30,
          within.length + 5,
        ]) {
          if (skipped < 0) continue
          const part = history.part(scope, span, skipped, 100).map(({ guid }) => guid)
          const expected = oldestFirst.slice(skipped, skipped + 100).reverse()
          assert.deepEqual(
            part,
            expected.map(({ guid }) => guid),
          )
        }
      }
    }
  }

  it('is counted and divided correctly while they come and go', () => {
    const numbers = new Set<number>()
    const batch = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)
    for (const [from, to] of [
      [0, 700],
      [700, 2300],
      [2300, 3500],
    ] as const) {
      open.writer.ingest({ posts: batch(from, to).map(readOf) })
      for (const n of batch(from, to)) numbers.add(n)
      check(numbers)
    }
    const gone = batch(0, 3500).filter((n) => scatter(n, 5) < 4)
    open.writer.ingest({ removed: gone.map((n) => `${n}.md`) })
    for (const n of gone) numbers.delete(n)
    check(numbers)
    open.writer.ingest({ posts: batch(3500, 5500).map(readOf), removed: [...numbers].map((n) => `${n}.md`) })
    numbers.clear()
    for (const n of batch(3500, 5500)) numbers.add(n)
    check(numbers)
    assert.ok(checkCatalogue(open.bench.dataDir))
  })

  it('is counted and divided correctly when only part of it is kept', () => {
    open.bench.close(open.writer)
    const writer = open.bench.writer({ keep: { posts: 1500 } })
    const numbers = new Set(Array.from({ length: 3000 }, (_, n) => n))
    writer.ingest({ posts: [...numbers].map(readOf) })
    const span = { startMs: 0, endMs: seedMs + 60_000 }
    assert.equal(open.catalogue.history.total(siteScope, span), 1500)
    assert.ok(checkCatalogue(open.bench.dataDir))
    open.bench.close(writer)
    open.bench.writer({ keep: {} })
    check(numbers)
    assert.ok(checkCatalogue(open.bench.dataDir))
  })
})
