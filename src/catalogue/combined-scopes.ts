import { feedPath } from '../model/address.js'
import type { Combination } from '../model/combination.js'
import { type Group, type GroupKind, groupKinds, siteScope } from '../model/scope.js'
import { decodePath } from '../model/segment.js'
import type { Moment } from './catalogue.js'
import type { CombinedScope, ScopeQueries } from './scope-queries.js'

/** A combination by the scopes that its names stand for. */
export interface CombinedScopes {
  /** By kind, where names of the kind are asked for; of the kinds, the one with the fewest posts first. */
  readonly wanted: readonly WantedScopes[]
  /** Ids of scopes whose posts are left out. */
  readonly unwanted: readonly number[]
  /** When a post that may be carried last came, went or changed. */
  readonly touched: Moment
}

/** The scopes of one kind, of which a post is in one at least. */
export interface WantedScopes {
  readonly kind: GroupKind
  readonly ids: readonly number[]
  /** In all of them; one that is in two counts twice. */
  readonly posts: number
}

/**
 * Finds the scopes of a combination. A name that nothing bears contributes nothing, nor does one whose feed was
 * withdrawn; a former name in `feeds.yml` stands for the present one, as in addresses.
 */
export function findCombinedScopes(combination: Combination, scopes: ScopeQueries): CombinedScopes {
  const find = (kind: GroupKind, names: readonly string[] = []) =>
    names.map((name) => findNamed({ kind, name }, scopes)).filter((scope) => scope !== undefined)
  const wanted = groupKinds
    .filter((kind) => combination[kind] !== undefined)
    .map((kind) => ({ kind, found: find(kind, combination[kind]).filter(({ gone }) => gone === 0) }))
  const unwanted = groupKinds.flatMap((kind) => find(kind, combination[`not-${kind}`]))
  // A post that comes, goes or changes touches all of its scopes. Where none is asked for, those are the site.
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
