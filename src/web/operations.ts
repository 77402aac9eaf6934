import type { Problem } from '../model/problem.js'

/** How the house stands, for `/readyz`. */
export interface Readiness {
  /** Requests can be answered: from the folder or from what is known of it. */
  readonly ready: boolean
  /** The whole folder has been read at least once. */
  readonly complete: boolean
  /** The process is about to end. */
  readonly draining?: boolean
  /** Files read of those found, while the folder is being read. */
  readonly progress?: { readonly done: number; readonly total: number }
  /** Posts published now. */
  readonly posts: number
  /** Posts that a search finds of those there are to find; absent where there is no search. */
  readonly search?: { readonly indexed: number; readonly total: number }
  readonly problems: { readonly errors: number; readonly warnings: number }
  /** `missing`: gone, or empty all at once; the site stays as it was. `unfollowed`: changes are not noticed for a while. */
  readonly folder: 'ok' | 'missing' | 'unfollowed'
}

/** What is wrong in the folder now, in the form of `feedmill check --format json`, and counts of all of it. */
export interface ProblemReport {
  /** Posts published now. */
  readonly posts: number
  readonly withheld: number
  readonly errors: number
  readonly warnings: number
  /** In the order of files and lines. */
  readonly problems: readonly Problem[]
  /** What to ask for to get those that follow; absent where these are the last. */
  readonly next?: string
}

/** Why there is no report: still to be opened, or `after` is not the `next` of any. */
export type NoReport = 'not-ready' | 'bad-after'

/** What operators may ask of a running house. Whoever joins the floors answers. */
export interface Operations {
  /** Costs microseconds: it is asked every few seconds for ever. */
  readiness(): Readiness
  /** A report of bounded size. Without this there is no `/problems.json`. @param after - `next` of the report before */
  problems?(after?: string): ProblemReport | NoReport
}
