import type { Catalogue, Moment, PostRecord } from '../catalogue/catalogue.js'
import { assetTypeAt } from '../content/asset-types.js'
import { maxAgeSeconds } from '../feed/cadence.js'
import { composeFeedOptions, composeItem, type FeedPost, type FeedView } from '../feed/compose.js'
import { joinDocument, type RenderedItem, renderItem } from '../feed/document.js'
import { feedWindow } from '../feed/window.js'
import { feedStylesheetPath } from '../model/address.js'
import { isExternal } from '../model/asset-path.js'
import type { Combination } from '../model/combination.js'
import { type FormatName, formats } from '../model/format.js'
import type { Scope } from '../model/scope.js'
import { absolute, type Site } from '../model/site.js'
import { latest } from '../model/zoned-time.js'
import type { ArchiveContents, Archives } from './archives.js'
import { type BodyCache, type CachedBody, retryAtMsOf } from './body-cache.js'
import { ByteCache } from './byte-cache.js'
import { type CachePolicy, cacheControl } from './cache-policy.js'
import type { Document } from './document.js'
import { type FeedAbout, Views } from './views.js'
import { withOwnBuffer } from './with-own-buffer.js'

/** For any XML document (RFC 7303 §9.1). */
const xmlMediaType = 'application/xml; charset=utf-8'

/** The operator's settings for what feeds carry. */
export interface FeedSettings {
  /** How many of its newest posts a feed always carries. */
  readonly limit: number
  /** Beyond those, it carries posts published within this many hours of its newest. */
  readonly hours: number
  /** Most posts in all. */
  readonly max: number
  /** A period of history with more posts than this is split (RFC 5005). */
  readonly archivePosts: number
  readonly content: 'full' | 'summary'
  /** Whether RSS and Atom are sent as generic XML, which browsers display. */
  readonly typeXml: boolean
  /** Absolute address of the WebSub hub that is told of each change. Only feeds that are announced may name it. */
  readonly hub?: string
}

/** How long readers may cache an archive, in seconds: it can still change, but rarely does. */
const archiveSeconds = 3600

/** A document, and whether it depends on which assets exist. */
export interface MadeDocument {
  readonly document: Document
  readonly refersToFiles: boolean
  /** The last commit that it may show, if that can be later than the state in which it was requested. */
  readonly until?: Moment
  /** When it is to be made again, since it shows a stopgap; on the clock of `performance.now()`. */
  readonly retryAtMs?: number | undefined
}

/** Makes the feeds of scopes. A post's item is rendered once per format, and cached while there is room. */
export class FeedDocuments {
  readonly #items: ByteCache<RenderedItem>

  constructor(
    private readonly catalogue: Catalogue,
    private readonly site: Site,
    private readonly settings: FeedSettings,
    private readonly cache: CachePolicy,
    private readonly archives: Archives,
    private readonly bodies: BodyCache,
    bytesMax: number,
  ) {
    this.#items = new ByteCache(bytesMax)
  }

  /** Reads all posts and scopes from the catalogue before it returns: call it inside a snapshot. */
  make(scope: Scope, format: FormatName): Promise<MadeDocument> {
    const { unarchived, newest } = this.archives.latest(scope)
    const posts = this.#carried(scope, unarchived)
    const views = new Views(this.catalogue, this.site)
    const view: FeedView = {
      ...this.#view(views.feed(scope), posts),
      prevArchive: newest && views.archive(scope, newest.name),
      maxAgeSeconds: this.#maxAge(posts),
      hub: this.settings.hub,
    }
    return this.#document(view, posts, format, views)
  }

  /**
   * Like `make`, for a combination. It names no hub, since combinations are not announced.
   *
   * @param newest - its current posts, newest first; as many as a feed can carry
   */
  combine(
    combination: Combination,
    newest: readonly PostRecord[],
    format: FormatName,
  ): Promise<MadeDocument> {
    const posts = newest.slice(0, feedWindow(newest, this.settings))
    const views = new Views(this.catalogue, this.site)
    const about = this.#view(views.combination(combination), posts)
    return this.#document({ ...about, maxAgeSeconds: this.#maxAge(posts) }, posts, format, views)
  }

  /** Like `make`, for an archive. It names no hub, since archives are not announced. */
  archive(
    scope: Scope,
    { archive, posts, older }: ArchiveContents,
    format: FormatName,
  ): Promise<MadeDocument> {
    const views = new Views(this.catalogue, this.site)
    const view: FeedView = {
      ...this.#view(views.feed(scope), posts),
      addresses: views.archive(scope, archive.name),
      prevArchive: older && views.archive(scope, older.name),
      current: views.feeds(scope),
      maxAgeSeconds: archiveSeconds,
    }
    return this.#document(view, posts, format, views)
  }

