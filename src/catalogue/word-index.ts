import { type PackedBody, unpackBody } from '../content/packed-body.js'
import { DamageError, type Database, type Statement } from './database.js'
import { headOf, type PostRow, toInstant } from './rows.js'
import { indexTerms, type SearchMode, searchableOf } from './searchable.js'
import type { IndexStep } from './writer.js'

/** Posts of one step, and the time after which it takes no further one, in milliseconds. */
const stepPosts = 64
const stepMs = 10
/** Pages of the index that are put in order between two steps, some milliseconds' worth. */
const mergePages = 128

/** The posts of one day have places beside one another, by their ids, of which a day has room for so many. */
export const daySpan = 2 ** 31
const dayMs = 86_400_000

/** A post's place in the index: the posts of a later day stand behind it. */
export function indexPlaceOf(age: number, post: number): number {
  return Math.trunc(toInstant(age) / dayMs) * daySpan + post
}

/** The first age behind all posts of a day and of the days after it. The one around the epoch is twice as long. */
export function ageBehind(day: number): number {
  return day > 0 ? 1 - day * dayMs : (1 - day) * dayMs
}

/** What the index is brought up to date with. */
export const wordSql = {
  next: 'SELECT age, post FROM unindexed ORDER BY age, post LIMIT ?',
  post: 'SELECT * FROM post WHERE id = ?',
  body: 'SELECT kind, source FROM body WHERE post = ?',
  indexed: 'DELETE FROM unindexed WHERE age = ? AND post = ?',
}

/**
 * Brings the index of words up to date in small steps, newest posts first. A post that is published or written anew is
 * put among the unindexed as it comes to the shelf of the site, and falls out of the index as it leaves that.
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

  /** Takes a step: indexes some posts, or puts in order what the last step left. */
  take(mode: SearchMode): IndexStep {
    if (this.#unmerged) {
      this.#putInOrder()
      return { posts: 0, more: true }
    }
    const posts = this.#index(mode)
    return { posts, more: posts > 0 }
  }

  /** Else a search would have to look into many small indexes. */
  #putInOrder(): void {
    this.#merge.run()
    this.#unmerged = false
  }

  #index(mode: SearchMode): number {
    const rows: { age: number; post: number }[] = this.#next.all(stepPosts)
    const sinceMs = performance.now()
    const indexed: [place: number, terms: string][] = []
    for (const { age, post } of rows) {
      if (performance.now() - sinceMs > stepMs) break
      indexed.push([indexPlaceOf(age, post), this.#termsOf(post, mode)])
      this.#indexed.run(age, post)
    }
    // In the order of their places: at each one that goes back, what was gathered would be written out.
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

  /** Forgets every word; all posts wait to be indexed again, where they are to be. */
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
