import type { Catalogue } from '../catalogue/catalogue.js'
import { Archives } from './archives.js'
import { BodyShelf } from './body-shelf.js'
import { FeedDocuments } from './feed-documents.js'
import { OpmlDocuments } from './opml-documents.js'
import { PageDocuments } from './page-documents.js'
import type { PublicationHands, PublicationSettings } from './publication-settings.js'

/** Whoever makes documents: loaded with the first that has to be made, since after a restart most are at hand. */
export class Makers {
  readonly feeds: FeedDocuments
  readonly pages: PageDocuments
  readonly opml: OpmlDocuments

  constructor(
    catalogue: Catalogue,
    { site, feeds, cache, iframeHosts, cacheBytes }: PublicationSettings,
    { renderBody }: PublicationHands,
  ) {
    // Documents are asked for most, items and bodies only where a document has to be made anew.
    const archives = new Archives(catalogue.history, site.timeZone, feeds.archivePosts)
    const bodies = new BodyShelf(catalogue, site, iframeHosts, renderBody, cacheBytes / 4)
    this.feeds = new FeedDocuments(catalogue, site, feeds, cache, archives, bodies, cacheBytes / 4)
    this.pages = new PageDocuments(catalogue, site, archives, bodies, cache)
    this.opml = new OpmlDocuments(catalogue, site, cache)
  }
}
