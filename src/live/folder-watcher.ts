import { isUtf8 } from 'node:buffer'
import { type FSWatcher, statSync, watch } from 'node:fs'
import { codeOf, isGone } from '../content/file-faults.js'
import { isBeneath } from '../model/content-path.js'
import { messageOf } from '../model/message-of.js'
import type { EventKind } from './burst.js'

/** What a watcher tells. */
export interface WatchListener {
  /** Something happened to this name in this folder; `''` where the system did not say to which. */
  event(folder: string, name: string, kind: EventKind): void
  /** No more folders can be watched: from now on the folder must be looked at often. */
  limited(reason: string): void
  /** All folders are watched again. */
  unlimited(): void
}

/** Watches one folder; names come in bytes, since they need not be UTF-8. */
export type Watch = (path: string, changed: (kind: string, name: Buffer | null) => void) => FSWatcher

const watchFolder: Watch = (path, changed) => watch(path, { persistent: false, encoding: 'buffer' }, changed)

interface Watched {
  /** Absent where it cannot be watched. */
  readonly watcher?: FSWatcher
  readonly inode: bigint
  /** The look at the whole folder in which, or after which, it was met last. */
  look: number
}

/**
 * Watches folders, each by itself: watching a tree as one goes silent on Node 20 when a file in it is
 * replaced. What it tells is never believed, only looked into.
 */
export class FolderWatcher {
  readonly #watched = new Map<string, Watched>()
  #look = 0
  #isLimited = false

  constructor(
    private readonly listener: WatchListener,
    private readonly watch: Watch = watchFolder,
  ) {}

  /**
   * Watches a folder from now on. One that was replaced under the same name is watched anew, since a
   * watch follows the old folder to wherever it was moved.
   *
   * @param folder - path beneath the content folder
   * @param realPath - where it lies
   */
  ensure(folder: string, realPath: string): void {
    const inode = inodeOf(realPath)
    if (inode === undefined) return
    const known = this.#watched.get(folder)
    if (known?.watcher !== undefined && known.inode === inode) {
      known.look = this.#look
      return
    }
    if (known?.watcher !== undefined) this.forget(folder)
    this.#begin(folder, realPath, inode)
  }

  #begin(folder: string, realPath: string, inode: bigint): void {
    try {
      const watcher = this.watch(realPath, (kind, name) => {
        this.listener.event(folder, nameOf(name), kindOf(kind))
      })
      watcher.on('error', () => this.forget(folder))
      this.#watched.set(folder, { watcher, inode, look: this.#look })
    } catch (error) {
      this.#watched.delete(folder)
      // Gone, or not to be read, which the walk says: looking at it often would find nothing either.
      if (isGone(error) || isForbidden(error)) return
      this.#watched.set(folder, { inode, look: this.#look })
      this.#limit(error)
    }
  }

  /**
   * Says that the whole folder is looked at from now on.
   *
   * @returns what to call when all of it was: folders that were not met since are gone
   */
  beginLook(): () => void {
    this.#look += 1
    return () => {
      for (const [folder, { look }] of this.#watched) if (look < this.#look) this.#end(folder)
      if (!this.#isLimited || [...this.#watched.values()].some(({ watcher }) => watcher === undefined)) return
      this.#isLimited = false
      this.listener.unlimited()
    }
  }

  /** Ends the watches of a folder and of all beneath it. */
  forget(folder: string): void {
    for (const path of this.#watched.keys()) {
      if (isBeneath(path, folder)) this.#end(path)
    }
  }

  #end(folder: string): void {
    this.#watched.get(folder)?.watcher?.close()
    this.#watched.delete(folder)
  }

  /** Folders that are watched. */
  get size(): number {
    return [...this.#watched.values()].filter(({ watcher }) => watcher !== undefined).length
  }

  /** A folder could not be watched: changes in it are found only by looking. */
  get isLimited(): boolean {
    return this.#isLimited
  }

  close(): void {
    this.forget('')
  }

  /** ENOSPC: the system's limit of watches (`fs.inotify.max_user_watches`); EMFILE: of instances. */
  #limit(error: unknown): void {
    if (this.#isLimited) return
    this.#isLimited = true
    this.listener.limited(messageOf(error))
  }
}

function isForbidden(error: unknown): boolean {
  return codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM'
}

function inodeOf(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino
}

function nameOf(name: Buffer | null): string {
  if (name === null) return ''
  return isUtf8(name) ? name.toString() : ''
}

function kindOf(kind: string): EventKind {
  return kind === 'change' ? 'change' : 'rename'
}
