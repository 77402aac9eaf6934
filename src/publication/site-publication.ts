import type { Catalogue, ScopeRecord } from '../catalogue/catalogue.js'
import { feedWindow } from '../feed/window.js'
import {
  type Address,
  type ArchiveAddress,
  archivePath,
  feedListPath,
  feedPath,
  feedStylesheetPath,
  feedsPagePath,
  homePath,
  opmlListPath,
  opmlPath,
  ownerPath,
  pagePath,
  parseAddress,
  stylesheetPath,
} from '../model/address.js'
import type { FormatName } from '../model/format.js'
import { type Scope, siteScope } from '../model/scope.js'
import { decodePath, encodePath } from '../model/segment.js'
import { absolute, type Site } from '../model/site.js'
import { renderErrorPage } from '../page/error-page.js'
import { allPaths } from './all-paths.js'
import { Archives, fingerprintOf } from './archives.js'
import { assetResource } from './asset-resource.js'
import { Combinations } from './combinations.js'
import type { DocumentMakers } from './document-makers.js'
import { DocumentProvider, type MakeDocument } from './document-provider.js'
import { feedListPages } from './feed-lists.js'
import { asFound, type Found, type Publication, type Target } from './publication.js'
import type { PublicationDependencies, PublicationSettings } from './publication-settings.js'
import { SitePrefix } from './site-prefix.js'
import { Views } from './views.js'

/** The answer while the folder is being read for the first time. */
const notReady = { kind: 'not-ready', retryAfterSeconds: 5 } as const

/** Everything that one catalogue publishes. Each document is made on request, and cached until it is stale. */
export class SitePublication implements Publication {
  readonly #site: Site
  readonly #prefix: SitePrefix
  readonly #documents: DocumentProvider
  readonly #combinations: Combinations
  readonly #archives: Archives

  constructor(
    private readonly catalogue: Catalogue,
    private readonly settings: PublicationSettings,
    private readonly dependencies: PublicationDependencies,
  ) {
    this.#site = settings.site
    this.#prefix = new SitePrefix(settings.site)
    const askAgain = (path: string) => this.find({ path, query: '' })
    this.#documents = new DocumentProvider(catalogue, settings, dependencies, this.#prefix.encoded, askAgain)
    this.#combinations = new Combinations(catalogue, settings, this.#prefix, () => this.#documents.makers())
    this.#archives = new Archives(catalogue.history, this.#site.timeZone, settings.feeds.archivePosts)
  }

  find({ path, query }: Target): Found | Promise<Found> {
    const combined = query === '' ? undefined : this.#combinations.find({ path, query })
    const known = combined ?? this.#documents.held(path)
    if (known !== undefined) return known
    const whole = decodePath(path)
    if (whole === undefined)
      return { kind: 'refused', reason: 'The path is not percent-encoded UTF-8, or has an encoded slash' }
    if (this.#prefix.is(whole)) return { kind: 'moved', location: absolute(this.#site, homePath) }
    const inside = this.#prefix.strip(whole)
    // If a proxy strips the prefix, the rest of the path may begin with a category of the same name.
    const other = () => (inside === whole ? undefined : this.#resolve(whole))
    return this.catalogue.snapshot(() => this.#resolve(inside) ?? other() ?? { kind: 'absent' })
  }

  /** @param path - decoded, in NFC, without the site's prefix */
  #resolve(path: string): Found | Promise<Found> | undefined {
    const address = parseAddress(path)
    // Aliases go first: a renamed category leaves an empty feed behind, and the alias leads to its posts. Assets go
    // before posts: a post that claims the address of a picture must not take it from the posts that show it.
    const found =
      address === undefined
        ? (this.#asset(path) ?? this.#post(path))
        : (this.#alias(path) ?? this.#own(address) ?? this.#asset(path))
    // What is missing now may turn up before the whole folder has been read.
    return found ?? (this.#isComplete ? (this.#alias(path) ?? this.#retired(path)) : notReady)
  }

  /** A post that was dropped as too old: 410 tells crawlers and linking sites that it will not come back. */
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
        return this.#whole(homePath, ({ pages }) => pages.home())
      case 'feeds-page':
        return this.#whole(feedsPagePath, ({ pages }) => pages.feedsPage())
      case 'feed-list':
      case 'opml-list':
        return this.#feedList(address)
      case 'opml':
        return this.#whole(opmlPath, ({ opml }) => opml.all())
      case 'stylesheet':
        return this.#documents.take(stylesheetPath, this.catalogue.epoch(), ({ pages }) => pages.stylesheet())
      case 'feed-stylesheet':
        return this.#documents.take(feedStylesheetPath, this.catalogue.epoch(), ({ pages }) =>
          pages.feedStylesheet(),
        )
      case 'site-feed':
        return this.#feed(siteScope, this.catalogue.scope(siteScope), address.format)
      case 'feed': {
        const record = this.catalogue.findScope(address.group, address.segment)
        return record && this.#feed(record.scope, record, address.format)
      }
      case 'page': {
        const record = this.catalogue.findScope(address.group, address.segment)
        return record && this.#listing(record)
      }
      case 'archive':
        return this.#archive(address)
    }
  }

  /** A document about the whole site: any commit may change it. */
  #whole(path: string, make: MakeDocument): Found | Promise<Found> {
    return this.#isComplete ? this.#documents.take(path, this.catalogue.lastCommit(), make) : notReady
  }

  /** The record of an address's scope; the site itself always has one. */
  #record({ group, segment }: Pick<ArchiveAddress, 'group' | 'segment'>) {
    return group === 'site' ? this.catalogue.scope(siteScope) : this.catalogue.findScope(group, segment)
  }

