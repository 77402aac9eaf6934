import { Worker } from 'node:worker_threads'
import type { Announcement, Revision, StoredDocument } from '../catalogue/catalogue.js'
import { messageOf } from '../model/message-of.js'
import { FeedmillError, formatProblem, type Problem } from '../model/problem.js'
import type { IntakeListener, IntakeOpened, IntakeState } from './intake-listener.js'
import type { IntakeReport, IntakeRequest, IntakeSettings } from './intake-messages.js'
import { Outbox } from './outbox.js'

/** How the thread is started. */
export interface IntakeStart {
  readonly module: URL
  /** How long to wait before a thread that has ended is started again: at first, and at most, in milliseconds. */
  readonly restartMs: readonly [first: number, most: number]
}

const usualStart: IntakeStart = {
  module: new URL('./intake-worker.js', import.meta.url),
  restartMs: [1_000, 60_000],
}

/**
 * The thread that brings the catalogue up to date with the folder: it alone writes.
 *
 * It is asked by messages and never ended by force: a thread that is inside SQLite takes the whole
 * process down with it. Where it ends by itself, by a fault of ours, it is started again.
 */
export class Intake {
  /**
   * Resolves when the catalogue is open. The folder is not looked at before `rescan`, and then again and again.
   * Rejects with a FeedmillError where another process writes to the same folder, or nobody can.
   */
  readonly opened: Promise<IntakeOpened>
  readonly #outbox = new Outbox((request) => this.#send(request))
  /** Saves what the hub was told; resolves when it is on the disk. */
  readonly keepAnnouncements = (told: readonly Announcement[]) => this.#outbox.keepAnnouncements(told)
  #worker: Worker | undefined
  #state: IntakeState = { folder: 'ok', files: 0 }
  /** Why the thread is about to end. */
  #fault: string | undefined
  /** Why it ended last, until it has looked at the folder again: said once. */
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

  /** Starts the thread. What it is asked before it is ready, it does when it is. */
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

  /** From now on a catalogue that cannot be written at the start is no refusal: it is tried again. */
  awaitWriting(): void {
    this.#isAwaited = true
  }

  get state(): IntakeState {
    return this.#state
  }

  /**
   * Looks at the folder now; resolves when what was different is in the catalogue, or the intake is closed.
   * One that was asked of a thread that ended is asked of the next.
   */
  rescan(): Promise<void> {
    this.#asked += 1
    if (this.#closing) return Promise.resolve()
    this.#send({ kind: 'rescan', number: this.#asked })
    return new Promise((resolve) => this.#waiting.set(this.#asked, resolve))
  }

  /** Saves a document's revision soon, gathered with others. */
  keepRevision(revision: Revision): void {
    this.#outbox.keepRevision(revision)
  }

  /** The same for a document, unless the writer is too far behind: it can be made again. */
  storeDocument(document: StoredDocument): void {
    this.#outbox.storeDocument(document)
  }

  /**
   * Has the thread end and another begin, which makes a catalogue anew that was marked as damaged. It does so once:
   * damage that comes again has a cause that this does not mend.
   */
  renew(): void {
    if (this.#closing || this.#renewal !== 'none') return
    this.#renewal = 'asked'
    this.#outbox.flush()
    this.#send({ kind: 'close' })
  }

  /** Ends the thread when it has finished what it is about; nothing that was handed in is lost. */
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

  /** The thread has ended: as it was asked to, because it could not begin, or by a fault. */
  #exited(): void {
    this.#worker = undefined
    this.#outbox.takeBack()
    const reason = this.#fault ?? 'the thread that follows the folder ended'
    if (!this.#hasOpened) this.#settleOpened?.reject(new Error(reason))
    if (this.#closing || !this.#hasOpened) {
      this.#finish()
      return
    }
    const { progress: _, ...state } = this.#state
    this.#state = { ...state, folder: 'unfollowed' }
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
    // Also where nobody waits: it follows the folder only once it has looked at it.
    this.#send({ kind: 'rescan', number: this.#asked })
  }

  /** Before it was ever open: whoever has something to serve meanwhile waits for it as for one that ended. */
  #refused(problem: Problem): void {
    if (this.#hasOpened) return
    if (this.#isAwaited && problem.code === 'data-unwritable') {
      this.#hasOpened = true
      this.#settleOpened?.resolve({ rebuilt: undefined, guidRuleBefore: undefined, isRefused: true })
    } else this.#settleOpened?.reject(new FeedmillError(problem))
  }

  #send(request: IntakeRequest): boolean {
    this.#worker?.postMessage(request)
    return this.#worker !== undefined
  }

  #heard(report: IntakeReport): void {
    switch (report.kind) {
      case 'opened':
        this.#hasBegun({ rebuilt: report.rebuilt, guidRuleBefore: report.guidRuleBefore })
        break
      case 'refused':
        // It ends by itself then.
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
      case 'appeared':
        this.listener.appeared?.(report.problems)
        break
      case 'gone':
        this.listener.gone?.(report.problems)
        break
      case 'failed':
        this.listener.failed?.(report.reason)
        break
      case 'damaged':
        this.renew()
        break
      case 'followed':
        this.listener.followed?.(report.paths)
        break
      case 'watched':
        this.listener.watched?.()
        break
      case 'indexed':
        this.listener.indexed?.(report.posts)
        break
      case 'unwatched':
        this.listener.unwatched?.(report.reason)
        break
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
