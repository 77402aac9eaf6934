import type { AssetRecord, Catalogue, PostRecord } from '../catalogue/catalogue.js'
import type { RenderContext, RenderedBody } from '../content/rendered-body.js'
import { absoluteUrl } from '../model/absolute-url.js'
import { assetPaths } from '../model/asset-path.js'
import { normalise } from '../model/normalise.js'
import type { SourceBody } from '../model/post.js'
import { encodePath } from '../model/segment.js'
import { absolute, type Site } from '../model/site.js'
import { ByteCache } from './byte-cache.js'

/** Renders a body off the event loop; never rejects because of what an author wrote. */
export type RenderBody = (body: SourceBody, context: RenderContext) => Promise<RenderedBody>

/** A rendered body in the cache. */
export interface CachedBody extends RenderedBody {
  /** It refers to files beneath the content folder, so it depends on which assets exist. */
  readonly refersToFiles: boolean
  /** Only of a stopgap. */
  readonly retry?: Retry
}

/** When a stopgap is rendered again. */
interface Retry {
  /** How often rendering has failed in a row. */
  readonly failures: number
  /** On the clock of `performance.now()`. */
  readonly atMs: number
}

/**
 * How long a stopgap serves, in milliseconds: at first, and at most, as it doubles with each failure. So a body that
 * fails for good costs hardly anything.
 */
const stopgapMs = { first: 10_000, most: 3_600_000 } as const

/**
 * Cache of the rendered bodies of posts, each rendered on first use and kept while there is room.
 *
 * A body depends on the post's file, on how and where it was read, on the permalink, and on the addresses of the assets
 * it refers to. Its key holds all but the last and, if it refers to any assets, the moment at which assets last changed.
 */
export class BodyCache {
  readonly #cache: ByteCache<CachedBody>
  readonly #underWay = new Map<string, Promise<CachedBody>>()

  constructor(
    private readonly catalogue: Catalogue,
    private readonly site: Site,
    private readonly iframeHosts: readonly string[],
    private readonly renderBody: RenderBody,
    bytesMax: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#cache = new ByteCache(bytesMax)
  }

  /**
   * Bodies by post id. Their sources are read from the catalogue before the first `await`, so a caller inside a
   * snapshot gets those of that snapshot. The addresses of assets are looked up after it, when the references are known:
   * they may be those of a later commit, which then is the date of a document that shows them.
   */
  take(posts: readonly PostRecord[]): Promise<Map<number, CachedBody>> {
    const missing = posts.filter((post) => this.#held(post) === undefined).map(({ id }) => id)
    const sources = missing.length === 0 ? new Map<number, SourceBody>() : this.catalogue.bodies(missing)
    const taken = posts.map(async (post) => [post.id, await this.#take(post, sources.get(post.id))] as const)
    return Promise.all(taken).then((entries) => new Map(entries))
  }

  #take(post: PostRecord, source: SourceBody | undefined): CachedBody | Promise<CachedBody> {
    const held = this.#held(post)
    if (held !== undefined) return held
    const key = keyOf(post, this.catalogue.assetsChanged())
    const underWay = this.#underWay.get(key) ?? this.#make(post, source ?? { kind: 'html', text: '' }, key)
    this.#underWay.set(key, underWay)
    return underWay
  }

  #held(post: PostRecord): CachedBody | undefined {
    const body = this.#latest(post)
    return body?.retry !== undefined && body.retry.atMs <= this.now() ? undefined : body
  }

  #latest(post: PostRecord): CachedBody | undefined {
    return this.#cache.get(keyOf(post)) ?? this.#cache.get(keyOf(post, this.catalogue.assetsChanged()))
  }

  async #make(post: PostRecord, source: SourceBody, key: string): Promise<CachedBody> {
    try {
      const context = { permalink: absolute(this.site, post.permalink), iframeHosts: this.iframeHosts }
      const first = await this.renderBody(source, { ...context, assets: {} })
      const assets = this.#resolve(post, first.references)
      const named = Object.keys(assets).length > 0
      const body = named ? await this.renderBody(source, { ...context, assets }) : first
      const retry = body.stopgap && { retry: this.#retry(this.#latest(post)?.retry) }
      const cached = { ...body, ...retry, refersToFiles: first.references.length > 0 }
      this.#cache.delete(keyOf(post)) // The stopgap that this replaces, if any, is not under the key with assets.
      this.#cache.set(cached.refersToFiles ? key : keyOf(post), cached, body.html.length * 2 + 500)
      return cached
    } finally {
      this.#underWay.delete(key)
    }
  }

  #retry({ failures }: Pick<Retry, 'failures'> = { failures: 0 }): Retry {
    const pauseMs = Math.min(stopgapMs.first * 2 ** failures, stopgapMs.most)
    return { failures: failures + 1, atMs: this.now() + pauseMs }
  }

  #resolve(post: PostRecord, references: readonly string[]): Record<string, string> {
    const assets = new Map<string, string>()
    for (const reference of references) {
      const address = this.assetAddress(post.source, reference)
      if (address !== undefined) assets.set(reference, address)
    }
    return Object.fromEntries(assets)
  }

  /**
   * The absolute address of the asset that a post refers to: looked up beside the post, then at its path beneath the
   * content folder.
   *
   * @param source - path of the post's file beneath the content folder
   * @param reference - an address without a host, as written in the post
   */
  assetAddress(source: string, reference: string): string | undefined {
    const asset = this.asset(source, reference)
    return asset && absolute(this.site, `/${encodePath(normalise(asset.file, 'NFC'))}`)
  }

  /** The absolute address of a picture or recording that a post's header names; undefined if it names none, or no address. */
  mediaAddress(post: PostRecord, reference: string | undefined): string | undefined {
    if (reference === undefined) return undefined
    return (
      this.assetAddress(post.source, reference) ?? absoluteUrl(reference, absolute(this.site, post.permalink))
    )
  }

  /** The asset itself; see `assetAddress`. */
  asset(source: string, reference: string): AssetRecord | undefined {
    for (const file of assetPaths(source, reference)) {
      const asset = this.catalogue.findAsset(file)
      if (asset !== undefined) return asset
    }
    return undefined
  }
}

/** When a document that shows these bodies is to be made again, on the clock of `performance.now()`; never if undefined. */
export function retryAtMsOf(bodies: ReadonlyMap<number, CachedBody>): number | undefined {
  const times = [...bodies.values()].flatMap(({ retry }) => retry?.atMs ?? [])
  return times.length === 0 ? undefined : Math.min(...times)
}

/** The file's path is part of it: it decides whether the body is Markdown, and which assets lie beside it. */
function keyOf({ hash, sum, source, permalink }: PostRecord, assetsChanged?: number): string {
  const key = `${hash} ${sum} ${permalink} ${source}`
  return assetsChanged === undefined ? key : `${key} ${assetsChanged}`
}
