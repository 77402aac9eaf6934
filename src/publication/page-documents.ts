import type { Catalogue, PostRecord } from '../catalogue/catalogue.js'
import { feedListPath, feedsPagePath, opmlListPath, opmlPath } from '../model/address.js'
import { type GroupKind, groupKinds, type Scope, scopesOf, siteScope } from '../model/scope.js'
import { absolute, type Site } from '../model/site.js'
import { renderArchive } from '../page/archive-page.js'
import { renderFeedList } from '../page/feed-list-page.js'
import { renderFeedStylesheet } from '../page/feed-stylesheet.js'
import { renderFeedsPage } from '../page/feeds-page.js'
import { renderHome } from '../page/home-page.js'
import { renderListing } from '../page/listing-page.js'
import { renderPost } from '../page/post-page.js'
import { stylesheet } from '../page/stylesheet.js'
import type { PostView, ScopeList } from '../page/view.js'
import type { ArchiveContents, Archives } from './archives.js'
import { type BodyCache, retryAtMsOf } from './body-cache.js'
import { type CachePolicy, cacheControl } from './cache-policy.js'
import type { Document } from './document.js'
import { type MadeDocument, refersToMedia } from './feed-documents.js'
import { feedListPaths, feedListScopes } from './feed-lists.js'
import { Views } from './views.js'

/** Categories on the home page. */
const homeCategories = 24
/** Tags on the home page, and the newest posts of each. */
const homeTags = 30
const homeTagPosts = 5
/** Newest posts on the home page, and on the page of a scope; more if more are in no archive. */
const homePosts = 20
const listingPosts = 50
/** Scopes of each kind on the page of all feeds. */
const feedsPageScopes = 100

/**
 * Makes the pages for people. As with feeds, each method reads all posts and scopes from the catalogue before it
 * returns: call it inside a snapshot.
 */
