import type { Combination } from '../model/combination.js'

/** What of a combination is asked for: a part of the answer at a time, since the whole may take long. */
export interface CombinationQuestion {
  readonly combination: Combination
  /** Posts that are wanted; a few more may be given. */
  readonly limit: number
  /** Where the part before this one ended. */
  readonly from?: Bookmark
}

/** A place in an answer, for the catalogue alone to read. It holds as long as what is asked for is not touched. */
export interface Bookmark {
  /** Counted from 1. */
  readonly part: number
  readonly place: {
    readonly age: number
    readonly guid: string
    readonly end?: number
    readonly depth?: number
  }
}
