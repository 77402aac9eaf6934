import type { Problem } from '../model/problem.js'
import type { Moment } from './catalogue.js'
import type { PostRow, Standing } from './rows.js'
import type { State } from './state.js'

/** What one transaction has changed so far. */
export class Change {
  /** The posts that it may have changed, by id, as they were before; undefined where they were not. */
  readonly before = new Map<number, PostRow | undefined>()
  /** The same posts as they are when all of them are placed; without those that are gone. */
  readonly after = new Map<number, PostRow>()
  /** Ids of posts of which anything that documents show was written anew. */
  readonly rewritten = new Set<number>()
  /** Ids of scopes that were looked up, by kind and name. */
  readonly scopeIds = new Map<string, number>()
  /** What the files of posts were said to be, by the post's id: its standing when its file was taken in. */
  readonly stated = new Map<number, Standing>()
  /** Posts to be placed anew, by id: their path. */
  readonly undecided = new Map<number, string>()
  /** Permalinks and guids that their holder gave up. */
  readonly freed: FreedKey[] = []
  readonly appeared: Problem[] = []
  readonly gone: Problem[] = []
  /** A reader can see the difference. */
  visible = false
  /** Something was committed that can be asked for. */
  noticed = false
  /** Every document has reason to change. */
  epochBegins = false
  assetsChanged = false
  /** Scopes came, went, got their first post or lost their last: which of them stand before an alias. */
  scopesChanged = false
  /** Where a post or a file was put or taken away: paths of the site in our one spelling. */
  readonly addresses = new Set<string>()
  /** The oldest age that is kept; absent where age decides nothing. */
  cutoff: number | undefined
  /** Path of the `feeds.yml` that was read last. */
  feedsFile: string | undefined

  constructor(
    readonly state: State,
    /** When this is committed. */
    readonly moment: Moment,
    readonly nowMs: number,
  ) {
    this.feedsFile = state.feedsFile
    this.cutoff = state.cutoff
  }

  /** Keeps what a post was before the first of several changes. */
  remember(row: PostRow): void {
    if (!this.before.has(row.id)) this.before.set(row.id, row)
  }

  /** @param news - undefined where a set of Problems stayed the same */
  told(news: Partial<ProblemNews> | undefined): void {
    if (news === undefined) return
    for (const problem of news.appeared ?? []) this.appeared.push(problem)
    for (const problem of news.gone ?? []) this.gone.push(problem)
    this.noticed = true
  }

  see(): void {
    this.visible = true
    this.noticed = true
  }

  seeAssets(): void {
    this.assetsChanged = true
    this.see()
  }

  beginEpoch(): void {
    this.epochBegins = true
    this.see()
  }

  /** What is true of the catalogue once this is committed. */
  stateAfter(): State {
    const { state, moment } = this
    const { cutoff: _, ...rest } = state
    return {
      ...rest,
      ...(this.cutoff === undefined ? {} : { cutoff: this.cutoff }),
      version: state.version + 1,
      // Given out even where nobody sees it: posts that are withheld bear it.
      moment,
      lastCommit: this.visible ? moment : state.lastCommit,
      epoch: this.epochBegins ? moment : state.epoch,
      assetsChanged: this.assetsChanged ? moment : state.assetsChanged,
      ...(this.feedsFile === undefined ? {} : { feedsFile: this.feedsFile }),
    }
  }
}

/** What is different in a set of Problems. */
export interface ProblemNews {
  readonly appeared: readonly Problem[]
  readonly gone: readonly Problem[]
}

/** A permalink or guid without a holder, and the path of the one that had it. */
export interface FreedKey {
  readonly key: 'permalink' | 'guid'
  readonly value: string
  readonly path: string
}
