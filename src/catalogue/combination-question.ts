import type { Combination } from '../model/combination.js'

/** A query for part of a combination's posts: finding all of them may take long. */
export interface CombinationQuestion {
  readonly combination: Combination
  /** How many posts are wanted; a few more may be given. */
  readonly limit: number
  /** Where the previous part ended; absent for the first. */
  readonly from?: Bookmark
}

/** A place in an answer, opaque to callers. Valid until a post that the combination may carry is touched. */
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