  #document(
    view: FeedView,
    posts: readonly PostRecord[],
    format: FormatName,
    views: Views,
  ): Promise<MadeDocument> {
    const composers = posts.map((post) => this.#composer(post, format, views))
    return this.bodies.take(posts).then((bodies) => {
      const items = composers.map((compose) => compose(bodies))
      const bytes = joinDocument(format, composeFeedOptions(views.site, view), items)
      const document = {
        kind: 'feed' as const,
        mediaType: this.#mediaType(format),
        cacheControl: cacheControl(view.maxAgeSeconds, this.cache),
        link: linkHeader(view.addresses[format], view.hub),
        bytes,
      }
      const refersToFiles = posts.some(
        (post) => refersToMedia(post) || bodies.get(post.id)?.refersToFiles === true,
      )
      return { document, refersToFiles, retryAtMs: retryAtMsOf(bodies) }
    })
  }

  #carried(scope: Scope, unarchived: number): PostRecord[] {
    const posts = this.catalogue.newest(scope, Math.max(this.settings.max, unarchived))
    return posts.slice(0, feedWindow(posts, { ...this.settings, unarchived }))
  }

  #view(about: FeedAbout, posts: readonly PostRecord[]): Omit<FeedView, 'maxAgeSeconds'> {
    return {
      ...about,
      updated: latest(posts.map((post) => post.updated)),
      stylesheet: absolute(this.site, feedStylesheetPath),
    }
  }

  #maxAge(posts: readonly PostRecord[]): number {
    const instants = posts.map(({ published }) => published.instantMs)
    return maxAgeSeconds(instants, this.cache.feedMin, this.cache.feedMax)
  }

  #mediaType(format: FormatName): string {
    return this.settings.typeXml && format !== 'json' ? xmlMediaType : formats[format].mediaType
  }

  /** Reads at once what an item needs from the catalogue; the function it returns renders the item from its body. */
  #composer(
    post: PostRecord,
    format: FormatName,
    views: Views,
  ): (bodies: Map<number, CachedBody>) => RenderedItem {
    const categories = post.categories.map((name) => views.term({ kind: 'category', name }))
    const tags = post.tags.map((name) => views.term({ kind: 'tag', name }))
    const picture = this.bodies.mediaAddress(post, post.image)
    const enclosure = this.#enclosure(post)
    const key = this.#keyOf(post, format)
    return (bodies) => {
      const item = this.#items.get(key)
      if (item !== undefined) return item
      const body = bodies.get(post.id)
      const feedPost: FeedPost = {
        post,
        link: absolute(this.site, post.permalink),
        html: body?.html ?? '',
        summary: post.summary ?? body?.summary ?? '',
        image: picture ?? body?.image,
        enclosure,
        categories,
        tags,
      }
      const made = renderItem(format, composeItem(this.site, feedPost, this.settings.content))
      const kept = { ...made, bytes: withOwnBuffer(made.bytes) }
      if (body?.stopgap === undefined) this.#items.set(key, kept, made.bytes.length)
      return kept
    }
  }

  /** Everything that an item is made from, by its fingerprints. */
  #keyOf({ guid, hash, sum, permalink, source }: PostRecord, format: FormatName): string {
    const moments = [this.catalogue.epoch(), this.catalogue.assetsChanged()]
    return [format, guid, hash, sum, permalink, source, ...moments].join(' ')
  }

  /**
   * A complete enclosure: what its author left out is taken from the asset. For a file on another host the type follows
   * from the file extension, and the length is 0, which stands for an unknown one.
   */
  #enclosure(post: PostRecord): FeedPost['enclosure'] {
    if (post.enclosure === undefined) return undefined
    const url = this.bodies.mediaAddress(post, post.enclosure.url)
    const asset = this.bodies.asset(post.source, post.enclosure.url)
    if (url === undefined) return undefined
    const isElsewhere = isExternal(post.enclosure.url)
    const length = post.enclosure.length ?? asset?.size ?? (isElsewhere ? 0 : undefined)
    const type = post.enclosure.type ?? asset?.mediaType ?? (isElsewhere ? assetTypeAt(url) : undefined)
    return length === undefined || type === undefined ? undefined : { url, length, type }
  }
}

/** The `Link` header: what a subscriber learns about a feed without parsing it (RFC 8288, WebSub §4). */
export function linkHeader(self: string, hub?: string): string {
  return `<${self}>; rel="self"${hub === undefined ? '' : `, <${hub}>; rel="hub"`}`
}

/** Whether a post's header names a picture or recording, which may become an asset, or cease to be one. */
export function refersToMedia({ image, enclosure }: PostRecord): boolean {
  return image !== undefined || enclosure !== undefined
}
