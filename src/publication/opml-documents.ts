import { setImmediate } from 'node:timers/promises'
import type { Catalogue } from '../catalogue/catalogue.js'
import { type OpmlFeed, opmlMediaType, renderOpml, renderOutlineGroup, renderOutlines } from '../feed/opml.js'
import { opmlListPath, opmlPath } from '../model/address.js'
import { type GroupKind, groupKinds, siteScope } from '../model/scope.js'
import { absolute, type Site } from '../model/site.js'
import type { ScopeView } from '../page/view.js'
import { wordsFor } from '../page/words-for.js'
import { type CachePolicy, cacheControl } from './cache-policy.js'
import { linkHeader, type MadeDocument } from './feed-documents.js'
import { feedListPages, feedListScopes } from './feed-lists.js'
import { Views } from './views.js'

/** Most feeds in the list of all feeds: some 3 MB. */
const feedsMax = 10_000
/** Feeds rendered in one go: some 4 ms. */
const partScopes = 250
/** Attempts at one list: it is started over, up to this often, when a commit comes between its parts. */
const attemptsMax = 3

/** Makes the OPML lists of feeds, for import into readers. */
export class OpmlDocuments {
  /** @param max - most feeds in the list of all */
  constructor(
    private readonly catalogue: Catalogue,
    private readonly site: Site,
    private readonly cache: CachePolicy,
    private readonly max = feedsMax,
  ) {}

  /**
   * The site, its categories, and its tags and authors if all of that kind fit; otherwise those are only in the lists
   * of their kind. Rendered in parts, so that other requests are answered in between.
   */
  async all(): Promise<MadeDocument> {
    for (let attempt = 1; attempt < attemptsMax; attempt++) {
      const commit = this.catalogue.lastCommit()
      const made = await this.#gather()
      if (this.catalogue.lastCommit() === commit) return { ...made, until: commit }
    }
    // The commits that came in between make it stale, so the next request makes it again.
    return { ...(await this.#gather()), until: this.catalogue.lastCommit() }
  }

  async #gather(): Promise<MadeDocument> {
    await setImmediate()
    let { title, outlines } = this.catalogue.snapshot(() => this.#site())
    let room = this.max
    for (const kind of groupKinds) {
      const total = this.catalogue.scopeCount(kind)
      const count = kind === 'category' ? Math.min(total, room) : total
      if (count === 0 || count > room) continue
      room -= count
      outlines += renderOutlineGroup(this.#nameOf(kind), await this.#outlines(kind, count))
    }
    return this.#document(opmlPath, title, outlines)
  }

  #site(): { title: string; outlines: string } {
    const views = new Views(this.catalogue, this.site)
    const { gone } = this.catalogue.scope(siteScope)?.settings ?? {}
    return { title: views.site.title, outlines: gone ? '' : renderOutlines([toFeed(views.scope(siteScope))]) }
  }

  async #outlines(kind: GroupKind, count: number): Promise<string> {
    let outlines = ''
    for (let start = 0; start < count; start += partScopes) {
      await setImmediate()
      const part = Math.min(partScopes, count - start)
      outlines += this.catalogue.snapshot(() => this.#part(kind, part, start))
    }
    return outlines
  }

  #part(kind: GroupKind, count: number, start: number): string {
    const views = new Views(this.catalogue, this.site)
    return renderOutlines(views.scopes(this.catalogue.scopes(kind, 'name', count, start)).map(toFeed))
  }

  /**
   * One page of the list of all scopes of a kind, with the same scopes as that page for people.
   *
   * @param page - from 1 to `feedListPages`
   */
  list(kind: GroupKind, page: number): MadeDocument {
    const name = this.#nameOf(kind)
    const pages = feedListPages(this.catalogue.scopeCount(kind))
    const outlines = this.#part(kind, feedListScopes, (page - 1) * feedListScopes)
    const { site } = new Views(this.catalogue, this.site)
    const title = `${name}${pages > 1 ? ` ${page}/${pages}` : ''} - ${site.title}`
    return this.#document(opmlListPath(kind, page), title, renderOutlineGroup(name, outlines))
  }

  #nameOf(kind: GroupKind): string {
    return wordsFor(this.site.language).kinds[kind]
  }

  #document(path: string, title: string, outlines: string): MadeDocument {
    const document = {
      kind: 'feed' as const,
      mediaType: opmlMediaType,
      // Cached as briefly as the busiest feed.
      cacheControl: cacheControl(this.cache.feedMin, this.cache),
      link: linkHeader(absolute(this.site, path)),
      bytes: Buffer.from(renderOpml(title, outlines)),
    }
    return { document, refersToFiles: false }
  }
}

function toFeed({ feedTitle, feeds, page, description }: ScopeView): OpmlFeed {
  return { title: feedTitle, address: feeds.rss, page, ...(description !== undefined && { description }) }
}