  #archive(address: ArchiveAddress): Found | Promise<Found> | undefined {
    const record = this.#record(address)
    if (record?.settings.gone) return { kind: 'gone' }
    if (!this.#isComplete) return notReady
    const archive = record && this.#archives.find(record.scope, address.archive)
    if (record === undefined || archive === undefined) return this.#movedArchive(address)
    const { scope, touched } = record
    const path = archivePath(scope, archive.name, address.part)
    if (archive.name !== address.archive) return { kind: 'moved', location: absolute(this.#site, path) }
    const contents = this.#archives.contents(scope, archive)
    const make = ({ feeds, pages }: DocumentMakers) =>
      address.part === 'page' ? pages.archive(scope, contents) : feeds.archive(scope, contents, address.part)
    return this.#documents.take(path, touched, make, { fingerprint: fingerprintOf(contents) })
  }

  /** The archives of a renamed scope are those of the scope that its alias leads to. */
  #movedArchive(address: ArchiveAddress): Found | undefined {
    const target = this.catalogue.findAlias(ownerPath(address))
    const archive = target && this.#archives.find(target.scope, address.archive)
    if (target === undefined || archive === undefined) return undefined
    const path = archivePath(target.scope, archive.name, address.part)
    return { kind: 'moved', location: absolute(this.#site, path) }
  }

  #feedList({ kind, group, page }: Address & { kind: 'feed-list' | 'opml-list' }) {
    if (!this.#isComplete) return notReady
    if (page > feedListPages(this.catalogue.scopeCount(group))) return undefined
    return kind === 'opml-list'
      ? this.#whole(opmlListPath(group, page), ({ opml }) => opml.list(group, page))
      : this.#whole(feedListPath(group, page), ({ pages }) => pages.feedList(group, page))
  }

  /** An alternative spelling redirects only to what exists. */
  #movedWithin(to: string): Found | undefined {
    const address = parseAddress(decodePath(to) ?? '')
    return address === undefined || this.#isKnown(address)
      ? { kind: 'moved', location: absolute(this.#site, to) }
      : undefined
  }

  #isKnown(address: Address): boolean {
    if (address.kind !== 'feed' && address.kind !== 'archive') return true
    const record = this.#record(address)
    if (record === undefined || address.kind === 'feed') return record !== undefined
    return this.#archives.find(record.scope, address.archive) !== undefined
  }

  #feed(scope: Scope, record: ScopeRecord | undefined, format: FormatName) {
    if (record?.settings.gone) return { kind: 'gone' } as const
    if (!this.#isComplete && !this.#isFilled(scope)) return notReady
    return this.#documents.take(feedPath(scope, format), record?.touched ?? 0, ({ feeds }) =>
      feeds.make(scope, format),
    )
  }

  /**
   * Whether a feed is already final, although the folder is still being read for the first time. Reading begins with
   * the newest names, so older posts cannot change a feed that has one post more than it carries, and an archive
   * older than the one it links to.
   */
  #isFilled(scope: Scope): boolean {
    const { feeds } = this.settings
    const { unarchived, newest } = this.#archives.latest(scope)
    if (newest === undefined || this.#archives.older(scope, newest) === undefined) return false
    const most = Math.max(feeds.limit, feeds.max, unarchived)
    const posts = this.catalogue.newest(scope, most + 1)
    return posts.length > feedWindow(posts.slice(0, most), { ...feeds, unarchived })
  }

  #listing({ scope, settings, touched }: ScopeRecord) {
    if (settings.gone) return { kind: 'gone' } as const
    if (!this.#isComplete) return notReady
    return this.#documents.take(pagePath(scope), touched, ({ pages }) => pages.listing(scope))
  }

  #post(path: string): Found | Promise<Found> | undefined {
    const permalink = encodePath(path)
    const post = this.catalogue.findPost(permalink)
    return (
      post &&
      this.#documents.take(permalink, post.touched, ({ pages }) => pages.post(post), { stored: false })
    )
  }

  #asset(path: string): Found | undefined {
    const asset = this.catalogue.findAsset(path.slice(1))
    if (asset === undefined) return undefined
    return asFound(assetResource(asset, this.dependencies.openAsset(asset), this.settings.cache))
  }

  #alias(path: string): Found | undefined {
    const target = this.catalogue.findAlias(path)
    // What takes precedence over an alias is known only once the whole folder has been read.
    if (target === undefined || !this.#isComplete) return undefined
    const { scope, part } = target
    return {
      kind: 'moved',
      location: absolute(this.#site, part === 'page' ? pagePath(scope) : feedPath(scope, part)),
    }
  }

  *paths(): Generator<string> {
    for (const path of allPaths(this.catalogue, this.#archives)) yield this.#prefix.encoded + path
  }

  errorPage(status: number, title: string, reason: string): Uint8Array {
    const frame = this.catalogue.snapshot(() => new Views(this.catalogue, this.#site).frame())
    return Buffer.from(renderErrorPage(frame, { status, title, reason }))
  }
}
