import type { CatalogueStatus } from '../catalogue/catalogue.js'
import type { Problem } from '../model/problem.js'
import type { FolderState, IntakeReport } from './intake-messages.js'

/** What is told of the intake's work. */
export interface IntakeListener {
  appeared?(problems: readonly Problem[]): void
  gone?(problems: readonly Problem[]): void
  failed?(reason: string): void
  /** Folders cannot be watched, and are looked at often instead. */
  unwatched?(reason: string): void
  /** All folders are watched again. */
  watched?(): void
  progress?(done: number, total: number): void
  synced?(state: IntakeState): void
  /** What watches told of is in the catalogue: so many paths. */
  followed?(paths: number): void
  /** Searches find every post: so many were indexed since this was told last. */
  indexed?(posts: number): void
  /** The thread had ended, was started again, and has opened the catalogue anew: perhaps another one. */
  reopened?(opened: IntakeOpened): void
}

/** Where the intake stands. */
export interface IntakeState {
  /** `unfollowed` while the thread has ended and is to be started again. */
  readonly folder: FolderState | 'unfollowed'
  /** Absent until the folder has been looked at once since the start. */
  readonly status?: CatalogueStatus
  /** Files in the folder that are, or ought to be, posts, pictures or settings. */
  readonly files: number
  /** Present while more than a handful of files is being read. */
  readonly progress?: { readonly done: number; readonly total: number }
}

/** What is known once the catalogue can be written, or it is known that it cannot. */
export interface IntakeOpened extends Omit<IntakeReport & { kind: 'opened' }, 'kind'> {
  /** It cannot be written yet; what is known can be served meanwhile. */
  readonly isRefused?: boolean
}
