import type { Problem } from '../model/problem.js'

/** The state of the system, for `/readyz`. */
export interface Readiness {
  /** Requests can be answered, from the folder or from what is known of it. */
  readonly ready: boolean
  /** The whole folder has been read at least once. */
  readonly complete: boolean
  /** Files read so far, and files found, while the folder is being read. */
  readonly progress?: { readonly done: number; readonly total: number }
  /** Posts published now. */
  readonly posts: number
  /** How many posts a search can find, of how many; absent if there is no search. */
  readonly search?: { readonly indexed: number; readonly total: number }
  readonly problems: { readonly errors: number; readonly warnings: number }
  /** `missing`: gone, or suddenly empty; the site stays as it was. `unfollowed`: changes go unnoticed for a while. */
  readonly folder: 'ok' | 'missing' | 'unfollowed'
}

/** What is wrong in the folder now, in the form of `feedmill check --format json`, with counts of everything. */
export interface ProblemReport {
  /** Posts published now. */
  readonly posts: number
  readonly withheld: number
  readonly errors: number
  readonly warnings: number
  /** One page of the Problems, ordered by file and line. */
  readonly problems: readonly Problem[]
  /** Cursor for the next page; absent on the last. */
  readonly next?: string
}

/** Why there is no report: the catalogue is not open yet, or `after` is not the `next` of any page. */
export type NoReport = 'not-ready' | 'bad-after'

/** What operators may ask a running server. Implemented in `cli/`, which joins the floors. */
export interface Operations {
  /** Must cost microseconds: it is called every few seconds, for ever. */
  readiness(): Readiness
  /** A report of bounded size. Without this there is no `/problems.json`. @param after - `next` of the page before */
  problems?(after?: string): ProblemReport | NoReport
}
