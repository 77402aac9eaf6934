import type { AssetStamp, Batch } from '../catalogue/writer.js'
import type { FeedsRead } from '../content/feeds-file.js'
import type { AnyReadResult, FileStamp } from '../content/read-result.js'
import type { Departures } from './departures.js'
import { drainWatchEvents } from './drain-watch-events.js'
import type { Sync } from './sync.js'

/** A file with an error that changed this recently may be only half written, in milliseconds. */
const brokenQuietMs = 2_000
/** A file that changed this recently, and was not moved here complete, is left for later, in milliseconds. */
const quietMs = 300

/** A file that may be only half written so far, and must be checked again. */
export interface Deferred {
  readonly file: string
  /** How long to leave it alone, in milliseconds. */
  readonly waitMs: number
}

/** A file as it was when it was read. */
interface StampedFile extends FileStamp {
  readonly file: string
}

/** Files that were read and are not posts. */
export interface Others {
  readonly assets?: readonly AssetStamp[]
  readonly feeds?: FeedsRead | undefined
}

/** Files known to be complete, with nobody writing to them; `all` takes every file as it is, even a broken one. */
export type KnownComplete = ReadonlySet<string> | 'all'

/** Decides which of the files that were read are ingested now, and which removals go with them. */
export class ReadSorter {
  /** Files left for later, of those seen so far. */
  readonly deferred: Deferred[] = []

  /** @param departures - files gone from their places; each is removed once */
  constructor(
    private readonly sync: Sync,
    private readonly departures: Departures,
    private readonly complete: KnownComplete,
  ) {}

  /** @param isLast - no more files are read after these */
  sort(reads: readonly (AnyReadResult | undefined)[], isLast: boolean): Pick<Batch, 'posts' | 'removed'> {
    const present = reads.filter((read) => read !== undefined)
    const posts = present.filter((read) => this.#takes(read, read.post === undefined))
    this.#keepBack(present.filter((read) => !posts.includes(read)))
    // While moved files may still come in through watch events, or some folder is not watched yet, the rest waits.
    const isOver = isLast && this.sync.watchEventsIngested === undefined && !this.sync.isPartlyWatched?.()
    const removed = [...this.departures.takeWith(posts), ...(isOver ? this.departures.takeRest() : [])]
    return { posts, removed: this.#notLeft(removed) }
  }

  /**
   * Removals whose bytes turned up nowhere. A file may have moved to a folder that was listed before it got there,
   * and be about to come in through watch events.
   */
  async sortRest(): Promise<Pick<Batch, 'removed'>> {
    const { sync, departures, deferred } = this
    if (departures.size > 0) await sync.watchEventsIngested?.()
    await drainWatchEvents()
    const removed = this.#notLeft(departures.takeRest())
    if (sync.isPartlyWatched?.()) deferred.push(...removed.map((file) => ({ file, waitMs: quietMs })))
    else if (!sync.closing()) return { removed }
    return {}
  }

  /** Those that are ingested as they were read. To be asked once, right before that. */
  sortOthers({ assets, feeds }: Others = {}): Pick<Batch, 'assets' | 'feeds'> {
    const takesFeeds = feeds !== undefined && this.#takes(feeds, feeds.entries === undefined)
    return {
      ...(assets && { assets: assets.filter(({ file }) => !this.sync.isLeftToWatcher?.(file)) }),
      ...(takesFeeds && { feeds }),
    }
  }

  /** Whether a file is ingested as it was read. @param isBroken - it cannot be parsed as it is */
  #takes(read: StampedFile, isBroken: boolean): boolean {
    if (this.sync.isLeftToWatcher?.(read.file)) return false
    const waitMs = deferralMs(read, isBroken, this.sync.now(), this.complete)
    if (waitMs > 0) this.deferred.push({ file: read.file, waitMs })
    return waitMs <= 0
  }

  /**
   * The old file of a move is removed with the ingestion of the new one, and stays while that one is left for later.
   * If `sync.watchEventsIngested` will wait for the new one, `sortRest` decides on the old one after that.
   */
  #keepBack(left: readonly AnyReadResult[]): void {
    const { sync, departures, deferred } = this
    const isAwaited = ({ file }: AnyReadResult) =>
      sync.watchEventsIngested !== undefined && sync.isLeftToWatcher?.(file) === true
    const kept = departures.takeWith(left.filter((read) => !isAwaited(read)))
    deferred.push(...kept.map((file) => ({ file, waitMs: quietMs })))
  }

  #notLeft(files: readonly string[]): string[] {
    return files.filter((file) => !this.sync.isLeftToWatcher?.(file))
  }
}

/**
 * A script may be halfway through a file; one with an error in it gets more time, even if it was moved here.
 *
 * @returns how long to leave the file alone, in milliseconds; not positive if it can be taken now
 */
function deferralMs(read: StampedFile, isBroken: boolean, nowMs: number, complete: KnownComplete): number {
  const { file, size, mtimeMs } = read
  // A file just created causes the same event as one that was moved here, but it is empty.
  if (complete === 'all' || (!isBroken && size > 0 && complete.has(file))) return 0
  return (isBroken ? brokenQuietMs : quietMs) - Math.abs(nowMs - mtimeMs)
}
