import type { Catalogue } from '../catalogue/catalogue.js'
import { Archives } from './archives.js'
import { BodyShelf } from './body-shelf.js'
import { CombinationDocuments } from './combination-documents.js'
import { FeedDocuments } from './feed-documents.js'
import { OpmlDocuments } from './opml-documents.js'
import { PageDocuments } from './page-documents.js'
import { type PublicationHands, type PublicationSettings, shareCache } from './publication-settings.js'

/** Everything that makes documents. Loaded when the first has to be made: after a restart, most are stored. */
export class Makers {
  readonly feeds: FeedDocuments
  readonly pages: PageDocuments
  readonly opml: OpmlDocuments
  readonly combinations: CombinationDocuments

  constructor(
    catalogue: Catalogue,
    { site, feeds, cache, iframeHosts, cacheBytes }: PublicationSettings,
    { renderBody }: PublicationHands,
  ) {
    const archives = new Archives(catalogue.history, site.timeZone, feeds.archivePosts)
    const { common, combinations } = shareCache(cacheBytes)
    const shelf = (bytes: number) => new BodyShelf(catalogue, site, iframeHosts, renderBody, bytes)
    const feedsOf = (share: typeof common, bodies: BodyShelf) =>
      new FeedDocuments(catalogue, site, feeds, cache, archives, bodies, share.items)
    const bodies = shelf(common.bodies)
    this.feeds = feedsOf(common, bodies)
    this.pages = new PageDocuments(catalogue, site, archives, bodies, cache)
    this.opml = new OpmlDocuments(catalogue, site, cache)
    const combined = feedsOf(combinations, shelf(combinations.bodies))
    this.combinations = new CombinationDocuments(catalogue, feeds, combined)
  }
}
