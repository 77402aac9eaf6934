import type { SourceBody } from '../model/post.js'
import type { PackedPost } from './packed-body.js'
import type { ReadOptions, ReadResult } from './read-result.js'
import type { RenderContext, RenderedBody } from './rendered-body.js'

/** What the content workers do: see `content-worker.ts`. */
export type ContentJobs = {
  /** Reads one file; undefined if it no longer exists. */
  readonly read: { readonly input: FileToRead; readonly result: ReadResult | undefined }
  /** Like `read`, with the body packed for storage instead of as text. */
  readonly readPacked: { readonly input: FileToRead; readonly result: ReadResult<PackedPost> | undefined }
  /** Brings files into the system's memory; returns how many it read. */
  readonly prefetch: { readonly input: FilesToPrefetch; readonly result: number }
  /** Makes one body ready for feeds and pages. */
  readonly render: {
    readonly input: { readonly body: SourceBody; readonly context: RenderContext }
    readonly result: RenderedBody
  }
  /** Makes the plain text of one body. */
  readonly renderPlainly: { readonly input: SourceBody; readonly result: RenderedBody }
}

/** A file and how to read it. */
export interface FileToRead {
  /** The content folder, absolute. */
  readonly root: string
  readonly file: string
  readonly options: ReadOptions
}

/** Files that are about to be read. */
export interface FilesToPrefetch {
  /** The content folder, absolute. */
  readonly root: string
  readonly files: readonly string[]
  /** Larger files are not read. */
  readonly bytesMax: number
}

/** The module to give a `WorkerPool<ContentJobs>`. */
export const contentWorker = new URL('./content-worker.js', import.meta.url)
