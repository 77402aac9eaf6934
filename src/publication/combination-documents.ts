import { setTimeout } from 'node:timers/promises'
import type { Catalogue, Moment, PostRecord } from '../catalogue/catalogue.js'
import type { Bookmark } from '../catalogue/combination-question.js'
import { feedWindow } from '../feed/window.js'
import type { Combination } from '../model/combination.js'
import type { FormatName } from '../model/format.js'
import type { FeedDocuments, FeedSettings, MadeDocument } from './feed-documents.js'

/** Attempts at one answer: it is started over, up to this often, when a commit comes between its parts. */
const attemptsMax = 4

/** Makes the feeds of combinations. Their posts are found in steps, between which other requests are answered. */
export class CombinationDocuments {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly settings: FeedSettings,
    private readonly feeds: Pick<FeedDocuments, 'combine'>,
  ) {}

  async make(combination: Combination, format: FormatName): Promise<MadeDocument> {
    for (let attempt = 1; ; attempt++) {
      const touched = lastTouched(this.catalogue, combination)
      const posts = await this.#find(combination)
      // One snapshot: if nothing was touched meanwhile, the feed shows the same state as the posts found.
      const made = this.catalogue.snapshot(() => {
        const isCurrent = lastTouched(this.catalogue, combination) === touched
        return isCurrent || attempt === attemptsMax
          ? this.feeds.combine(combination, posts, format)
          : undefined
      })
      if (made !== undefined) return made
    }
  }

  /** As many of the newest posts as the feed carries, or a few more. */
  async #find(combination: Combination): Promise<PostRecord[]> {
    const { limit, max } = this.settings
    const most = Math.max(limit, max)
    const posts: PostRecord[] = []
    let from: Bookmark | undefined
    do {
      const beganMs = performance.now()
      const wanted = Math.min(limit + 1, most - posts.length)
      const part = this.catalogue.combined({ combination, limit: wanted, ...(from && { from }) })
      posts.push(...part.posts)
      from = part.next
      // The feed would not carry any further posts.
      if (posts.length >= most || feedWindow(posts, this.settings) < posts.length) break
      // Pause for as long as the work took: half of the time is left for others, however much is asked for.
      if (from !== undefined) await setTimeout(performance.now() - beganMs)
    } while (from !== undefined)
    return posts
  }
}

/** When the posts that a combination carries may last have changed. */
export function lastTouched(catalogue: Catalogue, combination: Combination): Moment {
  const touched = catalogue.combinationTouched(combination)
  const searched = combination.q === undefined ? 0 : catalogue.searchChanged()
  return Math.max(touched, searched, catalogue.epoch())
}
