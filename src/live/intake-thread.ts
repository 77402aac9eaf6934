import { setTimeout as wait } from 'node:timers/promises'
import type { CatalogueWriter, Commit } from '../catalogue/writer.js'
import { Reader } from '../content/reader.js'
import { joinPath } from '../model/content-path.js'
import { Alarm } from './alarm.js'
import { Debouncer, type SettledPath } from './debouncer.js'
import { DuePosts } from './due-posts.js'
import { FaultLog } from './fault-log.js'
import { FolderWatcher } from './folder-watcher.js'
import { IdleIndexing } from './idle-indexing.js'
import { tellNews } from './ingest-differences.js'
import type { IntakeReport, IntakeRequest, IntakeSettings } from './intake-messages.js'
import { PendingRecords } from './pending-records.js'
import type { Deferred } from './read-sorter.js'
import { Superseded } from './superseded.js'
import type { Sync } from './sync.js'
import { syncFolder } from './sync-folder.js'
import { syncPaths } from './sync-paths.js'

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
  readonly #debouncer = new Debouncer()
  readonly #faults: FaultLog
  readonly #duePosts: DuePosts
  readonly #records: PendingRecords
  readonly #scanAlarm = new Alarm(() => this.#scan())
  readonly #followAlarm = new Alarm(() => this.#follow())
  readonly #watcher: FolderWatcher
  readonly #indexing: IdleIndexing
  readonly #superseded = new Superseded()
  readonly #news: Pick<Sync, 'problemsAppeared' | 'problemsSolved'>
  #asked = 0
  /** A scan has finished, so every folder that it found is watched. */
  #hasScanned = false
  #closing = false
  /** Cuts waits short. */
  readonly #ending = new AbortController()
  #scansAgain = false
  #scanning: Promise<void> | undefined
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
      problemsAppeared: (problems) => report({ kind: 'problems-appeared', problems }),
      problemsSolved: (problems) => report({ kind: 'problems-solved', problems }),
    }
    const indexing = {
      isIdle: () => this.#scanning === undefined && this.#following === undefined,
      indexed: (posts: number) => report({ kind: 'indexed', posts }),
    }
    this.#indexing = new IdleIndexing(writer, this.#faults, indexing, retryMs)
    const released = (commit: Commit) => {
      tellNews(commit, this.#news)
      this.#indexing.wake()
    }
    this.#duePosts = new DuePosts(writer, this.#faults, released, retryMs)
    this.#records = new PendingRecords(
      writer,
      this.#faults,
      (number) => report({ kind: 'kept', number }),
      retryMs,
    )
    this.#watcher = new FolderWatcher({
      event: (folder, name, kind) => {
        this.#scheduleFollow(this.#debouncer.add(joinPath(folder, name), kind, performance.now()))
      },
      limited: (reason) => report({ kind: 'unwatched', reason }),
      unlimited: () => report({ kind: 'watched' }),
    })
    report({ kind: 'opened', rebuilt: writer.rebuilt, formerGuidRule: writer.formerGuidRule })
  }

  hear(request: IntakeRequest): void {
    switch (request.kind) {
      case 'rescan':
        this.#asked = request.number
        this.#scan()
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
    this.#ending.abort()
    this.#watcher.close()
    this.#followAlarm.clear()
    this.#scanAlarm.clear()
    this.#duePosts.close()
    this.#indexing.close()
    await Promise.all([this.#scanning, this.#following])
    this.#records.close()
    await this.#reader.close()
    this.writer.close()
  }

  /** Scans the whole folder; if called during a scan, scans once more afterwards. */
  #scan(): void {
    if (this.#closing) return
    if (this.#scanning !== undefined) {
      this.#scansAgain = true
      return
    }
    this.#scanAlarm.clear()
    this.#scansAgain = false
    this.#superseded.clear()
    this.#scanning = this.#scanOnce(this.#asked).then((waitMs) => {
      this.#scanning = undefined
      if (this.#closing) return
      if (this.#scansAgain) this.#scan()
      else this.#scanAlarm.set(performance.now() + waitMs)
      this.#scheduleFollow()
      this.#duePosts.release()
    })
  }

  /** @returns how long to wait before the next scan, in milliseconds */
  async #scanOnce(number: number): Promise<number> {
    const left = new Set<string>()
    const isOver = this.#watcher.beginScan()
    try {
      const tools = this.#tools((file) => this.#isSuperseded(file, left))
      const watchEventsIngested = () => this.#watchEventsIngested(new Set(this.#debouncer.names()))
      const { folder, files, deferred } = await syncFolder({ ...tools, watchEventsIngested })
      if (this.#closing) return retryMs
      // A missing folder was not walked.
      if (folder === 'ok') isOver()
      this.#hasScanned = true
      await this.#watchEventsIngested(left)
      this.report({ kind: 'synced', number, folder, files, status: this.writer.status() })
      this.#faults.wentWell('scan')
      this.#checkAgain(deferred)
      return this.#pauseMs()
    } catch (error) {
      this.report({ kind: 'scan-failed' })
      this.#faults.failed('scan', error)
      return retryMs
    }
  }

  /** @param left - collects the files that watch events are pending for */
  #isSuperseded(file: string, left: Set<string>): boolean {
    if (this.#debouncer.has(file)) left.add(file)
    return left.has(file) || this.#superseded.has(file)
  }

  /** Resolves when each of these files, left to its watch events, has been ingested once since the scan began. */
  async #watchEventsIngested(files: ReadonlySet<string>): Promise<void> {
    const waits = (file: string) => this.#debouncer.has(file) && !this.#superseded.has(file)
    while (!this.#closing && [...files].some(waits)) {
      const nextMs = (this.#debouncer.nextMs() ?? 0) - performance.now()
      await (this.#following ?? wait(Math.max(nextMs, 1), undefined, this.#ending).catch(() => {}))
    }
    await this.#following
  }

  #pauseMs(): number {
    const pauseMs = this.settings.rescanSeconds * 1_000
    return this.#watcher.isLimited ? Math.min(pauseMs, unwatchedMs) : pauseMs
  }

  /** Schedules the ingestion of paths named by watch events, for when the next one is still. */
  #scheduleFollow(nextMs = this.#debouncer.nextMs()): void {
    if (nextMs === undefined || this.#closing || this.#following !== undefined) return
    this.#followAlarm.set(nextMs)
  }

  #follow(): void {
    if (this.#following !== undefined || this.#closing) return
    const paths = this.#debouncer.take(performance.now())
    if (paths.length === 0) {
      this.#scheduleFollow()
      return
    }
    for (const { name } of paths) this.#superseded.add(name)
    this.#following = this.#followOnce(paths).then(() => {
      this.#following = undefined
      if (this.#closing) return
      this.#scheduleFollow()
      this.#duePosts.release()
    })
  }

  async #followOnce(paths: readonly SettledPath[]): Promise<void> {
    try {
      const tools = this.#tools((file) => this.#debouncer.isWritten(file))
      const isPartlyWatched = () => !this.#hasScanned
      const { needsScan, deferred } = await syncPaths({ ...tools, isPartlyWatched }, paths)
      this.report({ kind: 'followed', paths: paths.length })
      this.#faults.wentWell('follow')
      if (needsScan) this.#scan()
      this.#checkAgain(deferred)
    } catch (error) {
      this.#faults.failed('follow', error)
      this.#checkAgain(paths.map(({ name }) => ({ file: name, waitMs: retryMs })))
    }
  }

  /** Has files that may be only half written so far checked again, each after its own delay and without a scan. */
  #checkAgain(deferred: readonly Deferred[]): void {
    for (const { file, waitMs } of deferred) this.#debouncer.again(file, performance.now() + waitMs)
    this.#scheduleFollow()
  }

  #tools(isLeftToWatcher: (file: string) => boolean): Sync {
    return {
      root: this.settings.root,
      drafts: this.settings.drafts,
      writer: this.writer,
      read: (file) => this.#reader.readPacked(file),
      prefetch: (files) => void this.#reader.prefetch(files),
      now: Date.now,
      closing: () => this.#closing,
      progress: (done, total) => this.report({ kind: 'progress', done, total }),
      ...this.#news,
      isLeftToWatcher,
      entering: (folder, realPath) => this.#watcher.ensure(folder, realPath),
    }
  }
}
