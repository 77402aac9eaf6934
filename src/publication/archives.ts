import { createHash } from 'node:crypto'
import type { PostRecord } from '../catalogue/catalogue.js'
import type { History, Span } from '../catalogue/history.js'
import { type Period, parsePeriod, periodsAt } from '../model/period.js'
import type { Scope } from '../model/scope.js'

/** Most posts in one archive. Not a setting, since a different number would redraw every past archive. */
export const archivePosts = 100

/** A closed period of a scope's history, or one part of an hour that was split. */
export interface Archive extends Span {
  /** `2021`, `2021-12`, `2021-12-30`, `2021-12-30T15`, `2021-12-30T15.2`. */
  readonly name: string
  /** Counted from 1, the oldest; present only if its hour was split. */
  readonly part?: number
}

/** Everything that the documents of an archive are made from. */
export interface ArchiveContents {
  readonly archive: Archive
  /** Newest first. */
  readonly posts: readonly PostRecord[]
  readonly older?: Archive | undefined
  /** The next archive; absent if the posts that follow are in no archive yet. */
  readonly newer?: Archive | undefined
}

/** The newest end of a scope's history, where the way back through its archives begins. */
export interface Latest {
  /** How many of the newest posts are in no archive; at most a hundred. */
  readonly unarchived: number
  readonly newest?: Archive
}

/** A period that is not split into shorter ones, and its posts; only an hour can have more than `postsMax`. */
interface Leaf {
  readonly period: Period
  readonly posts: number
}

/**
 * Where a scope's history is cut into archives (RFC 5005 §4): into years; a year with more than a hundred posts into
 * months, then days, then hours, then parts of a hundred, counted from the oldest. All of it is derived from the posts
 * and none is stored. No query counts further than that hundred, except for the total of an hour that holds more.
 *
 * A period is closed, and so becomes an archive, once the scope has a post past its end. The period of the newest post
 * is therefore never closed; if it is an hour that is split, all of its parts but the last are archives already.
 */
export class Archives {
  /** @param postsMax - a period with more posts is split; an hour, into parts of this many */
  constructor(
    private readonly history: History<PostRecord>,
    private readonly timeZone: string,
    private readonly postsMax: number,
  ) {}

  /** The posts that are in no archive, as a count, and the archive before them. */
  latest(scope: Scope): Latest {
    const newestMs = this.#newestMs(scope)
    if (newestMs === undefined) return { unarchived: 0 }
    const leaf = this.#leafAt(scope, newestMs)
    const parts = this.#partsOf(leaf)
    const { period } = leaf
    const newest = parts > 1 ? partOf(period, parts - 1) : this.#newestBefore(scope, period.startMs)
    return { unarchived: leaf.posts - (parts - 1) * this.postsMax, ...(newest && { newest }) }
  }

  /**
   * The archive of this name; or, if its period has been split, the newest archive in that period, which has another
   * name. Undefined if the history is not cut there, or not yet.
   */
  find(scope: Scope, name: string): Archive | undefined {
    const [periodName = '', part] = name.split('.')
    const period = parsePeriod(periodName, this.timeZone)
    if (period === undefined || !this.#isCut(scope, period)) return undefined
    const isClosed = this.#isClosed(scope, period)
    const isSplit = this.#count(scope, period) > this.postsMax
    if (part !== undefined) return isSplit ? this.#findPart(scope, period, Number(part), isClosed) : undefined
    if (!isSplit) return isClosed ? period : undefined
    const newest = isClosed ? this.#newestBefore(scope, period.endMs) : this.latest(scope).newest
    return newest !== undefined && newest.startMs >= period.startMs ? newest : undefined
  }

  #findPart(scope: Scope, hour: Period, part: number, isClosed: boolean): Archive | undefined {
    const parts = this.#partsOf(this.#leafAt(scope, hour.startMs))
    return part < parts || (part === parts && isClosed) ? partOf(hour, part) : undefined
  }

