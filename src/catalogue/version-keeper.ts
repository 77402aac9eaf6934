import { type PackedPost, packPost } from '../content/packed-body.js'
import type { AnyReadResult } from '../content/read-result.js'
import type { Post } from '../model/post.js'
import type { Change } from './change.js'
import { bindable, DamageError } from './database.js'
import type { Placement, PostTable } from './post-table.js'
import {
  type PostRow,
  type Standing,
  sameVersion,
  standing,
  toHex,
  toInstant,
  toVersion,
  type VersionRow,
} from './rows.js'
import type { StoredGuids } from './stored-guids.js'

/**
 * Keeps the last good version of each file, and decides whether it waits for a date. Which of several posts with one
 * address is published, `Duplicates` decides afterwards.
 */
export class VersionKeeper {
  constructor(
    private readonly posts: PostTable,
    private readonly guids: StoredGuids,
    private readonly future: boolean,
  ) {}

  /**
   * Keeps a version that was read without an error.
   *
   * @param before - the file's last good version until now
   * @returns the post's id
   */
  keep(read: AnyReadResult, post: Post | PackedPost, before: PostRow | undefined, change: Change): number {
    const packed = 'bodyBytes' in post ? post : packPost(post)
    const version = toVersion(bindable(read.file), packed, read.draft, this.guids)
    if (before !== undefined && sameVersion(before, version) && this.posts.hasBody(before.id, packed.body)) {
      if (toHex(before.hash) !== read.hash) this.posts.setHash(before.id, Buffer.from(read.hash, 'hex'))
      return before.id
    }
    const id = this.#write(read, version, before, change)
    this.posts.putBody(id, packed.body)
    change.rewritten.add(id)
    change.noticed = true
    return id
  }

  #write(read: AnyReadResult, version: VersionRow, before: PostRow | undefined, change: Change): number {
    const due = this.#dueOf(version, before, change)
    const isCandidate = due === null && version.draft === 0
    const base = { due, hash: Buffer.from(read.hash, 'hex'), touched: change.moment }
    if (before === undefined) return this.#add(bindable(read.file), base, version, isCandidate, change)
    const stays = isCandidate && before.standing === standing.published && sameKeys(before, version)
    // Withheld until `Duplicates` places it.
    const placement = { ...base, standing: stays ? standing.published : standing.withheld }
    change.remember(before)
    if (!stays) freeKeys(before, change)
    this.posts.update(before.id, placement, version)
    if (isCandidate && !stays) change.undecided.set(before.id, before.path)
    else change.undecided.delete(before.id)
    return before.id
  }

  /**
   * Adds a new post. If no published post has its permalink or guid, as is usual, it is published at once. A post of an
   * earlier path that waits for either takes it back when it is placed, see `Duplicates`.
   */
  #add(
    path: string,
    base: Omit<Placement, 'standing'>,
    version: VersionRow,
    isCandidate: boolean,
    change: Change,
  ): number {
    const place = (as: Standing) => this.posts.insert(path, { ...base, standing: as }, version)
    const published = isCandidate ? place(standing.published) : undefined
    const id = published ?? place(standing.withheld)
    if (id === undefined) throw new DamageError('a post that is withheld stands in the way of another')
    change.before.set(id, undefined)
    if (isCandidate && published === undefined) change.undecided.set(id, path)
    return id
  }

  /**
   * When a version is due; null if it need not wait. What was published stays so, even if the clock was set back
   * meanwhile; only a later date withholds it again.
   */
  #dueOf({ age, draft }: VersionRow, before: PostRow | undefined, { nowMs }: Change): number | null {
    const instantMs = toInstant(age)
    if (draft === 1 || this.future || instantMs <= nowMs) return null
    const wasReleased = before !== undefined && before.draft === 0 && before.due === null
    return wasReleased && instantMs <= toInstant(before.age) ? null : instantMs
  }

  /** Releases a post that waited for its date. */
  release(row: PostRow, change: Change): void {
    change.remember(row)
    this.posts.setDue(row.id, null)
    change.undecided.set(row.id, row.path)
    change.noticed = true
  }

  /** Withholds a post that is dated in the future. */
  withhold(row: PostRow, change: Change): void {
    change.remember(row)
    freeKeys(row, change)
    this.posts.setDue(row.id, toInstant(row.age))
    this.posts.setStanding(row.id, standing.withheld)
    change.noticed = true
  }

  /** Removes the last good version of a file that is gone. */
  remove(row: PostRow, change: Change): void {
    change.remember(row)
    freeKeys(row, change)
    change.undecided.delete(row.id)
    this.posts.remove(row.id)
  }
}

/** Frees both keys, even if the next version wants one of them again: a third version in the same batch may not. */
function freeKeys(row: PostRow, change: Change): void {
  if (row.standing !== standing.published) return
  const { path, permalink, guid } = row
  change.freed.push({ key: 'permalink', value: permalink, path }, { key: 'guid', value: guid, path })
}

function sameKeys(a: VersionRow, b: VersionRow): boolean {
  return a.permalink === b.permalink && a.guid === b.guid
}
