import type { CatalogueWriter } from '../catalogue/writer.js'
import { Alarm } from './alarm.js'
import type { FaultLog } from './fault-log.js'

/** What indexing needs from its owner. */
export interface IndexingHost {
  /** Whether there is no other work at the moment. */
  isIdle(): boolean
  /** Every post that can be found is indexed; this many since the last call. */
  indexed(posts: number): void
}

/**
 * Indexes the words of posts while there is nothing else to do, step by step: whatever arrives between two steps is
 * handled first.
 */
export class IdleIndexing {
  readonly #pause = new Alarm(() => this.wake())
  #step: NodeJS.Immediate | undefined
  #posts = 0
  #closed = false

  /** @param retryMs - delay before a failed step is repeated */
  constructor(
    private readonly writer: Pick<CatalogueWriter, 'indexWords'>,
    private readonly faults: FaultLog,
    private readonly host: IndexingHost,
    private readonly retryMs: number,
  ) {}

  /** There may be something to index, or what kept indexing waiting is over. */
  wake(): void {
    if (this.#closed || this.#step !== undefined) return
    this.#step = setImmediate(() => {
      this.#step = undefined
      if (this.host.isIdle()) this.#take()
    })
  }

  close(): void {
    this.#closed = true
    clearImmediate(this.#step)
    this.#pause.clear()
  }

  #take(): void {
    const wentWell = this.faults.attempt('index', () => {
      const { posts, more } = this.writer.indexWords()
      this.#posts += posts
      if (more) this.wake()
      else this.#finish()
    })
    if (!wentWell) this.#pause.set(performance.now() + this.retryMs)
  }

  #finish(): void {
    if (this.#posts > 0) this.host.indexed(this.#posts)
    this.#posts = 0
  }
}
