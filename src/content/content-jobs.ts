import type { SourceBody } from '../model/post.js'
import type { ReadOptions, ReadResult } from './read-result.js'
import type { RenderContext, RenderedBody } from './rendered-body.js'

/** What the content workers do: see `content-worker.ts`. */
export type ContentJobs = {
  /** Reads one file; undefined where it is no longer there. */
  readonly read: {
    readonly input: {
      readonly root: string
      readonly file: string
      readonly options: ReadOptions
      /** Pack its body, too, which spares the catalogue's writer a quarter of its work. */
      readonly packs: boolean
    }
    readonly result: ReadResult | undefined
  }
  /** Makes one body ready for feeds and pages. */
  readonly render: {
    readonly input: { readonly body: SourceBody; readonly context: RenderContext }
    readonly result: RenderedBody
  }
}

/** The module to give a `WorkerPool<ContentJobs>`. */
export const contentWorker = new URL('./content-worker.js', import.meta.url)
