import { feedListPath, opmlListPath } from '../model/address.js'
import type { GroupKind } from '../model/scope.js'

/** Scopes per page of the list of all scopes of a kind. */
export const feedListScopes = 500

/** How many pages such a list has: one even if it is empty. @param total - scopes of the kind */
export function feedListPages(total: number): number {
  return Math.max(1, Math.ceil(total / feedListScopes))
}

/** Paths of all those pages, in order. */
export function feedListPaths(kind: GroupKind, total: number): string[] {
  return Array.from({ length: feedListPages(total) }, (_, index) => feedListPath(kind, index + 1))
}

/** Paths of the same pages as OPML, for import into readers. */
export function opmlListPaths(kind: GroupKind, total: number): string[] {
  return Array.from({ length: feedListPages(total) }, (_, index) => opmlListPath(kind, index + 1))
}
