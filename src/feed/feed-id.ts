import { type Combination, canonicalQuery } from '../model/combination.js'
import type { Scope } from '../model/scope.js'
import type { Site } from '../model/site.js'

/**
 * A feed's permanent identity, Atom's `id`: it stays the same when the site moves to another domain.
 *
 * The site's is `GUID_BASE/id`, a category's `GUID_BASE/id?category=NAME`, a combination's the same with its query.
 * No post's default guid can equal it: that is `GUID_BASE/id/` and a path in which `?` is percent-encoded.
 *
 * @see RFC 4287 §4.2.6; docs/decisions/0002-feed-ids.md
 */
export function feedId({ guidBase }: Pick<Site, 'guidBase'>, scope: Scope | Combination): string {
  if (!('kind' in scope)) return `${guidBase}/id?${canonicalQuery(scope)}`
  if (scope.kind === 'site') return `${guidBase}/id`
  return `${guidBase}/id?${scope.kind}=${encodeURIComponent(scope.name.toWellFormed())}`
}
