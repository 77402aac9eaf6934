import type { SourceBody } from '../model/post.js'
import { type ContentJobs, contentWorker } from './content-jobs.js'
import { JobLost, type LossReason } from './job-lost.js'
import { renderPlainly } from './render-plainly.js'
import type { RenderContext, RenderedBody } from './rendered-body.js'
import { WorkerPool } from './worker-pool.js'

/** How long a renderer waits for a body, and what to call if there is no result. */
export interface RendererOptions {
  /** Longest time that one body may take, in milliseconds. */
  readonly deadlineMs?: number
  /** Called for each body without a result: it took too long, failed, or killed its thread. */
  readonly onLost?: (context: RenderContext, why: LossReason) => void
}

/**
 * How much of a body is read on the calling thread, in UTF-16 units, if its thread made not even its plain text: few
 * enough to hold up no request, whatever they are.
 */
const lastCharsMax = 10_000

/** Renders bodies in a thread of its own, which is started by the first of them. */
export class Renderer {
  readonly #pool: WorkerPool<ContentJobs>
  readonly #onLost: NonNullable<RendererOptions['onLost']>

  constructor({ deadlineMs = 2_000, onLost = () => {} }: RendererOptions = {}) {
    this.#pool = new WorkerPool({ module: contentWorker, deadlineMs })
    this.#onLost = onLost
  }

  /**
   * Renders like `renderBody`. A body that takes too long, or makes the thread fail or die, comes back as plain text,
   * which the thread makes, too; if it cannot, as the plain text of its beginning. It is marked as a stopgap: the reason
   * may have passed by the next time.
   *
   * @returns rejects with `JobLost` once the renderer is closed
   */
  async render(body: SourceBody, context: RenderContext): Promise<RenderedBody> {
    try {
      return await this.#pool.run('render', { body, context })
    } catch (error) {
      if (!isLost(error)) throw error
      this.#onLost(context, error.why)
      return { ...(await this.#renderPlainly(body)), stopgap: true }
    }
  }

  async #renderPlainly(body: SourceBody): Promise<RenderedBody> {
    try {
      return await this.#pool.run('renderPlainly', body)
    } catch (error) {
      if (!isLost(error)) throw error
      return renderPlainly(body, lastCharsMax)
    }
  }

  /** Terminates the thread at once; what is in flight is lost. */
  close(): Promise<void> {
    return this.#pool.close()
  }
}

/** Whether a body has no result although the renderer is open. */
function isLost(error: unknown): error is JobLost {
  return error instanceof JobLost && error.why !== 'closed'
}
