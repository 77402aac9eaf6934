/** How long what is sent may be kept, in seconds. */
export interface CachePolicy {
  /** A feed, by readers: for half the time between its posts, but no shorter and no longer than these. */
  readonly feedMin: number
  readonly feedMax: number
  /** A page, by browsers. */
  readonly page: number
  /** Anything, by caches that serve many, such as a CDN. */
  readonly shared: number
  /** Beyond that, while it is being fetched anew; 0: not at all. */
  readonly staleWhileRevalidate: number
  /** Beyond that, where we do not answer; 0: not at all. */
  readonly staleIfError: number
}

/**
 * Words `Cache-Control` of a 200. Whatever the policy, it says nothing by which readers of feeds stop asking
 * conditionally (Miniflux: `Expires: 0`) or fall back to asking as often as they may (FreshRSS: `no-cache`, `no-store`,
 * `must-revalidate`).
 *
 * @param maxAge - how long whoever asked may keep it, in seconds
 * @see RFC 9111 §5.2.2, RFC 5861
 */
export function cacheControl(maxAge: number, policy: CachePolicy): string {
  const { shared, staleWhileRevalidate, staleIfError } = policy
  return [
    'public',
    `max-age=${maxAge}`,
    `s-maxage=${shared}`,
    ...(staleWhileRevalidate === 0 ? [] : [`stale-while-revalidate=${staleWhileRevalidate}`]),
    ...(staleIfError === 0 ? [] : [`stale-if-error=${staleIfError}`]),
  ].join(', ')
}
