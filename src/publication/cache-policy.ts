/** How long answers may be cached, in seconds. */
export interface CachePolicy {
  /** A feed, by readers: half the time between its posts, but within these bounds. */
  readonly feedMin: number
  readonly feedMax: number
  /** A page, by browsers. */
  readonly page: number
  /** Anything, by shared caches such as a CDN. */
  readonly shared: number
  /** How much longer, while a cache revalidates it; 0: not at all. */
  readonly staleWhileRevalidate: number
  /** How much longer, while we do not answer; 0: not at all. */
  readonly staleIfError: number
}

/**
 * Writes the `Cache-Control` of a 200. Whatever the policy, it contains nothing that makes feed readers stop asking
 * conditionally (Miniflux: `Expires: 0`) or poll as often as they may (FreshRSS: `no-cache`, `no-store`,
 * `must-revalidate`).
 *
 * @param maxAge - how long the client may cache it, in seconds
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
