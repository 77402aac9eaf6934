import { parentPort, workerData } from 'node:worker_threads'
import { openCatalogueWriter } from '../catalogue/sqlite-writer.js'
import type { CatalogueWriter } from '../catalogue/writer.js'
import { Reader } from '../content/reader.js'
import { FeedmillError } from '../model/problem.js'
import type { IntakeReport, IntakeRequest, IntakeSettings } from './intake-messages.js'
import { type Sync, syncFolder } from './sync-folder.js'

/** After something went wrong that may pass (a full disk, a locked file), it is tried again, in milliseconds. */
const retryMs = 5_000
/** A timer cannot be set for longer, and clocks are set meanwhile: due posts are looked for at least so often. */
const releaseMsMax = 60_000

const settings = workerData as IntakeSettings
const port = parentPort
if (port === null) throw new Error('the intake is a worker thread')

/** Runs the intake: one thing at a time, so that the writer is never asked twice at once. */
class IntakeThread {
  readonly #reader = new Reader(settings.root, settings.read)
  #asked = 0
  #closing = false
  #syncing: Promise<void> | undefined
  #rescanTimer: NodeJS.Timeout | undefined
  #releaseTimer: NodeJS.Timeout | undefined

  constructor(private readonly writer: CatalogueWriter) {
    report({ kind: 'opened', rebuilt: writer.rebuilt, guidBaseBefore: writer.guidBaseBefore })
  }

  hear(request: IntakeRequest): void {
    switch (request.kind) {
      case 'rescan':
        this.#asked = request.number
        this.#sync()
        break
      case 'revisions':
        this.#attempt(() => this.writer.keepRevisions(request.revisions))
        break
      case 'close':
        this.#closing = true
        void this.#close()
        break
    }
  }

  /** Looks at the folder; asked again while it is under way, it looks once more afterwards. */
  #sync(): void {
    if (this.#closing || this.#syncing !== undefined) return
    clearTimeout(this.#rescanTimer)
    const number = this.#asked
    this.#syncing = syncFolder(this.#tools())
      .then(
        ({ folder, files, unquiet }) => {
          report({ kind: 'synced', number, folder, files, status: this.writer.status() })
          return unquiet ? Math.min(retryMs, settings.rescanSeconds * 1000) : settings.rescanSeconds * 1000
        },
        (error: unknown) => {
          report({ kind: 'failed', reason: reasonOf(error) })
          return retryMs
        },
      )
      .then((waitMs) => {
        this.#syncing = undefined
        if (this.#asked > number) this.#sync()
        else if (!this.#closing) this.#rescanTimer = setTimeout(() => this.#sync(), waitMs)
        this.#release()
      })
  }

  #tools(): Sync {
    return {
      root: settings.root,
      drafts: settings.drafts,
      writer: this.writer,
      read: (file) => this.#reader.read(file),
      now: Date.now,
      closing: () => this.#closing,
      progress: (done, total) => report({ kind: 'progress', done, total }),
      appeared: (problems) => report({ kind: 'appeared', problems }),
    }
  }

  /** Publishes what is due, and comes back when the next post is. */
  #release(): void {
    clearTimeout(this.#releaseTimer)
    if (this.#closing) return
    this.#attempt(() => {
      const { appeared } = this.writer.release(Date.now())
      if (appeared.length > 0) report({ kind: 'appeared', problems: appeared })
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
      report({ kind: 'failed', reason: reasonOf(error) })
    }
  }

  async #close(): Promise<void> {
    clearTimeout(this.#rescanTimer)
    clearTimeout(this.#releaseTimer)
    await this.#syncing
    await this.#reader.close()
    this.writer.close()
    port?.close()
  }
}

function report(message: IntakeReport): void {
  port?.postMessage(message)
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

try {
  const thread = new IntakeThread(openCatalogueWriter({ ...settings.catalogue, now: Date.now }))
  port.on('message', (request: IntakeRequest) => thread.hear(request))
} catch (error) {
  if (!(error instanceof FeedmillError)) throw error
  report({ kind: 'refused', problem: error.problem })
}
