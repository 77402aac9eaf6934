import type { Problem } from '../model/problem.js'
import type { Moment } from './catalogue.js'
import type { PostRow, Standing } from './rows.js'
import type { State } from './state.js'

/** What one transaction has changed so far. */
export class Change {
  /** Posts that may have changed, by id, as they were before; undefined for new ones. */
  readonly before = new Map<number, PostRow | undefined>()
  /** The same posts once all of them are settled, without those that are gone. */
  readonly after = new Map<number, PostRow>()
  /** Ids of posts with a new version, so that what documents show may differ. */
  readonly rewritten = new Set<number>()
  /** Ids of scopes that were looked up, by kind and name. */
  readonly scopeIds = new Map<string, number>()
  /** The standing that was recorded with each post's file when it was ingested, by the post's id. */
  readonly stated = new Map<number, Standing>()
  /** Paths of the posts whose standing is still to be decided, by id. */
  readonly undecided = new Map<number, string>()
  /** Permalinks and guids that their holders gave up. */
  readonly freed: FreedKey[] = []
  readonly appeared: Problem[] = []
  readonly gone: Problem[] = []
  /** Readers can see a difference. */
  visible = false
  /** Something changed that can be queried, Problems included. */
  noticed = false
  /** Every document has a reason to change. */
  epochBegins = false
  assetsChanged = false
  /** Scopes were added or removed, got their first post or lost their last: this may decide which aliases lose. */
  scopesChanged = false
  /** Where a post or an asset was added or removed: paths of the site in their canonical spelling. */
  readonly addresses = new Set<string>()
  /** The oldest age that is kept; undefined if age does not matter. */
  cutoff: number | undefined
  /** Path of the last `feeds.yml` that was read. */
  feedsFile: string | undefined

  constructor(
    readonly state: State,
    /** Moment of this commit. */
    readonly moment: Moment,
    readonly nowMs: number,
  ) {
    this.feedsFile = state.feedsFile
    this.cutoff = state.cutoff
  }

  /** Keeps a post as it was before the first of several changes. */
  remember(row: PostRow): void {
    if (!this.before.has(row.id)) this.before.set(row.id, row)
  }

  /** Records what changed in a set of Problems. @param news - undefined if the set stayed the same */
  recordProblems(news: Partial<ProblemNews> | undefined): void {
    if (news === undefined) return
    for (const problem of news.appeared ?? []) this.appeared.push(problem)
    for (const problem of news.gone ?? []) this.gone.push(problem)
    this.noticed = true
  }

  markVisible(): void {
    this.visible = true
    this.noticed = true
  }

  markAssetsChanged(): void {
    this.assetsChanged = true
    this.markVisible()
  }

  beginEpoch(): void {
    this.epochBegins = true
    this.markVisible()
  }

  /** The state of the catalogue once this is committed. */
  stateAfter(): State {
    const { state, moment } = this
    const { cutoff: _, ...rest } = state
    return {
      ...rest,
      ...(this.cutoff !== undefined && { cutoff: this.cutoff }),
      version: state.version + 1,
      // Used up even if readers see no difference: withheld posts carry it.
      moment,
      lastCommit: this.visible ? moment : state.lastCommit,
      epoch: this.epochBegins ? moment : state.epoch,
      assetsChanged: this.assetsChanged ? moment : state.assetsChanged,
      ...(this.feedsFile !== undefined && { feedsFile: this.feedsFile }),
    }
  }
}

/** The difference between two versions of a set of Problems. */
export interface ProblemNews {
  readonly appeared: readonly Problem[]
  readonly gone: readonly Problem[]
}

/** A permalink or guid without a holder, and the path of its former holder. */
export interface FreedKey {
  readonly key: 'permalink' | 'guid'
  readonly value: string
  readonly path: string
}
