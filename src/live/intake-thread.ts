import { setTimeout as wait } from 'node:timers/promises'
import type { CatalogueWriter, Commit } from '../catalogue/writer.js'
import { Reader } from '../content/reader.js'
import { joinPath } from '../model/content-path.js'
import { Alarm } from './alarm.js'
import { Burst, type Still } from './burst.js'
import { DuePosts } from './due-posts.js'
import { FaultLog } from './fault-log.js'
import { FolderWatcher } from './folder-watcher.js'
import type { IntakeReport, IntakeRequest, IntakeSettings } from './intake-messages.js'
import { Overtaken } from './overtaken.js'
import { OwedRecords } from './owed-records.js'
import { QuietIndexing } from './quiet-indexing.js'
import type { Unquiet } from './read-sorter.js'
import type { Sync } from './sync.js'
import { syncFolder } from './sync-folder.js'
import { syncPaths } from './sync-paths.js'
import { tellNews } from './take-in.js'

/** Delay before retrying after a fault that may pass (a full disk, a locked file), in milliseconds. */
const retryMs = 5_000
/** Longest time between scans while some folder cannot be watched, in milliseconds. */
const unwatchedMs = 2_000

/**
 * The intake: brings changes in the folder into the catalogue. The whole folder is scanned now and then; paths named
 * by watch events are ingested on their own as soon as they are still. Both may be in progress at the same time.
 */
export class IntakeThread {
  readonly #reader: Reader
  readonly #burst = new Burst()
  readonly #faults: FaultLog
  readonly #duePosts: DuePosts
  readonly #records: OwedRecords
  readonly #lookAlarm = new Alarm(() => this.#look())
  readonly #burstAlarm = new Alarm(() => this.#follow())
  readonly #watcher: FolderWatcher
  readonly #indexing: QuietIndexing
  readonly #overtaken = new Overtaken()
  readonly #news: Pick<Sync, 'appeared' | 'gone'>
  #asked = 0
  /** A scan has finished, so every folder that it found is watched. */
  #hasLooked = false
  #closing = false
  #looksAgain = false
  #looking: Promise<void> | undefined
  #following: Promise<void> | undefined

