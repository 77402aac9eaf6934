import fc from 'fast-check'
import type { CatalogueWriter, Keep } from '../../src/catalogue/writer.js'
import type { ReadResult } from '../../src/content/read-result.js'
import { type Scope, siteScope } from '../../src/model/scope.js'
import { at, makePost, makeRead } from '../support/make-post.js'
import { makeProblem } from './workbench.js'

/** What one file holds. The fewer addresses there are, the more posts compete for them. */
export interface Draft {
  readonly permalink: number
  readonly guid: number
  /** Days after the clock begins; above 0, it is in the future. */
  readonly day: number
  readonly category: string
  readonly inFeeds: boolean
  readonly draft: boolean
  readonly text: string
}

export type Step =
  | { readonly kind: 'write'; readonly file: string; readonly draft: Draft }
  | { readonly kind: 'break'; readonly file: string }
  | { readonly kind: 'remove'; readonly file: string }
  | { readonly kind: 'end-of-batch' }
  | { readonly kind: 'pass-day' }

/** Names whose order differs between UTF-16 and UTF-8, and between a folder and what is in it. */
const files = [
  'a.md',
  'a/b.md',
  'a-b.md',
  'b.md',
  '！.md',
  '👩.md',
  '_posts/x.md',
  '_posts/y.md',
  '雨/z.md',
  'c.md',
]

const drafts = (addresses: number): fc.Arbitrary<Draft> =>
  fc.record({
    permalink: fc.nat(addresses - 1),
    guid: fc.nat(addresses - 1),
    day: fc.integer({ min: -3, max: 3 }),
    category: fc.constantFrom('red', 'blue', 'Red'),
    inFeeds: fc.boolean(),
    draft: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
    text: fc.constantFrom('rain', 'snow'),
  })

const file = fc.constantFrom(...files)

/** Settings of what is kept: a small number of each, or everything. */
export const keeps: fc.Arbitrary<Keep> = fc.record(
  { days: fc.integer({ min: 1, max: 3 }), posts: fc.integer({ min: 1, max: 3 }) },
  { requiredKeys: [] },
)

/** Histories of a folder. @param addresses - number of different permalinks, and of different guids */
export const steps = (addresses: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({ kind: fc.constant('write' as const), file, draft: drafts(addresses) }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('break' as const), file }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), file }) },
      { weight: 4, arbitrary: fc.constant({ kind: 'end-of-batch' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'pass-day' as const }) },
    ),
    { minLength: 15, maxLength: 40, size: 'max' },
  )

/** Where the clock begins, in days after the seed. */
const startDay = 1

export function readOf(
  file: string,
  { permalink, guid, day, category, inFeeds, draft, text }: Draft,
): ReadResult {
  const post = makePost({
    source: file,
    permalink: `/p${permalink}.html`,
    guid: `guid-${guid}`,
    published: at((startDay + day) * 86_400),
    categories: [category],
    tags: [text],
    inFeeds,
    body: { kind: 'markdown', text },
  })
  return makeRead({
    post,
    draft,
    problems: text === 'snow' ? [makeProblem(file, 'title-missing', 'warning')] : [],
  })
}

export function brokenRead(file: string): ReadResult {
  return makeRead({ file, post: undefined, problems: [makeProblem(file)] })
}

/** The folder as it is now, with what still counts of its past: the last good versions of broken files. */
export class FolderModel {
  readonly good = new Map<string, { readonly read: ReadResult; readonly draft: Draft }>()
  readonly broken = new Map<string, ReadResult>()
  day = 0

  take(step: Step): void {
    if (step.kind === 'write') {
      this.good.set(step.file, { read: readOf(step.file, step.draft), draft: step.draft })
      this.broken.delete(step.file)
    } else if (step.kind === 'break') {
      this.broken.set(step.file, brokenRead(step.file))
    } else if (step.kind === 'remove') {
      this.good.delete(step.file)
      this.broken.delete(step.file)
    } else if (step.kind === 'pass-day') {
      this.day += 1
    }
  }

  /** Fills an empty catalogue with the folder as it is. */
  fill(writer: CatalogueWriter): void {
    writer.ingest({ posts: [...this.good.values()].map(({ read }) => read) })
    writer.ingest({ posts: [...this.broken.values()] })
  }

  /** What is kept of the published posts, computed in the simplest way: permalinks by scope, newest first. */
  shelves({ days = Number.POSITIVE_INFINITY, posts = Number.POSITIVE_INFINITY }: Keep) {
    const published = [...this.good.values()].filter(({ read }) => this.#holds.has(read.file))
    const carried = published.map(({ draft }) => draft).filter(({ inFeeds }) => inFeeds)
    carried.sort((a, b) => b.day - a.day || (`guid-${a.guid}` < `guid-${b.guid}` ? -1 : 1))
    const newest = carried[0]?.day ?? 0
    const shelf = (isIn: (draft: Draft) => boolean) =>
      carried
        .filter(isIn)
        .slice(0, posts)
        .filter(({ day }) => day >= newest - days)
        .map(({ permalink }) => `/p${permalink}.html`)
    const shelves = new Map<Scope, string[]>([[siteScope, shelf(() => true)]])
    for (const name of ['red', 'blue', 'Red'])
      shelves.set(
        { kind: 'category', name },
        shelf(({ category }) => category === name),
      )
    for (const name of ['rain', 'snow'])
      shelves.set(
        { kind: 'tag', name },
        shelf(({ text }) => text === name),
      )
    const pages = published
      .filter(({ draft }) => !draft.inFeeds)
      .map(({ draft }) => `/p${draft.permalink}.html`)
    const all = published.map(({ draft }) => `/p${draft.permalink}.html`)
    const kept = new Set([...pages, ...[...shelves.values()].flat()])
    return { shelves, kept: [...kept].sort(), retired: all.filter((path) => !kept.has(path)) }
  }

  /** Files whose last good version is published, if retention allows. */
  get #holds(): Set<string> {
    return new Set(
      Object.entries(this.#places()).flatMap(([file, state]) => (state === 'published' ? [file] : [])),
    )
  }

  /** The state of every file, computed in the simplest way: one by one, by the bytes of their paths. */
  states(): Record<string, string> {
    const states = this.#places()
    for (const file of this.broken.keys()) states[file] = 'broken'
    return states
  }

  #places(): Record<string, string> {
    const states: Record<string, string> = {}
    const held = new Set<string>()
    const order = [...this.good.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    for (const file of order) {
      const version = this.good.get(file)?.draft
      if (version === undefined) continue
      const keys = [`p${version.permalink}`, `g${version.guid}`]
      if (version.draft || version.day > this.day) states[file] = 'withheld'
      else if (keys.some((key) => held.has(key))) states[file] = 'duplicate'
      else {
        states[file] = 'published'
        for (const key of keys) held.add(key)
      }
    }
    return states
  }
}
