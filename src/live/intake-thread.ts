import { setTimeout as wait } from 'node:timers/promises'
import type { CatalogueWriter } from '../catalogue/writer.js'
import { Reader } from '../content/reader.js'
import { Alarm } from './alarm.js'
import { Burst } from './burst.js'
import { FolderWatcher } from './folder-watcher.js'
import type { IntakeReport, IntakeRequest, IntakeSettings } from './intake-messages.js'
import { syncFolder } from './sync-folder.js'
import { syncPaths } from './sync-paths.js'
import type { Sync, Unquiet } from './take-in.js'

/** After something went wrong that may pass (a full disk, a locked file), it is tried again, in milliseconds. */
const retryMs = 5_000
/** Where folders cannot be watched, they are looked at so often at least. */
const unwatchedMs = 2_000
/** A timer cannot be set for longer, and clocks are set meanwhile: due posts are looked for at least so often. */
const releaseMsMax = 60_000

/**
 * The intake: takes changes of the folder into the catalogue. The whole folder is looked at now and then,
 * and whatever its watches tell of at once; both may be under way together.
 */
export class IntakeThread {
  readonly #reader: Reader
  readonly #burst = new Burst()
  readonly #burstAlarm = new Alarm(() => this.#follow())
  readonly #watcher: FolderWatcher
  /** Paths that were taken in while the whole folder is looked at: what that look read of them is older. */
  #overtaken: Set<string> | undefined
  #asked = 0
  #closing = false
  #looking: Promise<void> | undefined
  #following: Promise<void> | undefined
  #lookTimer: NodeJS.Timeout | undefined
  #releaseTimer: NodeJS.Timeout | undefined

