import type { CatalogueWriter } from '../catalogue/writer.js'
import type { AnyReadResult } from '../content/read-result.js'
import type { Problem } from '../model/problem.js'

/** What bringing the catalogue up to date needs. */
export interface Sync {
  /** The content folder, absolute. */
  readonly root: string
  readonly drafts: boolean
  readonly writer: CatalogueWriter
  /** Reads one post; undefined where the file is gone. */
  readonly read: (file: string) => Promise<AnyReadResult | undefined>
  /** Milliseconds since the epoch: the clock of the files' times. */
  readonly now: () => number
  /** The work should end at the next whole batch. */
  readonly closing: () => boolean
  readonly progress: (done: number, total: number) => void
  readonly appeared: (problems: readonly Problem[]) => void
  readonly gone?: (problems: readonly Problem[]) => void
  /** Whether somebody else takes care of a file now, who knows more of it. */
  readonly isLeft?: (file: string) => boolean
  /** Resolves when what watches have told of until now is taken in. */
  readonly followed?: () => Promise<void>
  /** Not every folder is watched yet: what is gone may have come to one that is not. */
  readonly isPartial?: () => boolean
  /** Told of each folder before it is listed. */
  readonly entering?: (folder: string, realPath: string) => void
}
