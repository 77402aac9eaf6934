import type { FormatName } from '../model/format.js'
import type { GroupKind } from '../model/scope.js'
import type { Site } from '../model/site.js'
import type { ZonedTime } from '../model/zoned-time.js'

/** A scope as pages show it. Every address is absolute; every text is plain text. */
export interface ScopeView {
  readonly kind: 'site' | GroupKind
  readonly name: string
  /** From `feeds.yml`, else the name. */
  readonly title: string
  /** Title of its feeds, as written in the feeds themselves. */
  readonly feedTitle: string
  readonly description?: string
  readonly image?: string
  readonly page: string
  readonly feeds: Readonly<Record<FormatName, string>>
  readonly count: number
}

/** The name of a scope beside a post. */
export type ScopeName = Pick<ScopeView, 'kind' | 'name' | 'title'> & {
  /** Absent if the scope may have no page: then it is named without a link. */
  readonly page?: string
}

/** Scopes of a kind, as many as a page has room for. */
export interface ScopeList {
  readonly kind: GroupKind
  readonly scopes: readonly ScopeView[]
  /** Number of scopes of the kind, shown or not. */
  readonly total: number
  /** Absolute address of the first page that lists all of them. */
  readonly all: string
}

/** A link to the page of one of a scope's archives. */
export interface ArchiveLink {
  /** `2021-12`, `2021-12-30T15.2`. */
  readonly name: string
  /** Absolute address. */
  readonly page: string
}

/** A post in a list. */
export interface PostView {
  readonly title: string
  /** Absolute address of its page. */
  readonly page: string
  readonly published: ZonedTime
  readonly updated: ZonedTime
  readonly summary?: string
  readonly image?: string
  readonly categories: readonly ScopeName[]
  readonly tags: readonly ScopeName[]
  readonly authors: readonly ScopeName[]
  /** BCP 47, where it is not the site's. */
  readonly language?: string
}

/** What every page shows around its content. */
export interface Frame {
  readonly site: Site
  /** The whole site as a scope. */
  readonly wholeSite: ScopeView
  readonly feedsPage: string
  readonly stylesheet: string
}
