import { setTimeout } from 'node:timers/promises'
import type { Catalogue, Moment, PostRecord } from '../catalogue/catalogue.js'
import type { Bookmark } from '../catalogue/combination-question.js'
import { feedWindow } from '../feed/window.js'
import type { Combination } from '../model/combination.js'
import type { FormatName } from '../model/format.js'
import type { FeedDocuments, FeedSettings, MadeDocument } from './feed-documents.js'

/** Where commits come between the parts of an answer, it is begun anew, and not for ever. */
const attemptsMax = 4

/** Makes the feeds of combinations. Their posts are found in parts, between which others are answered. */
export class CombinationDocuments {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly settings: FeedSettings,
    private readonly feeds: Pick<FeedDocuments, 'combine'>,
  ) {}

  async make(combination: Combination, format: FormatName): Promise<MadeDocument> {
    for (let attempt = 1; ; attempt++) {
      const touched = touchedOf(this.catalogue, combination)
      const posts = await this.#find(combination)
      // All asked in one snapshot: where nothing was touched, it is the state of all that was found.
      const made = this.catalogue.snapshot(() => {
        const isCurrent = touchedOf(this.catalogue, combination) === touched
        return isCurrent || attempt === attemptsMax
          ? this.feeds.combine(combination, posts, format)
          : undefined
      })
      if (made !== undefined) return made
    }
  }

  /** As many of the newest posts as the feed carries, or some more. */
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
      // Further posts would be no more of the feed.
      if (posts.length >= most || feedWindow(posts, this.settings) < posts.length) break
      // As long a rest as the work was: half of the time is the others', however much is asked for.
      if (from !== undefined) await setTimeout(performance.now() - beganMs)
    } while (from !== undefined)
    return posts
  }
}

/** When what a combination carries last had reason to change. */
export function touchedOf(catalogue: Catalogue, combination: Combination): Moment {
  const touched = catalogue.combinationTouched(combination)
  const searched = combination.q === undefined ? 0 : catalogue.searchChanged()
  return Math.max(touched, searched, catalogue.epoch())
}
