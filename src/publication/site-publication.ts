import type { Catalogue, Moment, ScopeRecord } from '../catalogue/catalogue.js'
import { feedWindow } from '../feed/window.js'
import {
  type Address,
  feedListPath,
  feedPath,
  feedStylesheetPath,
  feedsPagePath,
  homePath,
  pagePath,
  parseAddress,
  stylesheetPath,
} from '../model/address.js'
import { type GroupKind, type Scope, siteScope } from '../model/scope.js'
import { decodePath, encodePath } from '../model/segment.js'
import { absolute, type Site } from '../model/site.js'
import { renderErrorPage } from '../page/error-page.js'
import { allPaths } from './all-paths.js'
import { assetResource } from './asset-resource.js'
import { store, toResource } from './document.js'
import { DocumentShelf } from './document-shelf.js'
import type { MadeDocument } from './feed-documents.js'
import { feedListPages } from './feed-lists.js'
import type { Makers } from './makers.js'
import type { Found, Publication, Target } from './publication.js'
import type { PublicationHands, PublicationSettings } from './publication-settings.js'
import type { Resource } from './resource.js'
import { Views } from './views.js'

/** Of a path that names nothing that could be published. */
const reason = 'The path is not percent-encoded UTF-8, or has an encoded slash'

/** While the folder is read for the first time. */
const notReady = { kind: 'not-ready', retryAfterSeconds: 5 } as const

/** Everything that one catalogue publishes, each document made when it is asked for and kept while it holds. */
export class SitePublication implements Publication {
  readonly #site: Site
  readonly #prefix: string
  readonly #decodedPrefix: string
  readonly #shelf: DocumentShelf
  #makers: Makers | undefined
  #loading: Promise<void> | undefined

  constructor(
    private readonly catalogue: Catalogue,
    private readonly settings: PublicationSettings,
    private readonly hands: PublicationHands,
  ) {
    this.#site = settings.site
    this.#prefix = new URL(settings.site.url).pathname.replace(/\/$/, '')
    this.#decodedPrefix = decodePath(this.#prefix) ?? this.#prefix
    this.#shelf = new DocumentShelf(catalogue, settings.cacheBytes / 2)
  }

  find({ path }: Target): Found | Promise<Found> {
    const held = this.#shelf.held(path)
    if (held !== undefined) return { kind: 'resource', resource: held }
    const whole = decodePath(path)
    if (whole === undefined) return { kind: 'refused', reason }
    if (whole === this.#decodedPrefix && whole !== '')
      return { kind: 'moved', location: absolute(this.#site, homePath) }
    if (!whole.startsWith(`${this.#decodedPrefix}/`)) return { kind: 'absent' }
    const decoded = whole.slice(this.#decodedPrefix.length)
    return this.catalogue.snapshot(() => this.#resolve(decoded))
  }

  /** @param path - decoded, in NFC, without the site's prefix */
  #resolve(path: string): Found | Promise<Found> {
    const address = parseAddress(path)
    // A category that was renamed leaves an empty feed behind; its alias knows where the posts are. And a post
    // that claims the address of a picture takes it from nobody who shows it.
    const found =
      address === undefined
        ? (this.#asset(path) ?? this.#post(path))
        : (this.#alias(path) ?? this.#own(address) ?? this.#asset(path))
    if (found !== undefined) return found
    // What is not there now may be there when the whole folder has been read.
    return this.#isComplete ? (this.#alias(path) ?? this.#retired(path) ?? { kind: 'absent' }) : notReady
  }

  /** Taken out on purpose: who still leads there may stop, and need not ask again. */
  #retired(path: string): Found | undefined {
    return this.catalogue.isRetired(encodePath(path)) ? { kind: 'gone' } : undefined
  }

  get #isComplete(): boolean {
    return this.catalogue.status().complete
  }

  /** Answers an address that has the form of one of the site's own. */
  #own(address: Address): Found | Promise<Found> | undefined {
    switch (address.kind) {
      case 'moved':
        return this.#movedWithin(address.to)
      case 'home':
        if (!this.#isComplete) return notReady
        return this.#document(homePath, this.catalogue.lastCommit(), ({ pages }) => pages.home())
      case 'feeds-page':
        if (!this.#isComplete) return notReady
        return this.#document(feedsPagePath, this.catalogue.lastCommit(), ({ pages }) => pages.feedsPage())
      case 'feed-list':
        return this.#feedList(address.group, address.page)
      case 'stylesheet':
        return this.#document(stylesheetPath, this.catalogue.epoch(), ({ pages }) => pages.stylesheet())
      case 'feed-stylesheet':
        return this.#document(feedStylesheetPath, this.catalogue.epoch(), ({ pages }) =>
          pages.feedStylesheet(),
        )
      case 'site-feed':
        return this.#feed(siteScope, this.catalogue.scope(siteScope), address)
      case 'feed': {
        const record = this.catalogue.findScope(address.group, address.segment)
        return record && this.#feed(record.scope, record, address)
      }
      case 'page': {
        const record = this.catalogue.findScope(address.group, address.segment)
        return record && this.#listing(record)
      }
    }
  }

  #feedList(group: GroupKind, page: number): Found | Promise<Found> | undefined {
    if (!this.#isComplete) return notReady
    if (page > feedListPages(this.catalogue.scopeCount(group))) return undefined
    return this.#document(feedListPath(group, page), this.catalogue.lastCommit(), ({ pages }) =>
      pages.feedList(group, page),
    )
  }

  /** A second spelling leads only to what there is. */
  #movedWithin(to: string): Found | undefined {
    const address = parseAddress(decodePath(to) ?? '')
    const known =
      address?.kind !== 'feed' || this.catalogue.findScope(address.group, address.segment) !== undefined
    return known ? { kind: 'moved', location: absolute(this.#site, to) } : undefined
  }

  #feed(
    scope: Scope,
    record: ScopeRecord | undefined,
    { format }: Pick<Address & { kind: 'feed' }, 'format'>,
  ) {
    if (record?.settings.gone) return { kind: 'gone' } as const
    if (!this.#isComplete && !this.#isFilled(scope)) return notReady
    return this.#document(feedPath(scope, format), record?.touched ?? 0, ({ feeds }) =>
      feeds.make(scope, format),
    )
  }

  /**
   * Whether a feed is what it will be, though the folder is still being read for the first time: that begins
   * with the newest names, so a feed with a post more than it carries is not going to change by older ones.
   */
  #isFilled(scope: Scope): boolean {
    const { feeds } = this.settings
    const most = Math.max(feeds.limit, feeds.max)
    const posts = this.catalogue.newest(scope, most + 1)
    return posts.length > feedWindow(posts.slice(0, most), feeds)
  }

  #listing({ scope, settings, touched }: ScopeRecord) {
    if (settings.gone) return { kind: 'gone' } as const
    if (!this.#isComplete) return notReady
    return this.#document(pagePath(scope), touched, ({ pages }) => pages.listing(scope))
  }

  #post(path: string): Found | Promise<Found> | undefined {
    const permalink = encodePath(path)
    const post = this.catalogue.findPost(permalink)
    return post && this.#document(permalink, post.touched, ({ pages }) => pages.post(post), false)
  }

  #asset(path: string): Found | undefined {
    const asset = this.catalogue.findAsset(path.slice(1))
    if (asset === undefined) return undefined
    return asFound(assetResource(asset, this.hands.openAsset(asset), this.settings.cache))
  }

