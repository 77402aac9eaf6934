/** The kinds of name by which posts are grouped; each has its feeds and its page. */
export const groupKinds = ['category', 'tag', 'author'] as const
/** One of them. */
export type GroupKind = (typeof groupKinds)[number]

/** All posts of one category, one tag or one author. */
export interface Group {
  readonly kind: GroupKind
  /** As its author wrote it, in NFC: case and script are kept. */
  readonly name: string
}

/** Which posts a feed carries. */
export type Scope = { readonly kind: 'site' } | Group

/** All posts. */
export const siteScope: Scope = { kind: 'site' }

/** The scopes that carry a post: the site, then its categories, tags and authors, in the post's order. */
export function scopesOf(post: {
  readonly categories: readonly string[]
  readonly tags: readonly string[]
  readonly authors: readonly { readonly name: string }[]
}): Scope[] {
  return [
    siteScope,
    ...post.categories.map((name): Group => ({ kind: 'category', name })),
    ...post.tags.map((name): Group => ({ kind: 'tag', name })),
    ...post.authors.map(({ name }): Group => ({ kind: 'author', name })),
  ]
}

/** What `feeds.yml` says of a scope. All of it is the operator's word; none of it is needed. */
export interface ScopeSettings {
  /** Plain text; the name serves where there is none. */
  readonly title?: string
  readonly description?: string
  /** Absolute address, or a path of the site. */
  readonly image?: string
  /** Place in lists of scopes: lower stands earlier, and what has one stands before what has none. */
  readonly order?: number
  /**
   * Where it used to be. A path of the site (`/old/feed.xml`) or, without a slash, a former name, whose
   * feeds and page are then moved. Answered by 301.
   */
  readonly aliases?: readonly string[]
  /** Withdrawn for good: its feeds answer 410. */
  readonly gone?: boolean
}

/** One row of `feeds.yml`. */
export interface ScopeEntry {
  readonly scope: Scope
  readonly settings: ScopeSettings
}
