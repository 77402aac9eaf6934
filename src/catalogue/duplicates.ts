import { compareBytes } from '../model/byte-order.js'
import type { Change, FreedKey } from './change.js'
import type { Database, Statement } from './database.js'
import type { PostTable } from './post-table.js'
import { type PostRow, standing } from './rows.js'

const keys = ['permalink', 'guid'] as const
type Key = (typeof keys)[number]

/**
 * Decides which posts are published when several share a permalink or a guid: in order of path (UTF-8 bytes), each that
 * finds both free.
 *
 * The outcome is that of placing every post in that order, and so does not depend on the order of reading; but only
 * posts whose standing may have changed are looked at. They are placed in ascending order: a post's standing depends
 * only on earlier ones, which are final by then, and those that it displaces come later.
 */
export class Duplicates {
  readonly #holder: Record<Key, Statement>
  readonly #nextWaiting: Record<Key, Statement>

  constructor(
    db: Database,
    private readonly posts: PostTable,
  ) {
    this.#holder = eachKey((key) => db.prepare(holderSql(key)))
    this.#nextWaiting = eachKey((key) => db.prepare(nextWaitingSql(key)))
  }

  /** Places all posts that a change left undecided, and those whose standing depends on them. */
  settle(change: Change): void {
    const queue = new PathQueue(change.undecided)
    for (const freed of change.freed) this.#enqueueNext(freed, queue)
    for (let id = queue.take(); id !== undefined; id = queue.take()) {
      const row = this.posts.byId(id)
      if (row !== undefined && row.due === null && row.draft === 0) this.#place(row, change, queue)
    }
  }

  #place(row: PostRow, change: Change, queue: PathQueue): void {
    const holders = keys.map((key) => ({ key, holder: this.#holderOf(key, row) }))
    const isEarlier = (path: string) => compareBytes(path, row.path) < 0
    const unheld = holders.filter(({ holder }) => holder === undefined || !isEarlier(holder.path))
    if (unheld.length < keys.length) {
      // It cannot use the key that is free without the other one: the next post may be waiting for it.
      for (const { key } of unheld) this.#enqueueNext({ key, value: row[key], path: row.path }, queue)
      this.#set(row, standing.duplicate, change)
      return
    }
    for (const { holder } of holders) {
      if (holder === undefined) continue
      const dislodged = this.posts.byId(holder.id)
      if (dislodged?.standing !== standing.published) continue // It held both keys, and was displaced already.
      this.#set(dislodged, standing.duplicate, change)
      queue.put(dislodged.id, dislodged.path)
    }
    this.#set(row, standing.published, change)
  }

  #set(row: PostRow, to: PostRow['standing'], change: Change): void {
    if (row.standing === to) return
    change.remember(row)
    change.noticed = true
    this.posts.setStanding(row.id, to)
  }

  /** The published post, other than this one, with the same permalink or guid. */
  #holderOf(key: Key, row: PostRow): Pick<PostRow, 'id' | 'path'> | undefined {
    return this.#holder[key].get(row[key], row.id)
  }

  #enqueueNext({ key, value, path }: FreedKey, queue: PathQueue): void {
    const next: Pick<PostRow, 'id' | 'path'> | undefined = this.#nextWaiting[key].get(value, path)
    if (next !== undefined) queue.put(next.id, next.path)
  }
}

/** The published post with a permalink or a guid, other than a given post. */
export function holderSql(key: Key): string {
  return `SELECT id, path FROM post WHERE ${key} = ? AND standing = 1 AND id <> ?`
}

/** The first duplicate after a given path that waits for a permalink or a guid. */
export function nextWaitingSql(key: Key): string {
  return `SELECT id, path FROM post WHERE ${key} = ? AND standing = 2 AND path > ? ORDER BY path LIMIT 1`
}

function eachKey<T>(make: (key: Key) => T): Record<Key, T> {
  return { permalink: make('permalink'), guid: make('guid') }
}

/** Posts ordered by path, each once. */
class PathQueue {
  readonly #waiting: { readonly id: number; readonly path: string }[]
  readonly #ids: Set<number>

  constructor(posts: ReadonlyMap<number, string>) {
    // Descending, so that `take` can pop.
    this.#waiting = [...posts].map(([id, path]) => ({ id, path }))
    this.#waiting.sort((a, b) => compareBytes(b.path, a.path))
    this.#ids = new Set(posts.keys())
  }

  put(id: number, path: string): void {
    if (this.#ids.has(id)) return
    this.#ids.add(id)
    let [low, high] = [0, this.#waiting.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compareBytes(this.#waiting[middle]?.path ?? '', path) > 0) low = middle + 1
      else high = middle
    }
    this.#waiting.splice(low, 0, { id, path })
  }

  take(): number | undefined {
    const next = this.#waiting.pop()
    if (next !== undefined) this.#ids.delete(next.id)
    return next?.id
  }
}