  #alias(path: string): Found | undefined {
    const target = this.catalogue.findAlias(path)
    // What stands before an alias is known when the whole folder has been read.
    if (target === undefined || !this.#isComplete) return undefined
    const { scope, part } = target
    return {
      kind: 'moved',
      location: absolute(this.#site, part === 'page' ? pagePath(scope) : feedPath(scope, part)),
    }
  }

  /**
   * A document of which it is known since when it may have changed.
   *
   * @param path - without the prefix
   * @param touched - when what it shows last changed, not counting the epoch
   * @param stored - keep it for the next start; the pages of posts are too many, and each is rarely asked for
   */
  #document(
    path: string,
    touched: Moment,
    make: (makers: Makers) => MadeDocument | Promise<MadeDocument>,
    stored = true,
  ): Found | Promise<Found> {
    const address = this.#prefix + path
    const since = Math.max(touched, this.catalogue.epoch())
    const assets = this.catalogue.assetsChanged()
    const makers = this.#makers
    if (makers === undefined) {
      const found = this.#shelf.find(address, since, assets)
      if (found !== undefined) return asFound(found)
      // Asked for once more when they are there: the catalogue may tell other things by then.
      return this.#load().then(() => this.find({ path: address, query: '' }))
    }
    const finish = ({ document, namesFiles }: MadeDocument) => {
      const reason = namesFiles ? Math.max(since, assets) : since
      const resource = toResource(this.catalogue, address, reason, document)
      const dependence = { since, ...(namesFiles ? { assets } : {}) }
      if (stored) void store(this.catalogue, address, resource, dependence)
      return { resource, namesFiles }
    }
    const resource = this.#shelf.take(address, since, assets, () => make(makers), finish)
    return resource instanceof Promise ? resource.then(asFound) : asFound(resource)
  }

  #load(): Promise<void> {
    this.#loading ??= import('./makers.js').then(({ Makers }) => {
      this.#makers = new Makers(this.catalogue, this.settings, this.hands)
    })
    return this.#loading
  }

  *paths(): Generator<string> {
    for (const path of allPaths(this.catalogue)) yield this.#prefix + path
  }

  errorPage(status: number, title: string, reason: string): Uint8Array {
    const frame = this.catalogue.snapshot(() => new Views(this.catalogue, this.#site).frame())
    return Buffer.from(renderErrorPage(frame, { status, title, reason }))
  }
}

function asFound(resource: Resource): Found {
  return { kind: 'resource', resource }
}
