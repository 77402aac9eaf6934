import type { CatalogueStatus } from '../catalogue/catalogue.js'
import type { Problem } from '../model/problem.js'
import type { FolderState, IntakeReport } from './intake-messages.js'

/** Receives news of the intake's work. */
export interface IntakeListener {
  problemsAppeared?(problems: readonly Problem[]): void
  problemsSolved?(problems: readonly Problem[]): void
  failed?(reason: string): void
  /** Some folder cannot be watched; all are scanned often instead. */
  unwatched?(reason: string): void
  /** All folders are watched again. */
  watched?(): void
  progress?(done: number, total: number): void
  synced?(state: IntakeState): void
  /** What watch events named is in the catalogue: this many paths. */
  followed?(paths: number): void
  /** Searches now find every post; this many were indexed since the last call. */
  indexed?(posts: number): void
  /** The thread had ended, was restarted, and has opened the catalogue again: perhaps a different one. */
  reopened?(opened: IntakeOpened): void
}

/** The state of the intake. */
export interface IntakeState {
  /** `unfollowed` while the thread has ended and is about to be restarted, or while scans fail. */
  readonly folder: FolderState | 'unfollowed'
  /** Absent until the first scan since the start has finished. */
  readonly status?: CatalogueStatus
  /** How many files in the folder are, or should be, posts, pictures or settings. */
  readonly files: number
  /** Present while more than one batch of posts is being read. */
  readonly progress?: { readonly done: number; readonly total: number }
}

/** What is known once the catalogue can be written, or has turned out not to be writable. */
export interface IntakeOpened extends Omit<IntakeReport & { kind: 'opened' }, 'kind'> {
  /** The catalogue cannot be written yet; what it holds can be served meanwhile. */
  readonly isRefused?: boolean
}

/** A report that only the listener needs to hear of. */
type News = Extract<
  IntakeReport,
  {
    kind:
      | 'problems-appeared'
      | 'problems-solved'
      | 'failed'
      | 'followed'
      | 'indexed'
      | 'watched'
      | 'unwatched'
  }
>

/** Passes a report on to a listener. */
export function tell(listener: IntakeListener, news: News): void {
  switch (news.kind) {
    case 'problems-appeared':
      listener.problemsAppeared?.(news.problems)
      break
    case 'problems-solved':
      listener.problemsSolved?.(news.problems)
      break
    case 'failed':
      listener.failed?.(news.reason)
      break
    case 'followed':
      listener.followed?.(news.paths)
      break
    case 'indexed':
      listener.indexed?.(news.posts)
      break
    case 'watched':
      listener.watched?.()
      break
    case 'unwatched':
      listener.unwatched?.(news.reason)
      break
  }
}
