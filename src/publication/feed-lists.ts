/** Scopes on one page of the list of all scopes of a kind. */
export const feedListScopes = 500

/** How many pages such a list has; one where it is empty. @param total - scopes of the kind */
export function feedListPages(total: number): number {
  return Math.max(1, Math.ceil(total / feedListScopes))
}
