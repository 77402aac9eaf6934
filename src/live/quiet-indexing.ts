import type { CatalogueWriter } from '../catalogue/writer.js'
import { Alarm } from './alarm.js'
import type { FaultLog } from './fault-log.js'

/** What indexing asks of whoever has it done, and tells them. */
export interface IndexingHost {
  /** Nothing else is to be done now. */
  isIdle(): boolean
  /** Every post is indexed that can be found: so many of them since this was told last. */
  indexed(posts: number): void
}

/**
 * Has the words of posts indexed while nothing else is to be done, step by step: between two steps whatever
 * comes in is heard, and goes before.
 */
export class QuietIndexing {
  readonly #pause = new Alarm(() => this.wake())
  #step: NodeJS.Immediate | undefined
  #posts = 0
  #closed = false

  /** @param retryMs - where it failed, it is tried again after so long */
  constructor(
    private readonly writer: Pick<CatalogueWriter, 'indexWords'>,
    private readonly faults: FaultLog,
    private readonly host: IndexingHost,
    private readonly retryMs: number,
  ) {}

  /** Something may have come to be indexed, or what kept it waiting is over. */
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
