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

/** What the operator says about a scope in `feeds.yml`. All of it is optional. */
export interface ScopeSettings {
  /** Plain text; defaults to the name. */
  readonly title?: string
  readonly description?: string
  /** Absolute address, or a path of the site. */
  readonly image?: string
  /** Position in lists of scopes: lower comes first, and scopes without one come last. */
  readonly order?: number
  /**
   * Where it used to be: a path of the site (`/old/feed.xml`) or, without a slash, a former name, which stands
   * for its feeds and its page. Answered with 301.
   */
  readonly aliases?: readonly string[]
  /** Withdrawn for good: its feeds are answered with 410. */
  readonly gone?: boolean
}

/** One row of `feeds.yml`. */
export interface ScopeEntry {
  readonly scope: Scope
  readonly settings: ScopeSettings
}
