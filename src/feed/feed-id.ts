import type { Scope } from '../model/scope.js'
import type { Site } from '../model/site.js'

/**
 * What a feed itself is known by for ever: Atom's `id`, the same when its addresses move with the domain.
 *
 * The site's is `GUID_BASE/id`, a category's `GUID_BASE/id?category=NAME`. No post can have it: a post's
 * default guid goes on with `/`, and a `?` in its path is percent-encoded.
 *
 * @see RFC 4287 §4.2.6; docs/decisions/0002-feed-ids.md
 */
export function feedId({ guidBase }: Pick<Site, 'guidBase'>, scope: Scope): string {
  if (scope.kind === 'site') return `${guidBase}/id`
  return `${guidBase}/id?${scope.kind}=${encodeURIComponent(scope.name.toWellFormed())}`
}
