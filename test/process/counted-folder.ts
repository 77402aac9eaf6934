import { mkdirSync, mkdtempSync, renameSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countedText } from './counted-post.js'

/** How many posts a batch has: a folder that is moved in as a whole. */
export const batchPosts = 7
const categories = 4
const seedTime = new Date(Date.UTC(2022, 0, 1))

interface Held {
  version: number
  file: string
  movedMs?: number
  writtenMs?: number
  readonly category: string
  /** What happened to it, and when. */
  readonly history: string[]
}

/** A content folder whose posts are known, and a data folder beside it. Every change is a single rename or removal. */
export class CountedFolder {
  readonly base = mkdtempSync(join(tmpdir(), 'feedmill-counted-'))
  readonly path = join(this.base, 'content')
  readonly dataDir = join(this.base, 'data')
  readonly posts = new Map<number, Held>()
  readonly happened: string[] = []
  #next = 0
  #batches = 0
  #removed = 0

  constructor(posts: number) {
    for (const folder of ['', 'a', 'b', '.new']) mkdirSync(join(this.path, folder))
    for (let n = 0; n < posts; n++) this.add()
  }

  #write(post: number, held: Held): void {
    const { version, file, category } = held
    const part = join(this.path, '.new', String(post))
    writeFileSync(part, countedText({ post, version }, { category }))
    renameSync(part, join(this.path, file))
    held.writtenMs = performance.now()
    note(held, `version ${held.version}`)
  }

  add(category = `c${this.#next % categories}`): number {
    const post = this.#next++
    const held = { version: 0, file: `${post % 2 === 0 ? 'a' : 'b'}/p${post}.md`, category, history: [] }
    this.#write(post, held)
    this.posts.set(post, held)
    return post
  }

  correct(post: number): void {
    const held = this.posts.get(post)
    if (held === undefined) return
    held.version += 1
    this.#write(post, held)
  }

  /** Moves a post to the other folder: it gets another guid, but keeps its permalink. */
  move(post: number): void {
    const held = this.posts.get(post)
    if (held === undefined || !/^[ab]\//.test(held.file)) return
    const file = `${held.file.startsWith('a') ? 'b' : 'a'}/p${post}.md`
    renameSync(join(this.path, held.file), join(this.path, file))
    held.file = file
    held.movedMs = performance.now()
    note(held, `to ${file}`)
  }

  remove(post: number): void {
    const held = this.posts.get(post)
    if (held === undefined) return
    this.posts.delete(post)
    unlinkSync(join(this.path, held.file))
  }

  /** What happened last to a post, and to the server. */
  historyOf(post: number): string {
    return [...(this.posts.get(post)?.history ?? []).slice(-6), ...this.happened.slice(-6)].join(', ')
  }

  /** Whether a post was moved and rewritten at almost the same time: the new file cannot then be matched with the old. */
  isAnother(post: number): boolean {
    const { movedMs = 0, writtenMs = 0 } = this.posts.get(post) ?? {}
    return Math.abs(movedMs - writtenMs) < 1_000
  }

  /** Records something that happened to the server. */
  note(what: string): void {
    this.happened.push(`${what} at ${Math.round(performance.now())}`)
  }

  /** Adds several posts at once, in a folder and a category of their own. @returns the category */
  addBatch(): string {
    const name = `batch-${this.#batches++}`
    const made = join(this.path, '.new', name)
    mkdirSync(made)
    const posts = Array.from({ length: batchPosts }, () => this.#next++)
    for (const post of posts) {
      const file = join(made, `p${post}.md`)
      writeFileSync(file, countedText({ post, version: 0 }, { category: name }))
      utimesSync(file, seedTime, seedTime) // Written long before it is moved in.
      this.posts.set(post, { version: 0, file: `${name}/p${post}.md`, category: name, history: [] })
    }
    renameSync(made, join(this.path, name))
    return name
  }

  /** Removes the oldest batch, all of it at once. */
  removeBatch(): void {
    const name = `batch-${this.#removed++}`
    const away = join(this.path, '.new', name)
    renameSync(join(this.path, name), away)
    for (const [post, { category }] of this.posts) if (category === name) this.posts.delete(post)
    rmSync(away, { recursive: true })
  }

  /** The categories of all posts, and of some batches that are gone. */
  get categories(): string[] {
    const known = [...Array.from({ length: categories }, (_, n) => `c${n}`), 'flip']
    const first = Math.max(this.#removed - 10, 0)
    const batches = Array.from({ length: this.#batches - first }, (_, n) => `batch-${first + n}`)
    return [...known, ...batches]
  }

  /** What the feed of a category, or of the whole site, should carry: post → version. */
  expected(category?: string): Map<number, number> {
    const held = [...this.posts].filter(([, post]) => category === undefined || post.category === category)
    return new Map(held.map(([post, { version }]) => [post, version]))
  }

  forgetCatalogue(): void {
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  clear(): void {
    rmSync(this.base, { recursive: true, force: true })
  }
}

function note({ history }: Held, what: string): void {
  history.push(`${what} at ${Math.round(performance.now())}`)
}
