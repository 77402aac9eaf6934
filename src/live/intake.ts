import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { CatalogueStatus, Revision } from '../catalogue/catalogue.js'
import type { CatalogueWriter } from '../catalogue/writer.js'
import { FeedmillError, type Problem } from '../model/problem.js'
import type { FolderState, IntakeReport, IntakeRequest, IntakeSettings } from './intake-messages.js'

/** What is told of the intake's work. */
export interface IntakeListener {
  appeared?(problems: readonly Problem[]): void
  failed?(reason: string): void
  /** Folders cannot be watched, and are looked at often instead. */
  unwatched?(reason: string): void
  progress?(done: number, total: number): void
  synced?(state: IntakeState): void
  /** What watches told of is in the catalogue: so many paths. */
  followed?(paths: number): void
}

/** Where the intake stands. */
export interface IntakeState {
  readonly folder: FolderState
  /** Absent until the folder has been looked at once since the start. */
  readonly status?: CatalogueStatus
  /** Files in the folder that are, or ought to be, posts, pictures or settings. */
  readonly files: number
  /** Present while more than a handful of files is being read. */
  readonly progress?: { readonly done: number; readonly total: number }
}

/** How long revisions are gathered before they are handed to the writer, in milliseconds. */
const revisionsDelayMs = 500

/**
 * The thread that brings the catalogue up to date with the folder: it alone writes.
 *
 * It is asked by messages and never ended by force: a thread that is inside SQLite takes the whole
 * process down with it.
 */
export class Intake {
  readonly rebuilt: CatalogueWriter['rebuilt']
  readonly guidBaseBefore: string | undefined
  readonly #worker: Worker
  readonly #listener: IntakeListener
  #state: IntakeState = { folder: 'ok', files: 0 }
  #revisions = new Map<string, Revision>()
  #revisionsTimer: NodeJS.Timeout | undefined
  readonly #waiting = new Map<number, () => void>()
  readonly #ended: Promise<unknown>
  #asked = 0

  private constructor(worker: Worker, opened: IntakeReport & { kind: 'opened' }, listener: IntakeListener) {
    this.#worker = worker
    this.#listener = listener
    this.rebuilt = opened.rebuilt
    this.guidBaseBefore = opened.guidBaseBefore
    this.#ended = once(worker, 'exit')
    worker.on('message', (report: IntakeReport) => this.#heard(report))
    // A fault that the thread did not catch: said, and waited for no longer.
    worker.on('error', (error) => this.#listener.failed?.(error.message))
    worker.on('exit', () => this.#settle(Number.POSITIVE_INFINITY))
  }

  /**
   * Starts the thread and opens the catalogue. The folder is not looked at before `rescan`, and then
   * again and again.
   *
   * @throws FeedmillError where another process writes to the same folder, or nobody can
   */
  static async start(settings: IntakeSettings, listener: IntakeListener = {}): Promise<Intake> {
    const worker = new Worker(new URL('./intake-worker.js', import.meta.url), { workerData: settings })
    // `once` rejects where the thread dies before it says anything.
    const [report] = (await once(worker, 'message')) as [IntakeReport]
    if (report.kind === 'refused') throw new FeedmillError(report.problem)
    if (report.kind !== 'opened') throw new Error(`the intake began with ${report.kind}`)
    return new Intake(worker, report, listener)
  }

  get state(): IntakeState {
    return this.#state
  }

  /** Looks at the folder now; resolves when what was different is in the catalogue, or the intake has ended. */
  rescan(): Promise<void> {
    this.#asked += 1
    this.#send({ kind: 'rescan', number: this.#asked })
    return new Promise((resolve) => this.#waiting.set(this.#asked, resolve))
  }

  /** Saves a document's revision soon, gathered with others. */
  keepRevision(revision: Revision): void {
    this.#revisions.set(revision.address, revision)
    this.#revisionsTimer ??= setTimeout(() => this.#sendRevisions(), revisionsDelayMs).unref()
  }

  /** Ends the thread when it has finished what it is about; nothing that was handed in is lost. */
  async close(): Promise<void> {
    this.#sendRevisions()
    this.#send({ kind: 'close' })
    await this.#ended
  }

  #sendRevisions(): void {
    clearTimeout(this.#revisionsTimer)
    this.#revisionsTimer = undefined
    if (this.#revisions.size > 0) this.#send({ kind: 'revisions', revisions: [...this.#revisions.values()] })
    this.#revisions = new Map()
  }

  #send(request: IntakeRequest): void {
    this.#worker.postMessage(request)
  }

  #heard(report: IntakeReport): void {
    switch (report.kind) {
      case 'progress':
        this.#state = { ...this.#state, progress: { done: report.done, total: report.total } }
        this.#listener.progress?.(report.done, report.total)
        break
      case 'synced':
        this.#state = { folder: report.folder, status: report.status, files: report.files }
        this.#listener.synced?.(this.#state)
        this.#settle(report.number)
        break
      case 'appeared':
        this.#listener.appeared?.(report.problems)
        break
      case 'failed':
        this.#listener.failed?.(report.reason)
        break
      case 'followed':
        this.#listener.followed?.(report.paths)
        break
      case 'unwatched':
        this.#listener.unwatched?.(report.reason)
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