  constructor(
    private readonly settings: IntakeSettings,
    private readonly writer: CatalogueWriter,
    private readonly report: (report: IntakeReport) => void,
  ) {
    this.#reader = new Reader(settings.root, settings.read)
    this.#watcher = new FolderWatcher({
      event: (folder, name, kind) => {
        const path = folder === '' || name === '' ? folder + name : `${folder}/${name}`
        this.#awaitBurst(this.#burst.add(path, kind, performance.now()))
      },
      limited: (reason) => report({ kind: 'unwatched', reason }),
    })
    report({ kind: 'opened', rebuilt: writer.rebuilt, guidBaseBefore: writer.guidBaseBefore })
  }

  hear(request: IntakeRequest): void {
    switch (request.kind) {
      case 'rescan':
        this.#asked = request.number
        this.#look()
        break
      case 'revisions':
        this.#attempt(() => this.writer.keepRevisions(request.revisions))
        break
      case 'documents':
        this.#attempt(() => this.writer.keepDocuments(request.documents))
        this.report({ kind: 'stored' })
        break
      case 'close':
        // By whoever runs the thread, who has something to do when it is over.
        break
    }
  }

  /** Ends everything; nothing is under way afterwards. */
  async close(): Promise<void> {
    this.#closing = true
    this.#watcher.close()
    this.#burstAlarm.clear()
    for (const timer of [this.#lookTimer, this.#releaseTimer]) clearTimeout(timer)
    await Promise.all([this.#looking, this.#following])
    await this.#reader.close()
    this.writer.close()
  }

  /** Looks at the whole folder; asked again while it is under way, it looks once more afterwards. */
  #look(): void {
    if (this.#closing || this.#looking !== undefined) return
    clearTimeout(this.#lookTimer)
    const number = this.#asked
    const left = new Set<string>()
    this.#overtaken = new Set()
    this.#looking = syncFolder(this.#tools((file) => this.#isOvertaken(file, left)))
      .then(
        async ({ folder, files, unquiet }) => {
          await this.#followed(left)
          this.report({ kind: 'synced', number, folder, files, status: this.writer.status() })
          this.#lookAgainAt(unquiet)
          return this.#pauseMs()
        },
        (error: unknown) => this.#failed(error),
      )
      .then((waitMs) => this.#looked(number, waitMs))
  }

  #looked(number: number, waitMs: number): void {
    this.#looking = undefined
    this.#overtaken = undefined
    if (this.#closing) return
    if (this.#asked > number) this.#look()
    else this.#lookTimer = setTimeout(() => this.#look(), waitMs)
    this.#awaitBurst()
    this.#release()
  }

  /** @param left - gets the files that are still waited for */
  #isOvertaken(file: string, left: Set<string>): boolean {
    if (this.#burst.has(file)) left.add(file)
    return left.has(file) || this.#overtaken?.has(file) === true
  }

  /** Resolves when files that were left to their watches have been taken in. */
  async #followed(files: ReadonlySet<string>): Promise<void> {
    while (
      !this.#closing &&
      (this.#following !== undefined || [...files].some((file) => this.#burst.has(file)))
    ) {
      const nextMs = (this.#burst.nextMs() ?? 0) - performance.now()
      await (this.#following ?? wait(Math.max(nextMs, 1)))
    }
  }

  #pauseMs(): number {
    const pauseMs = this.settings.rescanSeconds * 1_000
    return this.#watcher.isLimited ? Math.min(pauseMs, unwatchedMs) : pauseMs
  }

  /** Takes in what watches told of as soon as it is still. */
  #awaitBurst(nextMs = this.#burst.nextMs()): void {
    if (nextMs === undefined || this.#closing || this.#following !== undefined) return
    this.#burstAlarm.set(nextMs)
  }

  #follow(): void {
    if (this.#following !== undefined || this.#closing) return
    const paths = this.#burst.take(performance.now())
    if (paths.length === 0) {
      this.#awaitBurst()
      return
    }
    for (const { name } of paths) this.#overtaken?.add(name)
    this.#following = syncPaths(
      this.#tools((file) => this.#burst.isWritten(file)),
      paths,
    )
      .then(
        ({ unclear, unquiet }) => {
          this.report({ kind: 'followed', paths: paths.length })
          if (unclear) this.#look()
          this.#lookAgainAt(unquiet)
        },
        (error: unknown) => this.#lookAfter(this.#failed(error)),
      )
      .then(() => {
        this.#following = undefined
        this.#awaitBurst()
        this.#release()
      })
  }

  /** Files that may still be in the writing wait for themselves alone: nothing else is looked at for their sake. */
  #lookAgainAt(unquiet: readonly Unquiet[]): void {
    for (const { file, waitMs } of unquiet) this.#burst.again(file, performance.now() + waitMs)
    this.#awaitBurst()
  }

  #lookAfter(waitMs: number): void {
    if (this.#looking !== undefined || this.#closing) return
    clearTimeout(this.#lookTimer)
    this.#lookTimer = setTimeout(() => this.#look(), waitMs)
  }

  #tools(isLeft: (file: string) => boolean): Sync {
    return {
      root: this.settings.root,
      drafts: this.settings.drafts,
      writer: this.writer,
      read: (file) => this.#reader.read(file),
      now: Date.now,
      closing: () => this.#closing,
      progress: (done, total) => this.report({ kind: 'progress', done, total }),
      appeared: (problems) => this.report({ kind: 'appeared', problems }),
      gone: (problems) => this.report({ kind: 'gone', problems }),
      isLeft,
      entering: (folder, realPath) => this.#watcher.ensure(folder, realPath),
    }
  }

  /** Publishes what is due, and comes back when the next post is. */
  #release(): void {
    clearTimeout(this.#releaseTimer)
    if (this.#closing) return
    this.#attempt(() => {
      const { appeared, gone } = this.writer.release(Date.now())
      if (appeared.length > 0) this.report({ kind: 'appeared', problems: appeared })
      if (gone.length > 0) this.report({ kind: 'gone', problems: gone })
    })
    const due = this.writer.nextDueMs()
    if (due === undefined) return
    const waitMs = Math.min(Math.max(due - Date.now(), 0) + 1, releaseMsMax)
    this.#releaseTimer = setTimeout(() => this.#release(), waitMs)
  }

  #attempt(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#failed(error)
    }
  }

  /** @returns after how many milliseconds to try again */
  #failed(error: unknown): number {
    this.report({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
    return retryMs
  }
}
