import assert from 'node:assert/strict'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import type { SourceBody } from '../../src/model/post.js'
import type { Site } from '../../src/model/site.js'
import type { CachePolicy } from '../../src/publication/cache-policy.js'
import type { FeedSettings } from '../../src/publication/feed-documents.js'
import { SitePublication } from '../../src/publication/site-publication.js'

/** A minimal site in Shanghai's time zone. */
export const plainSite: Site = {
  title: '站',
  description: '述',
  url: 'http://localhost',
  guidBase: 'http://localhost',
  language: 'zh',
  timeZone: 'Asia/Shanghai',
}

/** The default cache policy. */
export const plainCache: CachePolicy = {
  feedMin: 300,
  feedMax: 900,
  page: 60,
  shared: 30,
  staleWhileRevalidate: 30,
  staleIfError: 86_400,
}

/**
 * A publication whose bodies are as their authors wrote them: no thread renders them, and no file is opened.
 *
 * @param onBody - called with each body that is to be rendered
 */
export function publishPlainly(
  catalogue: Catalogue,
  feeds: Omit<FeedSettings, 'content' | 'typeXml'>,
  cacheBytes = 64_000_000,
  onBody: (body: SourceBody) => void = () => {},
): SitePublication {
  return new SitePublication(
    catalogue,
    {
      site: plainSite,
      feeds: { ...feeds, content: 'full', typeXml: false },
      cache: plainCache,
      iframeHosts: [],
      cacheBytes,
    },
    {
      renderBody: async (body) => {
        onBody(body)
        return { html: body.text, summary: body.text.slice(0, 100), dropped: [], references: [] }
      },
      openAsset: () => assert.fail('no file is asked for'),
    },
  )
}
