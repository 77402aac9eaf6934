import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { CatalogueStatus, Revision, StoredDocument } from '../catalogue/catalogue.js'
import { FeedmillError, type Problem } from '../model/problem.js'
import type { FolderState, IntakeReport, IntakeRequest, IntakeSettings } from './intake-messages.js'

/** What is told of the intake's work. */
export interface IntakeListener {
  appeared?(problems: readonly Problem[]): void
  gone?(problems: readonly Problem[]): void
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

/** How long revisions and documents are gathered before they are handed to the writer, in milliseconds. */
const gatherMs = 500
/** Documents that are on their way to the disk, in bytes; what comes beyond is passed over. */
const documentBytesMax = 16_000_000

/** What is known once the catalogue can be written. */
export type IntakeOpened = Omit<IntakeReport & { kind: 'opened' }, 'kind'>

/**
 * The thread that brings the catalogue up to date with the folder: it alone writes.
 *
 * It is asked by messages and never ended by force: a thread that is inside SQLite takes the whole
 * process down with it.
 */
export class Intake {
  /**
   * Resolves when the catalogue is open. The folder is not looked at before `rescan`, and then again and again.
   * Rejects with a FeedmillError where another process writes to the same folder, or nobody can.
   */
  readonly opened: Promise<IntakeOpened>
  readonly #worker: Worker
  readonly #listener: IntakeListener
  #state: IntakeState = { folder: 'ok', files: 0 }
  readonly #revisions = new Map<string, Revision>()
  readonly #documents = new Map<string, StoredDocument>()
  #documentBytes = 0
  #gathering: NodeJS.Timeout | undefined
  readonly #waiting = new Map<number, () => void>()
  readonly #ended: Promise<unknown>
  #asked = 0

  /** Starts the thread. What it is asked before it is ready, it does when it is. */
  constructor(settings: IntakeSettings, listener: IntakeListener = {}) {
    this.#listener = listener
    this.#worker = new Worker(new URL('./intake-worker.js', import.meta.url), { workerData: settings })
    this.#ended = new Promise((resolve) => this.#worker.on('exit', resolve))
    this.opened = this.#open()
  }

  async #open(): Promise<IntakeOpened> {
    // `once` rejects where the thread dies before it says anything.
    const [report] = (await once(this.#worker, 'message')) as [IntakeReport]
    if (report.kind === 'refused') throw new FeedmillError(report.problem)
    if (report.kind !== 'opened') throw new Error(`the intake began with ${report.kind}`)
    this.#worker.on('message', (more: IntakeReport) => this.#heard(more))
    // A fault that the thread did not catch: said, and waited for no longer.
    this.#worker.on('error', (error) => this.#listener.failed?.(error.message))
    this.#worker.on('exit', () => this.#settle(Number.POSITIVE_INFINITY))
    const { rebuilt, guidBaseBefore } = report
    return { rebuilt, guidBaseBefore }
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
    this.#gather()
  }

  /** The same for a document, unless the writer is too far behind: it can be made again. */
  storeDocument(document: StoredDocument): void {
    if (this.#documentBytes > documentBytesMax) return
    this.#documents.set(document.address, document)
    this.#documentBytes += document.body.byteLength
    this.#gather()
  }

  /** Ends the thread when it has finished what it is about; nothing that was handed in is lost. */
  async close(): Promise<void> {
    this.#hand()
    this.#send({ kind: 'close' })
    await this.#ended
  }

  #gather(): void {
    this.#gathering ??= setTimeout(() => this.#hand(), gatherMs).unref()
  }

  #hand(): void {
    clearTimeout(this.#gathering)
    this.#gathering = undefined
    if (this.#revisions.size > 0) this.#send({ kind: 'revisions', revisions: [...this.#revisions.values()] })
    this.#revisions.clear()
    if (this.#documents.size > 0) this.#send({ kind: 'documents', documents: [...this.#documents.values()] })
    this.#documents.clear()
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
      case 'stored':
        this.#documentBytes = 0
        for (const { body } of this.#documents.values()) this.#documentBytes += body.byteLength
        break
      case 'appeared':
        this.#listener.appeared?.(report.problems)
        break
      case 'gone':
        this.#listener.gone?.(report.problems)
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
