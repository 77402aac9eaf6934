import type { ZonedTime } from '../model/zoned-time.js'

/** How much of a scope its feed carries. */
export interface WindowSettings {
  /** Number of posts that a feed always carries. */
  readonly limit: number
  /** Beyond them, those published within this many hours of the newest. */
  readonly hours: number
  /** Most posts that a feed carries because of `hours`. Never lowers `limit`. */
  readonly max: number
  /** Number of posts in no archive yet. All are carried, or a reader following the archives back would miss them. */
  readonly unarchived?: number
}

/** Total size of bodies, in bytes as their authors wrote them, beyond which `hours` adds no more posts. */
const windowBytesMax = 2_000_000

/**
 * How many of a scope's posts its feed carries.
 *
 * `hours` count back from the newest post, never from the clock, so that a feed changes only with its posts.
 *
 * @param posts - newest first
 * @returns how many of `posts`, from the first
 */
export function feedWindow(
  posts: readonly { readonly published: ZonedTime; readonly bodyBytes: number }[],
  { limit, hours, max, unarchived = 0 }: WindowSettings,
): number {
  const oldestMs = (posts[0]?.published.instantMs ?? 0) - hours * 3_600_000
  const always = Math.max(limit, unarchived)
  let bytes = 0
  for (const [index, { published, bodyBytes }] of posts.entries()) {
    bytes += bodyBytes
    if (index < always) continue
    if (index >= max || published.instantMs < oldestMs || bytes > windowBytesMax) return index
  }
  return posts.length
}
