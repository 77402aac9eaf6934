import { type Combination, spellCombination } from '../model/combination.js'
import type { Scope } from '../model/scope.js'
import type { Site } from '../model/site.js'

/**
 * What a feed itself is known by for ever: Atom's `id`, the same when its addresses move with the domain.
 *
 * The site's is `GUID_BASE/id`, a category's `GUID_BASE/id?category=NAME`, a combination's the same with its query. No post can have it: a post's
 * default guid goes on with `/`, and a `?` in its path is percent-encoded.
 *
 * @see RFC 4287 §4.2.6; docs/decisions/0002-feed-ids.md
 */
export function feedId({ guidBase }: Pick<Site, 'guidBase'>, scope: Scope | Combination): string {
  if (!('kind' in scope)) return `${guidBase}/id?${spellCombination(scope)}`
  if (scope.kind === 'site') return `${guidBase}/id`
  return `${guidBase}/id?${scope.kind}=${encodeURIComponent(scope.name.toWellFormed())}`
}