export class PageDocuments {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly site: Site,
    private readonly archives: Archives,
    private readonly bodies: BodyCache,
    private readonly cache: CachePolicy,
  ) {}

  home(): Promise<MadeDocument> {
    const views = new Views(this.catalogue, this.site)
    const { newest, older } = this.#latest(siteScope, homePosts, views)
    const tags = this.catalogue.scopes('tag', 'latest', homeTags).map(({ scope }) => ({
      scope: views.scope(scope),
      posts: this.catalogue.newest(scope, homeTagPosts).map((post) => views.post(post)),
    }))
    const categories = this.#scopeList('category', homeCategories, views)
    const frame = views.frame()
    return this.#listed(newest, views, (posts) =>
      renderHome(frame, { categories, tags, newest: posts, older }),
    )
  }

  listing(scope: Scope): Promise<MadeDocument> {
    const views = new Views(this.catalogue, this.site)
    const { newest, older } = this.#latest(scope, listingPosts, views)
    const frame = views.frame()
    const view = views.scope(scope)
    return this.#listed(newest, views, (posts) => renderListing(frame, { scope: view, posts, older }))
  }

  /** The newest posts of a scope, including all that are in no archive, and the archive before those. */
  #latest(scope: Scope, least: number, views: Views) {
    const { unarchived, newest: archive } = this.archives.latest(scope)
    return {
      newest: this.catalogue.newest(scope, Math.max(least, unarchived)),
      older: archive && views.archivePage(scope, archive.name),
    }
  }

  archive(scope: Scope, { archive, posts, older, newer }: ArchiveContents): Promise<MadeDocument> {
    const views = new Views(this.catalogue, this.site)
    const around = {
      scope: views.scope(scope),
      archive: views.archivePage(scope, archive.name),
      older: older && views.archivePage(scope, older.name),
      newer: newer && views.archivePage(scope, newer.name),
    }
    const frame = views.frame()
    return this.#listed(posts, views, (shown) => renderArchive(frame, { ...around, posts: shown }))
  }

  post(post: PostRecord): Promise<MadeDocument> {
    const views = new Views(this.catalogue, this.site)
    const scopes = scopesOf(post).filter((scope) => this.catalogue.isCarried(scope, post))
    const carriedBy = scopes.map((scope) => views.scope(scope))
    // A post that is too old for the site's own list has no neighbours there.
    const { newer, older } = scopes.includes(siteScope) ? this.catalogue.neighbours(post) : {}
    const around = { newer: newer && views.post(newer), older: older && views.post(older), carriedBy }
    const frame = views.frame()
    const view = views.post(post, this.bodies.mediaAddress(post, post.image))
    return this.bodies.take([post]).then((bodies) => {
      const body = bodies.get(post.id)
      const shown = { ...view, summary: view.summary ?? body?.summary ?? '' }
      const image = view.image ?? body?.image
      const withImage = image === undefined ? shown : { ...shown, image }
      const text = renderPost(frame, { post: withImage, body: body?.html ?? '', ...around })
      return {
        document: this.#page(text),
        refersToFiles: refersToMedia(post) || body?.refersToFiles === true,
        retryAtMs: retryAtMsOf(bodies),
      }
    })
  }

  feedsPage(): MadeDocument {
    const views = new Views(this.catalogue, this.site)
    const lists = groupKinds.map((kind) => ({
      ...this.#scopeList(kind, feedsPageScopes, views),
      opml: absolute(this.site, opmlListPath(kind)),
    }))
    const text = renderFeedsPage(views.frame(), {
      site: views.scope(siteScope),
      opml: absolute(this.site, opmlPath),
      lists,
    })
    return { document: this.#page(text), refersToFiles: false }
  }

  #scopeList(kind: GroupKind, limit: number, views: Views): ScopeList {
    return {
      kind,
      scopes: views.scopes(this.catalogue.scopes(kind, 'name', limit)),
      total: this.catalogue.scopeCount(kind),
      all: absolute(this.site, feedListPath(kind)),
    }
  }

  /** @param number - the page's, from 1 to `feedListPages` */
  feedList(kind: GroupKind, number: number): MadeDocument {
    const views = new Views(this.catalogue, this.site)
    const records = this.catalogue.scopes(kind, 'name', feedListScopes, (number - 1) * feedListScopes)
    const total = this.catalogue.scopeCount(kind)
    const pages = feedListPaths(kind, total).map((path) => absolute(this.site, path))
    const opml = absolute(this.site, opmlListPath(kind, number))
    const list = { kind, scopes: views.scopes(records), total, page: number, pages, opml }
    return { document: this.#page(renderFeedList(views.frame(), list)), refersToFiles: false }
  }

  stylesheet(): MadeDocument {
    return { document: style(stylesheet), refersToFiles: false }
  }

  feedStylesheet(): MadeDocument {
    const { language } = this.site
    const text = renderFeedStylesheet(language, absolute(this.site, feedsPagePath))
    return { document: style(text), refersToFiles: false }
  }

  /** Renders a list of posts. Only those without an author's summary need their bodies. */
  #listed(
    posts: readonly PostRecord[],
    views: Views,
    render: (posts: PostView[]) => string,
  ): Promise<MadeDocument> {
    const listed = posts.map((post) => {
      return { post, view: views.post(post, this.bodies.mediaAddress(post, post.image)) }
    })
    const bodiless = posts.filter(({ summary }) => summary === undefined)
    return this.bodies.take(bodiless).then((bodies) => {
      const text = render(
        listed.map(({ post, view }) => {
          const summary = view.summary ?? bodies.get(post.id)?.summary ?? ''
          return summary === '' ? view : { ...view, summary }
        }),
      )
      const refersToFiles = posts.some(refersToMedia)
      return { document: this.#page(text), refersToFiles, retryAtMs: retryAtMsOf(bodies) }
    })
  }

  #page(text: string): Document {
    return {
      kind: 'page',
      mediaType: 'text/html; charset=utf-8',
      cacheControl: cacheControl(this.cache.page, this.cache),
      bytes: Buffer.from(text),
    }
  }
}

function style(text: string): Document {
  return {
    kind: 'style',
    mediaType: 'text/css; charset=utf-8',
    cacheControl: 'public, max-age=3600, stale-while-revalidate=86400',
    bytes: Buffer.from(text),
  }
}
