import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Catalogue, CatalogueHooks, PostRecord } from '../../src/catalogue/catalogue.js'
import type { Bookmark } from '../../src/catalogue/combination-question.js'
import { findCatalogueFile, nextCatalogueFile } from '../../src/catalogue/data-files.js'
import { openCatalogue } from '../../src/catalogue/sqlite-catalogue.js'
import { openCatalogueWriter } from '../../src/catalogue/sqlite-writer.js'
import type { CatalogueSettings, CatalogueWriter } from '../../src/catalogue/writer.js'
import type { Combination } from '../../src/model/combination.js'
import { FeedmillError, type Problem, type ProblemCode } from '../../src/model/problem.js'
import { type Group, groupKinds, siteScope } from '../../src/model/scope.js'
import { stillClock } from '../support/make-post.js'
import { problemsOf } from '../support/problems-of.js'

/** A temporary data folder with a clock that stands still; `clear` closes everything opened on it. */
export class Workbench {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'feedmill-catalogue-'))
  readonly clock = stillClock()
  readonly #open = new Set<{ close(): void }>()

  writer(settings: Partial<CatalogueSettings> = {}): CatalogueWriter {
    return this.#keep(
      openCatalogueWriter({
        dataDir: this.dataDir,
        readFingerprint: 'read-1',
        renderFingerprint: 'render-1',
        documentBytesMax: 1_000_000,
        guidBase: 'http://localhost',
        guids: 'path',
        future: false,
        search: 'full',
        now: this.clock,
        ...settings,
      }),
    )
  }

  /** The file of the catalogue, or the one that would come first. */
  file(): string {
    return findCatalogueFile(this.dataDir) ?? nextCatalogueFile(this.dataDir)
  }

  catalogue(hooks: CatalogueHooks = {}): Catalogue {
    return this.#keep(openCatalogue(this.dataDir, hooks))
  }

  #keep<T extends { close(): void }>(opened: T): T {
    this.#open.add(opened)
    return opened
  }

  /** Closes a writer or catalogue that was opened here. */
  close(opened: { close(): void }): void {
    if (this.#open.delete(opened)) opened.close()
  }

  clear(): void {
    for (const opened of this.#open) this.close(opened)
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}

/** What each test of a suite has to itself. */
export interface OpenBench {
  bench: Workbench
  /** Open on the bench, with its usual settings. */
  writer: CatalogueWriter
  catalogue: Catalogue
}

/** Gives each test of the suite around it a workbench of its own, with a writer and a catalogue open on it. */
export function openForEach(): OpenBench {
  const open = {} as OpenBench
  beforeEach(() => {
    open.bench = new Workbench()
    open.writer = open.bench.writer()
    open.catalogue = open.bench.catalogue()
  })
  afterEach(() => open.bench.clear())
  return open
}

/** Whether an error is a Problem of this code, with a cure. */
export function isProblem(code: ProblemCode): (error: unknown) => boolean {
  return (error) =>
    error instanceof FeedmillError && error.problem.code === code && error.problem.hint.endsWith('.')
}

/** A Problem of a file. */
export function makeProblem(
  file: string,
  code: ProblemCode = 'date-invalid',
  severity: Problem['severity'] = 'error',
): Problem {
  return {
    code,
    severity,
    file,
    line: 3,
    reason: `"x" in ${file} is not a date`,
    hint: 'Write it otherwise.',
  }
}

/** Indexes all posts. */
export function indexAll(writer: CatalogueWriter): void {
  while (writer.indexWords().more) {
    // The condition takes the step.
  }
}

/** The newest posts of a combination, found in parts of `part` posts. */
export function combine(
  catalogue: Catalogue,
  combination: Combination,
  limit = 10,
  part = limit,
): PostRecord[] {
  const posts: PostRecord[] = []
  let from: Bookmark | undefined
  do {
    const wanted = Math.min(part, limit - posts.length)
    const found = catalogue.combined({ combination, limit: wanted, ...(from && { from }) })
    posts.push(...found.posts)
    from = found.next
  } while (from !== undefined && posts.length < limit)
  return posts.slice(0, limit)
}

/** All that a catalogue answers, except ids and moments: the same for equal folders. */
export function dump(catalogue: Catalogue, writer: CatalogueWriter) {
  const groups = groupKinds.flatMap((kind) => catalogue.scopes(kind, 'name', 1_000).map(({ scope }) => scope))
  const posts = [...catalogue.permalinks()].map((permalink) => {
    const post = catalogue.findPost(permalink)
    if (post === undefined) throw new Error(`no post has ${permalink}`)
    const { id, touched, ...rest } = post
    const { newer, older } = catalogue.neighbours(post)
    const body = catalogue.bodies([id]).get(id)
    return { ...rest, body, newer: newer?.permalink, older: older?.permalink }
  })
  return {
    status: catalogue.status(),
    posts,
    scopes: [siteScope, ...groups].map((scope) => {
      const record = catalogue.scope(scope)
      const newest = catalogue.newest(scope, 1000).map(({ permalink }) => permalink)
      return { scope, count: record?.count, newestMs: record?.newestMs, newest }
    }),
    latest: groupKinds.map((kind) =>
      catalogue.scopes(kind, 'latest', 1_000).map(({ scope }) => (scope as Group).name),
    ),
    assets: [...catalogue.assets()].map(({ touched, ...asset }) => asset),
    problems: problemsOf(catalogue),
    files: writer
      .folders('')
      .flatMap((folder) => writer.filesIn(folder))
      .toSorted((a, b) => (a.file < b.file ? -1 : 1)),
    due: writer.nextDueMs(),
    found: ['rain', 'snow', '雨', '红网新闻', 'title', 'red'].map((words) =>
      combine(catalogue, { q: [words] }, 1000).map(({ permalink }) => permalink),
    ),
  }
}
