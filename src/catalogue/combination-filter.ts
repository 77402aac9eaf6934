import type { GroupKind } from '../model/scope.js'
import type { CombinedScopes } from './combined-scopes.js'

/** Which scopes a post must and must not be in, as parameters of SQL: JSON of their ids, or null for any. */
export type CombinationFilter = Readonly<Record<GroupKind | 'unwanted', string | null>>

/** @param driver - the kind whose scopes are scanned, so that membership in them need not be checked */
export function makeFilter({ wanted, unwanted }: CombinedScopes, driver?: GroupKind): CombinationFilter {
  const idsOf = (kind: GroupKind) => wanted.find((of) => of.kind === kind && kind !== driver)?.ids
  return {
    category: toJson(idsOf('category')),
    tag: toJson(idsOf('tag')),
    author: toJson(idsOf('author')),
    unwanted: unwanted.length === 0 ? null : toJson(unwanted),
  }
}

function toJson(ids: readonly number[] | undefined): string | null {
  return ids === undefined ? null : JSON.stringify(ids)
}

/**
 * Whether the post at `m.age` and `m.guid` passes: one lookup in `membership` per scope. A post of an unwanted scope is
 * left out even if that scope has retired it and another still carries it.
 */
export const passesSql = `(:category IS NULL OR ${isInOneOf(':category', 'membership')})
    AND (:tag IS NULL OR ${isInOneOf(':tag', 'membership')})
    AND (:author IS NULL OR ${isInOneOf(':author', 'membership')})
    AND (:unwanted IS NULL OR NOT (${isInOneOf(':unwanted', 'membership')} OR ${isInOneOf(':unwanted', 'retired')}))`

function isInOneOf(ids: string, shelf: 'membership' | 'retired'): string {
  return `EXISTS (SELECT 1 FROM ${shelf} AS k
      WHERE k.scope IN (SELECT value FROM json_each(${ids})) AND k.age = m.age AND k.guid = m.guid)`
}
