import { Worker } from 'node:worker_threads'
import type { Announcement, Revision, StoredDocument } from '../catalogue/catalogue.js'
import { messageOf } from '../model/message-of.js'
import { FeedmillError, formatProblem, type Problem } from '../model/problem.js'
import { type IntakeListener, type IntakeOpened, type IntakeState, tell } from './intake-listener.js'
import type { IntakeReport, IntakeRequest, IntakeSettings } from './intake-messages.js'
import { Outbox } from './outbox.js'

/** How the intake thread is started. */
export interface IntakeStart {
  readonly module: URL
  /** Delay before a thread that ended is restarted: the first one, and the cap as it doubles, in milliseconds. */
  readonly restartMs: readonly [first: number, most: number]
}

const usualStart: IntakeStart = {
  module: new URL('./intake-worker.js', import.meta.url),
  restartMs: [1_000, 60_000],
}

/**
 * The intake thread, seen from the main thread. It alone writes the catalogue, and keeps it up to date with the folder.
 *
 * It is controlled by messages and never terminated: killing a thread inside SQLite would abort the whole process. If
 * it ends by itself, through a fault of ours, it is restarted.
 */
export class Intake {
  /**
   * Resolves when the catalogue is open. The folder is first scanned on `rescan`, and periodically from then on.
   * Rejects with a FeedmillError if another process is writing the catalogue of this folder, or nobody can write it.
   */
  readonly opened: Promise<IntakeOpened>
  readonly #outbox = new Outbox((request) => this.#send(request))
  /** Saves what the hub was told; resolves once it is on disk. */
  readonly keepAnnouncements = (told: readonly Announcement[]) => this.#outbox.keepAnnouncements(told)
  #worker: Worker | undefined
  #state: IntakeState = { folder: 'ok', files: 0 }
  /** Why the current thread is about to end. */
  #fault: string | undefined
  /** Why the last thread ended, until a scan succeeds: the same reason is reported only once. */
  #lastFault: string | undefined
  #restart: NodeJS.Timeout | undefined
  #renewal: 'none' | 'asked' | 'done' = 'none'
  #restartMs: number
  readonly #waiting = new Map<number, () => void>()
  #asked = 0
  #hasOpened = false
  #isAwaited = false
  #closing = false
  #settleOpened: { resolve(opened: IntakeOpened): void; reject(error: Error): void } | undefined
  #end = () => {}
  readonly #ended = new Promise<void>((resolve) => {
    this.#end = resolve
  })

  /** Starts the thread. Requests made before it is ready are queued. */
  constructor(
    private readonly settings: IntakeSettings,
    private readonly listener: IntakeListener = {},
    private readonly start: IntakeStart = usualStart,
  ) {
    this.#restartMs = start.restartMs[0]
    this.opened = new Promise((resolve, reject) => {
      this.#settleOpened = { resolve, reject }
    })
    this.#begin()
  }

  /** From now on, a catalogue that cannot be written at the start does not reject `opened`: opening it is retried. */
  awaitWriting(): void {
    this.#isAwaited = true
  }

  get state(): IntakeState {
    return this.#state
  }

  /**
   * Scans the folder now; resolves when every difference is in the catalogue, or the intake is closed.
   * If the thread ends first, the request is passed on to the next one.
   */
  rescan(): Promise<void> {
    this.#asked += 1
    if (this.#closing) return Promise.resolve()
    this.#send({ kind: 'rescan', number: this.#asked })
    return new Promise((resolve) => this.#waiting.set(this.#asked, resolve))
  }

  /** Saves a document's revision shortly, batched with others. */
  keepRevision(revision: Revision): void {
    this.#outbox.keepRevision(revision)
  }

  /** Stores a document in the same way, or drops it if the writer is too far behind: it can be rendered again. */
  storeDocument(document: StoredDocument): void {
    this.#outbox.storeDocument(document)
  }

  /**
   * Replaces the thread by a new one, which rebuilds a catalogue that was marked as damaged. It does so only once:
   * damage that recurs has a cause that rebuilding does not cure.
   */
  renew(): void {
    if (this.#closing || this.#renewal !== 'none') return
    // Without a thread there is none to end: the next one finds the mark.
    this.#renewal = this.#worker === undefined ? 'done' : 'asked'
    this.#outbox.flush()
    this.#send({ kind: 'close' })
  }

  /** Ends the thread once it has finished its current work; nothing that was handed in is lost. */
  async close(): Promise<void> {
    if (!this.#closing) {
      this.#closing = true
      this.#outbox.flush()
      clearTimeout(this.#restart)
      const isEnding = this.#renewal === 'asked' && this.#worker !== undefined
      if (!isEnding && !this.#send({ kind: 'close' })) this.#finish()
    }
    await this.#ended
  }

  #begin(): void {
    const worker = new Worker(this.start.module, { workerData: this.settings })
    this.#worker = worker
    this.#fault = undefined
    worker.on('message', (report: IntakeReport) => this.#heard(report))
    worker.on('error', (error: unknown) => {
      this.#fault = messageOf(error)
    })
    worker.on('exit', () => this.#exited())
  }

  /** The thread has ended: on request, because it could not start, or through a fault. */
  #exited(): void {
    this.#worker = undefined
    this.#outbox.takeBack()
    const reason = this.#fault ?? 'the thread that follows the folder ended'
    if (!this.#hasOpened) this.#settleOpened?.reject(new Error(reason))
    if (this.#closing || !this.#hasOpened) {
      this.#finish()
      return
    }
    this.#isUnfollowed()
    if (this.#renewal === 'asked') {
      this.#renewal = 'done'
      this.#begin()
      return
    }
    if (reason !== this.#lastFault) this.listener.failed?.(reason)
    this.#lastFault = reason
    this.#restart = setTimeout(() => this.#begin(), this.#restartMs)
    this.#restartMs = Math.min(this.#restartMs * 2, this.start.restartMs[1])
  }

  #isUnfollowed(): void {
    const { progress: _, ...state } = this.#state
    this.#state = { ...state, folder: 'unfollowed' }
  }

  #finish(): void {
    this.#closing = true
    this.#settle(Number.POSITIVE_INFINITY)
    this.#end()
  }

  #hasBegun(opened: IntakeOpened): void {
    if (!this.#hasOpened) {
      this.#hasOpened = true
      this.#settleOpened?.resolve(opened)
      return
    }
    this.listener.reopened?.(opened)
    this.#outbox.flush()
    // Even if nobody is waiting: the thread follows the folder only after a scan.
    this.#send({ kind: 'rescan', number: this.#asked })
  }

  /** Refused before it was ever open. With something to serve meanwhile, it is restarted like a thread that failed. */
  #refused(problem: Problem): void {
    if (this.#hasOpened) return
    if (this.#isAwaited && problem.code === 'data-unwritable') {
      this.#hasOpened = true
      this.#settleOpened?.resolve({ rebuilt: undefined, formerGuidRule: undefined, isRefused: true })
    } else this.#settleOpened?.reject(new FeedmillError(problem))
  }

  #send(request: IntakeRequest): boolean {
    this.#worker?.postMessage(request)
    return this.#worker !== undefined
  }

  #heard(report: IntakeReport): void {
    switch (report.kind) {
      case 'opened':
        this.#hasBegun({ rebuilt: report.rebuilt, formerGuidRule: report.formerGuidRule })
        break
      case 'refused':
        // The thread then ends by itself.
        this.#fault = formatProblem(report.problem)
        this.#refused(report.problem)
        break
      case 'progress':
        this.#state = { ...this.#state, progress: { done: report.done, total: report.total } }
        this.listener.progress?.(report.done, report.total)
        break
      case 'synced':
        this.#restartMs = this.start.restartMs[0]
        this.#lastFault = undefined
        this.#state = { folder: report.folder, status: report.status, files: report.files }
        this.listener.synced?.(this.#state)
        this.#settle(report.number)
        break
      case 'kept':
        this.#outbox.kept(report.number)
        break
      case 'stored':
        this.#outbox.stored()
        break
      case 'scan-failed':
        this.#isUnfollowed()
        break
      case 'damaged':
        this.renew()
        break
      default:
        tell(this.listener, report)
    }
  }

  #settle(number: number): void {
    for (const [asked, resolve] of this.#waiting) {
      if (asked > number) continue
      this.#waiting.delete(asked)
      resolve()
    }
  }
}
