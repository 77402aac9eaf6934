import type { Batch } from '../catalogue/writer.js'
import type { AnyReadResult, FileStamp } from '../content/read-result.js'
import type { Departures } from './departures.js'
import type { Sync } from './sync.js'

/** A file with an error that changed within this time may still be in the writing, in milliseconds. */
const brokenQuietMs = 2_000
/** A file that was written within this time, and not moved here whole, is left for a moment later, in milliseconds. */
const quietMs = 300

/** A file that may still be in the writing, and is to be looked at again. */
export interface Unquiet {
  readonly file: string
  /** How long it is to be left alone, in milliseconds. */
  readonly waitMs: number
}

/** A file as it was when it was read. */
interface StampedFile extends FileStamp {
  readonly file: string
}

/** Files of which it is known that nobody writes to them; `all` are taken as they are, broken ones too. */
export type Whole = ReadonlySet<string> | 'all'

/** Tells which files that were read go into the catalogue now, and what goes out with them. */
export class ReadSorter {
  /** Files that are left for a moment later, as far as it is known. */
  readonly unquiet: Unquiet[] = []

  /** @param departures - what is gone from its place; each goes out once */
  constructor(
    private readonly sync: Sync,
    private readonly departures: Departures,
    private readonly whole: Whole,
  ) {}

  /** @param isLast - no more files are read after these */
  sort(reads: readonly (AnyReadResult | undefined)[], isLast: boolean): Pick<Batch, 'posts' | 'removed'> {
    const present = reads.filter((read) => read !== undefined)
    const posts = present.filter((read) => this.takes(read, read.post === undefined))
    this.#keepBack(present.filter((read) => !posts.includes(read)))
    // Where somebody follows what was moved meanwhile, or not every folder is watched, the rest waits.
    const isOver = isLast && this.sync.followed === undefined && !this.sync.isPartial?.()
    const removed = [...this.departures.takeWith(posts), ...(isOver ? this.departures.takeRest() : [])]
    return { posts, removed: this.#notLeft(removed) }
  }

  /** What has come up nowhere. It may be in a folder that was listed before, and is on its way from there. */
  async sortRest(): Promise<Pick<Batch, 'removed'>> {
    const { sync, departures, unquiet } = this
    if (departures.size > 0) await sync.followed?.()
    const removed = this.#notLeft(departures.takeRest())
    if (sync.isPartial?.()) unquiet.push(...removed.map((file) => ({ file, waitMs: quietMs })))
    else if (!sync.closing()) return { removed }
    return {}
  }

  /** Whether a file goes in as it was read. @param isBroken - it cannot be understood as it is */
  takes(read: StampedFile, isBroken: boolean): boolean {
    if (this.sync.isLeft?.(read.file)) return false
    const waitMs = unquietMs(read, isBroken, this.sync.now(), this.whole)
    if (waitMs > 0) this.unquiet.push({ file: read.file, waitMs })
    return waitMs <= 0
  }

  /**
   * The old file of a move goes when the new one comes, and stays as long as that one is left alone. Where it is
   * known when that one is taken in, the rest waits for it.
   */
  #keepBack(left: readonly AnyReadResult[]): void {
    const { sync, departures, unquiet } = this
    const isAwaited = ({ file }: AnyReadResult) => sync.followed !== undefined && sync.isLeft?.(file) === true
    const kept = departures.takeWith(left.filter((read) => !isAwaited(read)))
    unquiet.push(...kept.map((file) => ({ file, waitMs: quietMs })))
  }

  #notLeft(files: readonly string[]): string[] {
    return files.filter((file) => !this.sync.isLeft?.(file))
  }
}

/**
 * A script may be half-way through a file; one with an error in it gets more time, even if it was moved here.
 *
 * @returns how long the file is to be left alone, in milliseconds
 */
function unquietMs(read: StampedFile, isBroken: boolean, nowMs: number, whole: Whole): number {
  const { file, size, mtimeMs } = read
  // A file that was only just made is told of as one that was moved here, and is empty.
  if (whole === 'all' || (!isBroken && size > 0 && whole.has(file))) return 0
  return (isBroken ? brokenQuietMs : quietMs) - Math.abs(nowMs - mtimeMs)
}
