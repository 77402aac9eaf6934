import { type PackedBody, unpackBody } from '../content/packed-body.js'
import { DamageError, type Database, type Statement } from './database.js'
import { headOf, type PostRow, rowSql, toInstant } from './rows.js'
import { indexTerms, type SearchMode, searchableOf } from './searchable.js'
import type { IndexStep } from './writer.js'

/** Posts per step, and the time in milliseconds after which a step takes no further post. */
const stepPosts = 64
const stepMs = 10
/** Pages of the index that are merged between two steps: some milliseconds' worth. */
const mergePages = 128

/** How many rowids of the index each day has; within a day, posts are placed by their ids. */
export const rowidsPerDay = 2 ** 31
const dayMs = 86_400_000

/** A post's rowid in the index; those of later days are higher. */
export function rowidOf(age: number, post: number): number {
  return Math.trunc(toInstant(age) / dayMs) * rowidsPerDay + post
}

/** The first age after all posts of a day and of later days. Day 0, around the epoch, is twice as long. */
export function ageAfterDay(day: number): number {
  return day > 0 ? 1 - day * dayMs : (1 - day) * dayMs
}

/** Statements that bring the index up to date. */
export const wordSql = {
  next: 'SELECT age, post FROM unindexed ORDER BY age, post LIMIT ?',
  post: rowSql.post,
  body: rowSql.body,
  indexed: 'DELETE FROM unindexed WHERE age = ? AND post = ?',
}

/**
 * Brings the index of words up to date in small steps, newest posts first. A new or changed post is added to
 * `unindexed` when it is put on the site's shelf, and leaves the index when it is taken off.
 */
export class WordIndex {
  readonly #next: Statement
  readonly #post: Statement
  readonly #body: Statement
  readonly #put: Statement
  readonly #indexed: Statement
  readonly #merge: Statement
  #unmerged = false

  constructor(private readonly db: Database) {
    this.#next = db.prepare(wordSql.next)
    this.#post = db.prepare(wordSql.post)
    this.#body = db.prepare(wordSql.body)
    this.#put = db.prepare('INSERT INTO words (rowid, terms) VALUES (?, ?)')
    this.#indexed = db.prepare(wordSql.indexed)
    this.#merge = db.prepare(`INSERT INTO words (words, rank) VALUES ('merge', ${mergePages})`)
  }

  /** Takes one step: indexes some posts, or merges what the last step added. */
  take(mode: SearchMode): IndexStep {
    if (this.#unmerged) {
      this.#mergeSegments()
      return { posts: 0, more: true }
    }
    const posts = this.#index(mode)
    return { posts, more: posts > 0 }
  }

  /** Merges: otherwise a search would have to look into many small segments. */
  #mergeSegments(): void {
    this.#merge.run()
    this.#unmerged = false
  }

  #index(mode: SearchMode): number {
    const rows: { age: number; post: number }[] = this.#next.all(stepPosts)
    const sinceMs = performance.now()
    const indexed: [place: number, terms: string][] = []
    for (const { age, post } of rows) {
      indexed.push([rowidOf(age, post), this.#termsOf(post, mode)])
      this.#indexed.run(age, post)
      if (performance.now() - sinceMs > stepMs) break
    }
    // In ascending order: FTS5 flushes its buffer whenever a rowid is lower than the last.
    for (const [place, terms] of indexed.sort(([a], [b]) => a - b)) this.#put.run(place, terms)
    this.#unmerged ||= indexed.length > 0
    return indexed.length
  }

  #termsOf(id: number, mode: SearchMode): string {
    const row: PostRow | undefined = this.#post.get(id)
    if (row === undefined) throw new DamageError('a post that waits for the index is not there')
    const body = () => {
      const packed: PackedBody | undefined = this.#body.get(id)
      return packed && unpackSoundly(packed)
    }
    return [...indexTerms(searchableOf(headOf(row), body, mode))].join(' ')
  }

  /** Empties the index. If there is to be one, all posts in feeds wait to be indexed again. */
  clear(mode: SearchMode): void {
    this.db.exec("INSERT INTO words (words) VALUES ('delete-all'); DELETE FROM unindexed")
    if (mode === 'off') return
    this.db.exec('INSERT INTO unindexed (age, post) SELECT age, post FROM membership WHERE scope = 1')
  }
}

function unpackSoundly(packed: PackedBody) {
  try {
    return unpackBody(packed)
  } catch (error) {
    throw new DamageError('a body is damaged', { cause: error })
  }
}
