import { isUtf8 } from 'node:buffer'
import { type FSWatcher, statSync, watch } from 'node:fs'
import type { EventKind } from './burst.js'

/** What a watcher tells. */
export interface WatchListener {
  /** Something happened to this name in this folder; `''` where the system did not say to which. */
  event(folder: string, name: string, kind: EventKind): void
  /** No more folders can be watched: from now on the folder must be looked at often. */
  limited(reason: string): void
}

interface Watched {
  readonly watcher: FSWatcher
  readonly inode: bigint
}

/**
 * Watches folders, each by itself: watching a tree as one goes silent on Node 20 when a file in it is
 * replaced. What it tells is never believed, only looked into.
 */
export class FolderWatcher {
  readonly #watched = new Map<string, Watched>()
  #isLimited = false

  constructor(private readonly listener: WatchListener) {}

  /**
   * Watches a folder from now on. One that was replaced under the same name is watched anew, since a
   * watch follows the old folder to wherever it was moved.
   *
   * @param folder - path beneath the content folder
   * @param realPath - where it lies
   */
  ensure(folder: string, realPath: string): void {
    const inode = inodeOf(realPath)
    const known = this.#watched.get(folder)
    if (inode === undefined || known?.inode === inode) return
    this.forget(folder)
    try {
      // In bytes, since names need not be UTF-8.
      const watcher = watch(realPath, { persistent: false, encoding: 'buffer' })
      watcher.on('change', (kind, name) => this.listener.event(folder, nameOf(name), kindOf(kind)))
      watcher.on('error', () => this.forget(folder))
      this.#watched.set(folder, { watcher, inode })
    } catch (error) {
      this.#limit(error)
    }
  }

  /** Ends the watches of a folder and of all beneath it. */
  forget(folder: string): void {
    for (const [path, { watcher }] of this.#watched) {
      if (path !== folder && folder !== '' && !path.startsWith(`${folder}/`)) continue
      watcher.close()
      this.#watched.delete(path)
    }
  }

  /** Folders that are watched. */
  get size(): number {
    return this.#watched.size
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
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT' || this.#isLimited) return
    this.#isLimited = true
    this.listener.limited(error instanceof Error ? error.message : String(error))
  }
}

function inodeOf(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino
}

function nameOf(name: Buffer | string | null): string {
  if (name === null) return ''
  if (typeof name === 'string') return name
  return isUtf8(name) ? name.toString() : ''
}

function kindOf(kind: string): EventKind {
  return kind === 'change' ? 'change' : 'rename'
}