  constructor(
    private readonly settings: IntakeSettings,
    private readonly writer: CatalogueWriter,
    private readonly report: (report: IntakeReport) => void,
  ) {
    this.#reader = new Reader(settings.root, settings.read)
    this.#faults = new FaultLog((reason) => {
      report({ kind: 'failed', reason })
      if (writer.isDamaged) report({ kind: 'damaged' })
    })
    this.#news = {
      appeared: (problems) => report({ kind: 'appeared', problems }),
      gone: (problems) => report({ kind: 'gone', problems }),
    }
    const indexing = {
      isIdle: () => this.#looking === undefined && this.#following === undefined,
      indexed: (posts: number) => report({ kind: 'indexed', posts }),
    }
    this.#indexing = new QuietIndexing(writer, this.#faults, indexing, retryMs)
    const released = (commit: Commit) => {
      tellNews(commit, this.#news)
      this.#indexing.wake()
    }
    this.#duePosts = new DuePosts(writer, this.#faults, released, retryMs)
    this.#records = new OwedRecords(
      writer,
      this.#faults,
      (number) => report({ kind: 'kept', number }),
      retryMs,
    )
    this.#watcher = new FolderWatcher({
      event: (folder, name, kind) => {
        this.#awaitBurst(this.#burst.add(joinPath(folder, name), kind, performance.now()))
      },
      limited: (reason) => report({ kind: 'unwatched', reason }),
      unlimited: () => report({ kind: 'watched' }),
    })
    report({ kind: 'opened', rebuilt: writer.rebuilt, guidRuleBefore: writer.guidRuleBefore })
  }

  hear(request: IntakeRequest): void {
    switch (request.kind) {
      case 'rescan':
        this.#asked = request.number
        this.#look()
        break
      case 'records':
        this.#records.keep(request.number, request)
        break
      case 'documents':
        // A document that cannot be written can be rendered again.
        this.#faults.attempt('documents', () => this.writer.keepDocuments(request.documents))
        this.report({ kind: 'stored' })
        break
      case 'close':
        // Left to the worker's module, which calls `close` and then closes its port.
        break
    }
  }

  /** Ends everything; nothing is in flight afterwards. */
  async close(): Promise<void> {
    this.#closing = true
    this.#watcher.close()
    this.#burstAlarm.clear()
    this.#lookAlarm.clear()
    this.#duePosts.close()
    this.#indexing.close()
    await Promise.all([this.#looking, this.#following])
    this.#records.close()
    await this.#reader.close()
    this.writer.close()
  }

  /** Scans the whole folder; if called during a scan, scans once more afterwards. */
  #look(): void {
    if (this.#closing) return
    if (this.#looking !== undefined) {
      this.#looksAgain = true
      return
    }
    this.#lookAlarm.clear()
    this.#looksAgain = false
    this.#overtaken.clear()
    this.#looking = this.#lookOnce(this.#asked).then((waitMs) => {
      this.#looking = undefined
      if (this.#closing) return
      if (this.#looksAgain) this.#look()
      else this.#lookAlarm.set(performance.now() + waitMs)
      this.#awaitBurst()
      this.#duePosts.release()
    })
  }

  /** @returns how long to wait before the next scan, in milliseconds */
  async #lookOnce(number: number): Promise<number> {
    const left = new Set<string>()
    const isOver = this.#watcher.beginLook()
    try {
      const tools = this.#tools((file) => this.#isOvertaken(file, left))
      const followed = () => this.#followed(new Set(this.#burst.names()))
      const { folder, files, unquiet } = await syncFolder({ ...tools, followed })
      if (this.#closing) return retryMs
      // A missing folder was not walked.
      if (folder === 'ok') isOver()
      this.#hasLooked = true
      await this.#followed(left)
      this.report({ kind: 'synced', number, folder, files, status: this.writer.status() })
      this.#faults.wentWell('look')
      this.#lookAgainAt(unquiet)
      return this.#pauseMs()
    } catch (error) {
      this.#faults.failed('look', error)
      return retryMs
    }
  }

  /** @param left - collects the files that watch events are pending for */
  #isOvertaken(file: string, left: Set<string>): boolean {
    if (this.#burst.has(file)) left.add(file)
    return left.has(file) || this.#overtaken.has(file)
  }

  /** Resolves when each of these files, left to its watch events, has been ingested once since the scan began. */
  async #followed(files: ReadonlySet<string>): Promise<void> {
    const waits = (file: string) => this.#burst.has(file) && !this.#overtaken.has(file)
    while (!this.#closing && [...files].some(waits)) {
      const nextMs = (this.#burst.nextMs() ?? 0) - performance.now()
      await (this.#following ?? wait(Math.max(nextMs, 1)))
    }
    await this.#following
  }

  #pauseMs(): number {
    const pauseMs = this.settings.rescanSeconds * 1_000
    return this.#watcher.isLimited ? Math.min(pauseMs, unwatchedMs) : pauseMs
  }

  /** Schedules the ingestion of paths named by watch events, for when the next one is still. */
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
    for (const { name } of paths) this.#overtaken.add(name)
    this.#following = this.#followOnce(paths).then(() => {
      this.#following = undefined
      if (this.#closing) return
      this.#awaitBurst()
      this.#duePosts.release()
    })
  }

  async #followOnce(paths: readonly Still[]): Promise<void> {
    try {
      const tools = this.#tools((file) => this.#burst.isWritten(file))
      const { unclear, unquiet } = await syncPaths({ ...tools, isPartial: () => !this.#hasLooked }, paths)
      this.report({ kind: 'followed', paths: paths.length })
      this.#faults.wentWell('follow')
      if (unclear) this.#look()
      this.#lookAgainAt(unquiet)
    } catch (error) {
      this.#faults.failed('follow', error)
      this.#lookAgainAt(paths.map(({ name }) => ({ file: name, waitMs: retryMs })))
    }
  }

  /** Has files that may be only half written so far checked again, each after its own delay and without a scan. */
  #lookAgainAt(unquiet: readonly Unquiet[]): void {
    for (const { file, waitMs } of unquiet) this.#burst.again(file, performance.now() + waitMs)
    this.#awaitBurst()
  }

  #tools(isLeft: (file: string) => boolean): Sync {
    return {
      root: this.settings.root,
      drafts: this.settings.drafts,
      writer: this.writer,
      read: (file) => this.#reader.readPacked(file),
      now: Date.now,
      closing: () => this.#closing,
      progress: (done, total) => this.report({ kind: 'progress', done, total }),
      ...this.#news,
      isLeft,
      entering: (folder, realPath) => this.#watcher.ensure(folder, realPath),
    }
  }
}