  /** Whether a period holds posts, and every longer period around it is split. */
  #isCut(scope: Scope, period: Period): boolean {
    if (this.#count(scope, period) === 0) return false
    for (const around of periodsAt(period.startMs, this.timeZone)) {
      if (around.name === period.name) return true
      if (this.#count(scope, around) <= this.postsMax) return false
    }
    return false
  }

  older(scope: Scope, { startMs, endMs, name, part = 1 }: Archive): Archive | undefined {
    if (part > 1) return partOf({ startMs, endMs, name: hourOf(name) }, part - 1)
    return this.#newestBefore(scope, startMs)
  }

  /** The next archive; undefined if the period that follows is not closed. */
  newer(scope: Scope, archive: Archive): Archive | undefined {
    const { endMs, part } = archive
    if (part !== undefined) {
      const next = this.find(scope, `${hourOf(archive.name)}.${part + 1}`)
      if (next !== undefined) return next
    }
    const instantMs = this.history.oldestFrom(scope, endMs)
    if (instantMs === undefined) return undefined
    const { period, posts } = this.#leafAt(scope, instantMs)
    if (posts > this.postsMax) return partOf(period, 1)
    return this.#isClosed(scope, period) ? period : undefined
  }

  /** Everything that the documents of an archive show. */
  contents(scope: Scope, archive: Archive): ArchiveContents {
    return {
      archive,
      posts: this.#posts(scope, archive),
      older: this.older(scope, archive),
      newer: this.newer(scope, archive),
    }
  }

  #posts(scope: Scope, { part, ...span }: Archive): PostRecord[] {
    if (part === undefined) return this.history.newest(scope, span, this.postsMax)
    return this.history.part(scope, span, (part - 1) * this.postsMax, this.postsMax)
  }

  /** Every archive of a scope, newest first. */
  *all(scope: Scope): Generator<Archive> {
    let archive = this.latest(scope).newest
    while (archive !== undefined) {
      yield archive
      archive = this.older(scope, archive)
    }
  }

  /**
   * Names of the archives whose documents may change, appear or disappear because of a post at this instant: rather a
   * few too many than one too few, and including archives that may have existed before, whether they did or not. An
   * hour stands for its parts too.
   */
  around(scope: Scope, instantMs: number): Set<string> {
    const periods = periodsAt(instantMs, this.timeZone)
    const names = new Set(periods.map(({ name }) => name))
    for (const { startMs, endMs } of periods) {
      const older = this.#newestBefore(scope, startMs)
      if (older !== undefined) names.add(older.name)
      // A scope's newest post closes the archive before it, which the page before that then links to.
      const beforeThat = older && this.older(scope, older)
      if (beforeThat !== undefined) names.add(beforeThat.name)
      const newerMs = this.history.oldestFrom(scope, endMs)
      if (newerMs !== undefined) names.add(this.#firstName(this.#leafAt(scope, newerMs)))
    }
    // A period that is whole now may have been split before.
    const { period } = this.#leafAt(scope, instantMs)
    for (const { published } of this.history.newest(scope, period, this.postsMax))
      for (const { name } of periodsAt(published.instantMs, this.timeZone)) names.add(name)
    return names
  }

  #firstName({ period, posts }: Leaf): string {
    return posts > this.postsMax ? partOf(period, 1).name : period.name
  }

  #newestBefore(scope: Scope, instantMs: number): Archive | undefined {
    const newestMs = this.history.newestBefore(scope, instantMs)
    if (newestMs === undefined) return undefined
    const leaf = this.#leafAt(scope, newestMs)
    return leaf.posts > this.postsMax ? partOf(leaf.period, this.#partsOf(leaf)) : leaf.period
  }

  /** Whether the scope has a post past the end of the span. */
  #isClosed(scope: Scope, { endMs }: Span): boolean {
    const newestMs = this.#newestMs(scope)
    return newestMs !== undefined && newestMs >= endMs
  }

  #newestMs(scope: Scope): number | undefined {
    return this.history.newestBefore(scope, Number.MAX_SAFE_INTEGER)
  }

  #partsOf({ posts }: Leaf): number {
    return Math.ceil(posts / this.postsMax)
  }

  #leafAt(scope: Scope, instantMs: number): Leaf {
    const [year, month, day, hour] = periodsAt(instantMs, this.timeZone)
    for (const period of [year, month, day]) {
      const posts = this.#count(scope, period)
      if (posts <= this.postsMax) return { period, posts }
    }
    return { period: hour, posts: this.history.total(scope, hour) }
  }

  /** Counts only as far as it matters: `postsMax + 1` stands for any larger number. */
  #count(scope: Scope, span: Span): number {
    return this.history.count(scope, span, this.postsMax + 1)
  }
}

function partOf({ name, startMs, endMs }: Period, part: number): Archive {
  return { name: `${name}.${part}`, startMs, endMs, part }
}

function hourOf(name: string): string {
  return name.replace(/\..*/, '')
}

/** Fingerprint of what an archive's documents are made from. */
export function fingerprintOf({ posts, older, newer }: ArchiveContents): string {
  const shown = [older?.name, newer?.name, ...posts.map(({ id, touched }) => [id, touched])]
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 27)
}
