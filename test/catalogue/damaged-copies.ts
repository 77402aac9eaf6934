import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import { openDatabase } from '../../src/catalogue/database.js'
import type { CatalogueWriter } from '../../src/catalogue/writer.js'
import type { ReadResult } from '../../src/content/read-result.js'
import { type Group, groupKinds } from '../../src/model/scope.js'
import { at, makePost, makeRead } from '../support/make-post.js'
import { dump, makeProblem, Workbench } from './workbench.js'

/** A folder with something of everything. */
const posts: readonly ReadResult[] = Array.from({ length: 60 }, (_, n) => {
  const file = `_posts/${n % 5}/p${n}.md`
  if (n % 20 === 7) return makeRead({ file, post: undefined, problems: [makeProblem(file)] })
  const post = makePost({
    source: file,
    published: at(n % 13 === 0 ? 900_000 + n : n * 60),
    categories: [`category-${n % 7}`],
    tags: ['红网新闻', `tag-${n % 11}`],
    ...(n % 9 === 3 ? { permalink: '/same.html' } : {}),
    body: { kind: 'markdown', text: `雨 ${n} `.repeat(50 + n) },
  })
  return makeRead({ post, draft: n % 17 === 5, problems: [makeProblem(file, 'title-missing', 'warning')] })
})
const asset = { file: 'p/rain.jpg', size: 5, mtimeMs: 7, hash: 'h', mediaType: 'image/jpeg' }
const feeds = {
  file: 'feeds.yml',
  size: 1,
  mtimeMs: 1,
  hash: 'f',
  problems: [],
  entries: [
    { scope: { kind: 'category', name: 'category-1' }, settings: { title: 'One', aliases: ['uno'] } },
  ],
} as const

/** Ingests the whole folder, as the intake would after comparing it with what is known. */
export function takeInFolder(writer: CatalogueWriter): void {
  const present = new Set([...posts.map(({ file }) => file), asset.file, feeds.file])
  const known = writer.folders('').flatMap((folder) => writer.filesIn(folder).map(({ file }) => file))
  writer.ingest({ removed: known.filter((file) => !present.has(file)), assets: [asset], feeds })
  writer.ingest({ posts, folderProblems: [makeProblem('pipe', 'file-not-regular')], complete: true })
}

/** Makes a catalogue of the whole folder, and closes it. */
export function fill(bench: Workbench): void {
  const writer = bench.writer()
  takeInFolder(writer)
  writer.keepRevisions([{ address: '/feed.xml', hash: 'h', modified: 5 }])
  bench.close(writer)
}

/** A catalogue of the folder, what it should answer, and copies of it to be damaged. */
export class DamagedCopies {
  readonly #original = new Workbench()
  readonly #expected: ReturnType<typeof dump>
  readonly #served: ReadonlySet<string>

  constructor() {
    const writer = this.#original.writer()
    takeInFolder(writer)
    writer.keepRevisions([{ address: '/feed.xml', hash: 'h', modified: 5 }])
    const catalogue = this.#original.catalogue()
    this.#expected = dump(catalogue, writer)
    this.#served = new Set(servedNames(catalogue))
    // A copy of the open file and its log is what a power cut leaves.
    this.#copy(this.#original.file(), `${this.#original.file()}.cut`)
    this.#original.close(writer)
  }

