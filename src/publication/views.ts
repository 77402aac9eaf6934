import type { Catalogue, PostRecord, ScopeRecord } from '../catalogue/catalogue.js'
import type { FeedView, TermView } from '../feed/compose.js'
import { combinationTitle, feedTitle } from '../feed/titles.js'
import { absoluteUrl } from '../model/absolute-url.js'
import {
  archivePath,
  combinationPath,
  feedPath,
  feedsPagePath,
  homePath,
  pagePath,
  stylesheetPath,
} from '../model/address.js'
import type { Combination } from '../model/combination.js'
import type { FormatName } from '../model/format.js'
import { type Group, groupKinds, type Scope, type ScopeSettings, siteScope } from '../model/scope.js'
import { absolute, type Site } from '../model/site.js'
import type { ArchiveLink, Frame, PostView, ScopeName, ScopeView } from '../page/view.js'

/** What a feed says about itself, whatever posts it carries. */
export type FeedAbout = Omit<FeedView, 'updated' | 'maxAgeSeconds'>

/**
 * Scopes and posts as feeds and pages show them: titles, names and addresses.
 *
 * Created for each document, inside the snapshot that the document is made from, so that a scope which many posts share
 * is looked up once.
 */
export class Views {
  readonly #records = new Map<string, ScopeRecord | undefined>()

  /** The site, with the title and the description from `feeds.yml`, if it gives any. */
  readonly site: Site

  constructor(
    private readonly catalogue: Catalogue,
    site: Site,
  ) {
    const { title = site.title, description = site.description } = this.#record(siteScope)?.settings ?? {}
    this.site = { ...site, title, description }
  }

  frame(): Frame {
    return {
      site: this.site,
      wholeSite: this.scope(siteScope),
      feedsPage: absolute(this.site, feedsPagePath),
      // Just a path: the page's policy allows styles from its own host only, by whichever name it was requested.
      stylesheet: new URL(absolute(this.site, stylesheetPath)).pathname,
    }
  }

  /** Like `scope`, for scopes whose records have been read already. */
  scopes(records: readonly ScopeRecord[]): ScopeView[] {
    for (const record of records) this.#records.set(keyOf(record.scope), record)
    return records.map(({ scope }) => this.scope(scope))
  }

  scope(scope: Scope): ScopeView {
    const record = this.#record(scope)
    const { description, image } = record?.settings ?? {}
    const picture = image === undefined ? undefined : this.#address(image)
    return {
      kind: scope.kind,
      name: scope.kind === 'site' ? this.site.title : scope.name,
      title: this.#title(scope, record?.settings),
      feedTitle: this.feedTitle(scope),
      ...(description !== undefined && { description }),
      ...(picture !== undefined && { image: picture }),
      page: absolute(this.site, pagePath(scope)),
      feeds: this.feeds(scope),
      count: record?.count ?? 0,
    }
  }

  feeds(scope: Scope): Record<FormatName, string> {
    return inFormats((format) => absolute(this.site, feedPath(scope, format)))
  }

  feed(scope: Scope): FeedAbout {
    const { feedTitle: title, description, image, page, feeds } = this.scope(scope)
    return {
      scope,
      title,
      description: description ?? (scope.kind === 'site' ? this.site.description : title),
      page,
      addresses: feeds,
      image,
    }
  }

  combination(combination: Combination): FeedAbout {
    const titleOf = (scope: Group) => this.#title(scope, this.#record(scope)?.settings)
    const title = combinationTitle(this.site, combination, titleOf)
    return {
      scope: combination,
      title,
      description: title,
      page: absolute(this.site, this.#pageNear(combination)),
      addresses: inFormats((format) => absolute(this.site, combinationPath(combination, format))),
    }
  }

  /** A combination has no page of its own: it links to that of its only name, else to the home page. */
  #pageNear(combination: Combination): string {
    const groups = groupKinds.flatMap((kind) =>
      (combination[kind] ?? []).map((name): Group => ({ kind, name })),
    )
    const [only, ...others] = groups
    return only !== undefined && others.length === 0 && this.#record(only) ? pagePath(only) : homePath
  }

  /** Addresses of a scope's archive in each format. @param archive - its name */
  archive(scope: Scope, archive: string): Record<FormatName, string> {
    return inFormats((format) => absolute(this.site, archivePath(scope, archive, format)))
  }

  archivePage(scope: Scope, name: string): ArchiveLink {
    return { name, page: absolute(this.site, archivePath(scope, name, 'page')) }
  }

  /** Title of a scope's feeds. If a category and a tag have the same title, the tag's gets a `#`. */
  feedTitle(scope: Scope): string {
    const title = this.#title(scope, this.#record(scope)?.settings)
    if (scope.kind === 'site') return feedTitle(this.site)
    return feedTitle(this.site, title, scope.kind === 'tag' && this.catalogue.isTitled('category', title))
  }

  term(scope: Group): TermView {
    const { name } = scope
    const title = this.#title(scope, this.#record(scope)?.settings)
    return { name, title, page: absolute(this.site, pagePath(scope)) }
  }

  /** @param image - absolute address of the picture that its author chose */
  post(post: PostRecord, image?: string): PostView {
    const { summary = '' } = post
    const scopes = (kind: Group['kind'], names: readonly string[]) =>
      names.map((name) => (post.inFeeds ? this.scope({ kind, name }) : this.#nameOf({ kind, name })))
    return {
      title: post.title,
      page: absolute(this.site, post.permalink),
      published: post.published,
      updated: post.updated,
      ...(summary !== '' && { summary }),
      ...(image !== undefined && { image }),
      categories: scopes('category', post.categories),
      tags: scopes('tag', post.tags),
      authors: scopes(
        'author',
        post.authors.map(({ name }) => name),
      ),
      ...(post.language !== undefined && { language: post.language }),
    }
  }

  /**
   * A post that is in no feed may name scopes that never existed, and so have no page. It links to none of them: its
   * page is not made again when the first post of such a scope is published.
   */
  #nameOf(scope: Group): ScopeName {
    return { ...scope, title: this.#title(scope, this.#record(scope)?.settings) }
  }

  /** Resolves an address in `feeds.yml`: absolute, or a path, which is put beneath the site's own path. */
  #address(written: string): string | undefined {
    const path = written.startsWith('/') && !written.startsWith('//') ? written.slice(1) : written
    return absoluteUrl(path, `${this.site.url}/`)
  }

  #title(scope: Scope, settings?: ScopeSettings): string {
    if (scope.kind === 'site') return this.site.title
    return settings?.title ?? scope.name
  }

  #record(scope: Scope): ScopeRecord | undefined {
    const key = keyOf(scope)
    if (!this.#records.has(key)) this.#records.set(key, this.catalogue.scope(scope))
    return this.#records.get(key)
  }
}

function inFormats(addressIn: (format: FormatName) => string): Record<FormatName, string> {
  return { rss: addressIn('rss'), atom: addressIn('atom'), json: addressIn('json') }
}

function keyOf(scope: Scope): string {
  return scope.kind === 'site' ? 'site' : `${scope.kind} ${scope.name}`
}
