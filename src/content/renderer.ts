import type { SourceBody } from '../model/post.js'
import { type ContentJobs, contentWorker } from './content-jobs.js'
import { JobLost, type LossReason } from './job-lost.js'
import { renderPlainly } from './render-plainly.js'
import type { RenderContext, RenderedBody } from './rendered-body.js'
import { WorkerPool } from './worker-pool.js'

/** How long a renderer waits for a body, and who is told if there is no result. */
export interface RendererOptions {
  /** Longest time one body may take, in milliseconds. */
  readonly deadlineMs?: number
  /** Called for each body without a result: it took too long, failed, or ended its thread. */
  readonly onLost?: (context: RenderContext, why: LossReason) => void
}

/** Renders bodies in a thread of its own, which starts with the first of them. */
export class Renderer {
  readonly #pool: WorkerPool<ContentJobs>
  readonly #onLost: NonNullable<RendererOptions['onLost']>

  constructor({ deadlineMs = 2_000, onLost = () => {} }: RendererOptions = {}) {
    this.#pool = new WorkerPool({ module: contentWorker, deadlineMs })
    this.#onLost = onLost
  }

  /**
   * As `renderBody`. A body that takes too long, or at which the thread fails or ends, gives its plain text.
   *
   * @returns rejects with `JobLost` once the renderer is closed
   */
  async render(body: SourceBody, context: RenderContext): Promise<RenderedBody> {
    try {
      return await this.#pool.run('render', { body, context })
    } catch (error) {
      if (!(error instanceof JobLost) || error.why === 'closed') throw error
      this.#onLost(context, error.why)
      return renderPlainly(body)
    }
  }

  /** Ends the thread at once; what is under way is lost. */
  close(): Promise<void> {
    return this.#pool.close()
  }
}
