import { isUtf8 } from 'node:buffer'
import { type FSWatcher, statSync, watch } from 'node:fs'
import { basename } from 'node:path'
import { codeOf, isGone } from '../content/file-faults.js'
import { isBeneath } from '../model/content-path.js'
import { messageOf } from '../model/message-of.js'
import type { EventKind } from './debouncer.js'

/** What a watcher reports. */
export interface WatchListener {
  /** Something happened to this name in this folder; `''` if the system gave no name, or one that is not UTF-8. */
  event(folder: string, name: string, kind: EventKind): void
  /** A folder could not be watched: from now on the content folder must be scanned often. */
  limited(reason: string): void
  /** All folders are watched again. */
  unlimited(): void
}

/** Watches one folder; names arrive as bytes, since they need not be UTF-8. */
export type Watch = (path: string, changed: (kind: string, name: Buffer | null) => void) => FSWatcher

const watchFolder: Watch = (path, changed) => watch(path, { persistent: false, encoding: 'buffer' }, changed)

interface Watched {
  /** Absent if the folder cannot be watched. */
  readonly watcher?: FSWatcher
  readonly identity: string
  /** The folder itself was removed or moved: if there is one of its name again, it is not watched. */
  isOver: boolean
  /** Number of the scan during or after which the folder was last seen. */
  scan: number
}

/**
 * Watches each folder separately: on Node 20 a recursive watch goes silent when a file in the tree is replaced.
 * Events are only hints; what they name is always checked on disk.
 */
export class FolderWatcher {
  readonly #watched = new Map<string, Watched>()
  #scan = 0
  #isLimited = false

  constructor(
    private readonly listener: WatchListener,
    private readonly watch: Watch = watchFolder,
  ) {}

  /**
   * Watches a folder from now on. A folder that was replaced under the same name gets a new watch, since the old one
   * follows the old folder to wherever it was moved.
   *
   * @param folder - path beneath the content folder
   * @param realPath - its absolute path on disk
   */
  ensure(folder: string, realPath: string): void {
    const identity = identityOf(realPath)
    if (identity === undefined) return
    const known = this.#watched.get(folder)
    if (known?.watcher !== undefined && known.identity === identity && !known.isOver) {
      known.scan = this.#scan
      return
    }
    if (known?.watcher !== undefined) this.forget(folder)
    this.#begin(folder, realPath, identity)
  }

  #begin(folder: string, realPath: string, identity: string): void {
    const watched = { identity, isOver: false, scan: this.#scan }
    try {
      const watcher = this.watch(realPath, (kind, name) => {
        if (isOfItself(realPath, kind, name)) watched.isOver = true
        this.listener.event(folder, nameOf(name), kindOf(kind))
      })
      watcher.on('error', () => this.forget(folder))
      this.#watched.set(folder, Object.assign(watched, { watcher }))
    } catch (error) {
      this.#watched.delete(folder)
      // Gone or unreadable, which the walk reports: frequent scans would find nothing either.
      if (isGone(error) || isForbidden(error)) return
      this.#watched.set(folder, watched)
      this.#limit(error)
    }
  }

  /**
   * Marks the beginning of a scan.
   *
   * @returns what to call when the scan is complete: it stops watching the folders that were not seen since
   */
  beginScan(): () => void {
    this.#scan += 1
    return () => {
      for (const [folder, { scan }] of this.#watched) if (scan < this.#scan) this.#end(folder)
      if (!this.#isLimited || [...this.#watched.values()].some(({ watcher }) => watcher === undefined)) return
      this.#isLimited = false
      this.listener.unlimited()
    }
  }

  /** Stops watching a folder and everything beneath it. */
  forget(folder: string): void {
    for (const path of this.#watched.keys()) {
      if (isBeneath(path, folder)) this.#end(path)
    }
  }

  #end(folder: string): void {
    this.#watched.get(folder)?.watcher?.close()
    this.#watched.delete(folder)
  }

  /** How many folders are watched. */
  get size(): number {
    return [...this.#watched.values()].filter(({ watcher }) => watcher !== undefined).length
  }

  /** Some folder could not be watched: changes in it are found only by scanning. */
  get isLimited(): boolean {
    return this.#isLimited
  }

  close(): void {
    this.forget('')
  }

  /** ENOSPC: the system's limit on watches (`fs.inotify.max_user_watches`); EMFILE: its limit on inotify instances. */
  #limit(error: unknown): void {
    if (this.#isLimited) return
    this.#isLimited = true
    this.listener.limited(messageOf(error))
  }
}

function isForbidden(error: unknown): boolean {
  return codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM'
}

/**
 * Tells a folder from another one that took its place. ext4 gives the next folder the inode number of the one just
 * removed. Where no time of birth is kept, it is 0, or that of the last change: the folder is then watched anew.
 */
function identityOf(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats && `${stats.ino} ${stats.birthtimeNs}`
}

/** Whether an event may concern the watched folder itself: it then bears its own name, as something in it may, too. */
function isOfItself(realPath: string, kind: string, name: Buffer | null): boolean {
  return kind === 'rename' && name?.equals(Buffer.from(basename(realPath))) === true
}

function nameOf(name: Buffer | null): string {
  if (name === null) return ''
  return isUtf8(name) ? name.toString() : ''
}

function kindOf(kind: string): EventKind {
  return kind === 'change' ? 'change' : 'rename'
}
