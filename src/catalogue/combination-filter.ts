import type { GroupKind } from '../model/scope.js'
import type { CombinedScopes } from './combined-scopes.js'

/** Which scopes a post must be in and which not, as SQL takes it: JSON of their ids, or null where it does not matter. */
export type CombinationFilter = Readonly<Record<GroupKind | 'unwanted', string | null>>

/** @param driver - the kind by whose scopes posts are gone through, so that nobody need ask whether they are in one */
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
 * Whether the post at `m.age` and `m.guid` passes: one look into `membership` for each scope. A post that is unwanted
 * stays so where its scope keeps newer ones alone, and another scope keeps it.
 */
export const passesSql = `(:category IS NULL OR ${isInOneOf(':category', 'membership')})
    AND (:tag IS NULL OR ${isInOneOf(':tag', 'membership')})
    AND (:author IS NULL OR ${isInOneOf(':author', 'membership')})
    AND (:unwanted IS NULL OR NOT (${isInOneOf(':unwanted', 'membership')} OR ${isInOneOf(':unwanted', 'retired')}))`

function isInOneOf(ids: string, shelf: 'membership' | 'retired'): string {
  return `EXISTS (SELECT 1 FROM ${shelf} AS k
      WHERE k.scope IN (SELECT value FROM json_each(${ids})) AND k.age = m.age AND k.guid = m.guid)`
}
