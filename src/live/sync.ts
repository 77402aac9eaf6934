import type { CatalogueWriter } from '../catalogue/writer.js'
import type { AnyReadResult } from '../content/read-result.js'
import type { Problem } from '../model/problem.js'

/** What it takes to bring the catalogue up to date. */
export interface Sync {
  /** The content folder, absolute. */
  readonly root: string
  readonly drafts: boolean
  readonly writer: CatalogueWriter
  /** Reads one post; undefined if the file is gone. */
  readonly read: (file: string) => Promise<AnyReadResult | undefined>
  /** Told of posts that will be read soon, in a folder where many are. */
  readonly prefetch?: (files: readonly string[]) => void
  /** Milliseconds since the epoch, on the clock that files are stamped by. */
  readonly now: () => number
  /** Whether to stop after the current batch. */
  readonly closing: () => boolean
  readonly progress: (done: number, total: number) => void
  readonly problemsAppeared: (problems: readonly Problem[]) => void
  readonly problemsSolved?: (problems: readonly Problem[]) => void
  /** Whether to skip a file, because a pending watch event will bring it in, or brought it in more recently. */
  readonly isLeftToWatcher?: (file: string) => boolean
  /** Resolves when everything named by watch events so far has been ingested. */
  readonly watchEventsIngested?: () => Promise<void>
  /** Whether some folder is not watched yet: a file that is gone may have moved there. */
  readonly isPartlyWatched?: () => boolean
  /** Called with each folder before it is listed. */
  readonly entering?: (folder: string, realPath: string) => void
}
