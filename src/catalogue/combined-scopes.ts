import { feedPath } from '../model/address.js'
import type { Combination } from '../model/combination.js'
import { type Group, type GroupKind, groupKinds, siteScope } from '../model/scope.js'
import { decodePath } from '../model/segment.js'
import type { Moment } from './catalogue.js'
import type { CombinedScope, ScopeQueries } from './scope-queries.js'

/** A combination, with the scopes that its names stand for. */
export interface CombinedScopes {
  /** One entry for each kind that is asked for, the one with the fewest posts first. */
  readonly wanted: readonly WantedScopes[]
  /** Ids of scopes whose posts are left out. */
  readonly unwanted: readonly number[]
  /** When a post that the combination may carry was last added, changed or removed. */
  readonly touched: Moment
}

/** Scopes of one kind; a post must be in at least one of them. */
export interface WantedScopes {
  readonly kind: GroupKind
  readonly ids: readonly number[]
  /** The sum over all of them: a post in two counts twice. */
  readonly posts: number
}

/**
 * Finds the scopes of a combination. An unknown name contributes nothing, and neither does a wanted one whose feed was
 * withdrawn; a former name in `feeds.yml` stands for the present one, as in addresses.
 */
export function findCombinedScopes(combination: Combination, scopes: ScopeQueries): CombinedScopes {
  const find = (kind: GroupKind, names: readonly string[] = []) =>
    names.map((name) => findNamed({ kind, name }, scopes)).filter((scope) => scope !== undefined)
  const wanted = groupKinds
    .filter((kind) => combination[kind] !== undefined)
    .map((kind) => ({ kind, found: find(kind, combination[kind]).filter(({ gone }) => gone === 0) }))
  const unwanted = groupKinds.flatMap((kind) => find(kind, combination[`not-${kind}`]))
  // A post that is added, changed or removed touches all of its scopes. If none is asked for, the site stands for all.
  const all = wanted.length === 0 ? [scopes.combined(siteScope)] : wanted.flatMap(({ found }) => found)
  return {
    wanted: wanted
      .map(({ kind, found }) => ({
        kind,
        ids: [...new Set(found.map(({ id }) => id))],
        posts: found.reduce((sum, { posts }) => sum + posts, 0),
      }))
      .sort((a, b) => a.posts - b.posts),
    unwanted: unwanted.map(({ id }) => id),
    touched: Math.max(0, ...all.map((scope) => scope?.touched ?? 0)),
  }
}

function findNamed(group: Group, scopes: ScopeQueries): CombinedScope | undefined {
  const alias = scopes.findAlias(decodePath(feedPath(group, 'rss')) ?? '')
  return scopes.combined(alias?.scope ?? group)
}
