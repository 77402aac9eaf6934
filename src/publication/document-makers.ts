import type { Catalogue } from '../catalogue/catalogue.js'
import { Archives } from './archives.js'
import { BodyCache } from './body-cache.js'
import { CombinationDocuments } from './combination-documents.js'
import { FeedDocuments } from './feed-documents.js'
import { OpmlDocuments } from './opml-documents.js'
import { PageDocuments } from './page-documents.js'
import { type PublicationDependencies, type PublicationSettings, shareCache } from './publication-settings.js'

/** Everything that makes documents. Loaded when the first has to be made: after a restart, most are stored. */
export class DocumentMakers {
  readonly feeds: FeedDocuments
  readonly pages: PageDocuments
  readonly opml: OpmlDocuments
  readonly combinations: CombinationDocuments

  constructor(
    catalogue: Catalogue,
    { site, feeds, cache, iframeHosts, cacheBytes }: PublicationSettings,
    { renderBody }: PublicationDependencies,
  ) {
    const archives = new Archives(catalogue.history, site.timeZone, feeds.archivePosts)
    const { common, combinations } = shareCache(cacheBytes)
    const bodyCache = (bytes: number) => new BodyCache(catalogue, site, iframeHosts, renderBody, bytes)
    const feedsOf = (share: typeof common, bodies: BodyCache) =>
      new FeedDocuments(catalogue, site, feeds, cache, archives, bodies, share.items)
    const bodies = bodyCache(common.bodies)
    this.feeds = feedsOf(common, bodies)
    this.pages = new PageDocuments(catalogue, site, archives, bodies, cache)
    this.opml = new OpmlDocuments(catalogue, site, cache)
    const combined = feedsOf(combinations, bodyCache(combinations.bodies))
    this.combinations = new CombinationDocuments(catalogue, feeds, combined)
  }
}