  #copy(from: string, to: string): void {
    for (const part of ['', '-wal']) {
      if (existsSync(from + part)) copyFileSync(from + part, to + part)
      else rmSync(to + part, { force: true })
    }
  }

  /**
   * Damages a copy, and asserts that it opens and is right once the folder has been read again.
   *
   * @param ofCut - a copy with its log, as a power cut leaves it
   * @returns why it was rebuilt
   */
  check(damage: (file: string) => void, ofCut = false): CatalogueWriter['rebuilt'] {
    const bench = new Workbench()
    try {
      const file = bench.file()
      this.#copy(this.#original.file() + (ofCut ? '.cut' : ''), file)
      damage(file)
      const writer = bench.writer()
      takeInFolder(writer)
      const catalogue = bench.catalogue()
      assert.deepEqual(dump(catalogue, writer), this.#expected)
      // Nothing salvaged from the damaged file is a feed that never existed.
      assert.deepEqual(
        servedNames(catalogue).filter((name) => !this.#served.has(name)),
        [],
      )
      return writer.rebuilt
    } finally {
      bench.clear()
    }
  }

  clear(): void {
    this.#original.clear()
  }
}

function servedNames(catalogue: Catalogue): string[] {
  return groupKinds.flatMap((kind) =>
    catalogue.servedScopes(kind).map(({ scope }) => `${kind} ${(scope as Group).name}`),
  )
}

/** A way to damage a file. @param random - gives a whole number below its argument */
export type Damage = (file: string, random: (below: number) => number) => void

function edit(file: string, change: (bytes: Buffer) => Buffer): void {
  writeFileSync(file, change(readFileSync(file)))
}

export const damages: Record<string, Damage> = {
  truncated: (file, random) => edit(file, (bytes) => bytes.subarray(0, random(bytes.length))),
  'one bit flipped': (file, random) =>
    edit(file, (bytes) => {
      const place = random(bytes.length)
      bytes[place] = (bytes[place] ?? 0) ^ (1 << random(8))
      return bytes
    }),
  'bytes overwritten': (file, random) =>
    edit(file, (bytes) => {
      const place = random(bytes.length)
      for (let n = 0; n < 1 + random(64); n++) bytes[(place + n) % bytes.length] = random(256)
      return bytes
    }),
  'header overwritten': (file, random) =>
    edit(file, (bytes) => {
      bytes[random(100)] = random(256)
      return bytes
    }),
  'a page of zeros': (file, random) =>
    edit(file, (bytes) => {
      const page = random(bytes.length >> 12) << 12
      return bytes.fill(0, page, page + 4096)
    }),
  'two pages changed places': (file, random) =>
    edit(file, (bytes) => {
      const [a, b] = [random(bytes.length >> 12) << 12, random(bytes.length >> 12) << 12]
      const page = Buffer.from(bytes.subarray(a, a + 4096))
      bytes.copy(bytes, a, b, b + 4096)
      page.copy(bytes, b)
      return bytes
    }),
  'not a database': (file, random) => edit(file, () => Buffer.alloc(1 + random(9000), 'feedmill')),
  empty: (file) => edit(file, () => Buffer.alloc(0)),
}

/** Ways to damage the log that a power cut leaves. */
export const logDamages: Record<string, Damage> = {
  'log lost': (file) => rmSync(`${file}-wal`, { force: true }),
  'log truncated': (file, random) => edit(`${file}-wal`, (bytes) => bytes.subarray(0, random(bytes.length))),
  'log overwritten': (file, random) =>
    edit(`${file}-wal`, (bytes) => bytes.fill(random(256), random(bytes.length), random(bytes.length))),
  'log intact': () => {},
}

/** Pseudo-random whole numbers, the same in every run. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Turns a file into one of another version. */
export function makeOlder(file: string): void {
  const db = openDatabase(file)
  try {
    db.exec('DROP TABLE membership; ALTER TABLE post RENAME TO article; PRAGMA user_version = 0')
  } finally {
    db.close()
  }
}

/** Changes a word in a way that SQLite does not notice. */
export function damageUnseen(file: string): void {
  const db = openDatabase(file)
  try {
    db.exec("UPDATE post SET head = replace(head, 'Title', 'Tilte') WHERE id = 9")
  } finally {
    db.close()
  }
}

/** Fills the pages of the table `scope` that hold a name with zeros. @returns how many */
export function zeroScopePages(file: string, name: string): number {
  let pages = 0
  edit(file, (bytes) => {
    const pageBytes = bytes.readUInt16BE(16)
    for (let at = 0; at < bytes.length; at += pageBytes) {
      const page = bytes.subarray(at, at + pageBytes)
      // A leaf page of a table begins with 13, and one of `scope` holds names of kinds.
      if (page[0] !== 13 || !page.includes('category') || !page.includes(name)) continue
      page.fill(0)
      pages += 1
    }
    return bytes
  })
  return pages
}
