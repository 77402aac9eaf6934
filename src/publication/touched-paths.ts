import type { Catalogue, PostTrace } from '../catalogue/catalogue.js'
import { archiveStem, feedPath, feedsPagePath, opmlPath, pagePath } from '../model/address.js'
import { formatNames } from '../model/format.js'
import { normalise } from '../model/normalise.js'
import { groupKinds, scopesOf } from '../model/scope.js'
import { encodePath } from '../model/segment.js'
import { pathPrefix, type Site } from '../model/site.js'
import { Archives, archivePosts } from './archives.js'
import { feedListPaths, opmlListPaths } from './feed-lists.js'

/**
 * The path of every document that a file touches, each once: as it is published now, and as it was before it changed or
 * left. The list may have a few too many, but never one too few, unless everything changes: once a tag has the same
 * title as a category, pages everywhere tell them apart.
 *
 * Archives are listed only if they were ever sent: no cache can hold others.
 *
 * @param file - path beneath the content folder, as the disk spells it
 * @param postsMax - most posts in one archive
 * @returns undefined if nothing is known of the file, or if it is `feeds.yml`, which touches everything
 */
export function touchedPaths(
  catalogue: Catalogue,
  { url, timeZone }: Pick<Site, 'url' | 'timeZone'>,
  file: string,
  postsMax = archivePosts,
): string[] | undefined {
  const archives = new Archives(catalogue.history, timeZone, postsMax)
  const prefix = pathPrefix(url)
  return catalogue.snapshot(() => {
    const traces = catalogue.traces(file)
    if (traces === undefined || traces.state === 'settings') return undefined
    if (traces.state === 'asset') return [`/${encodePath(normalise(file, 'NFC'))}`]
    const paths = traces.places.flatMap((place) => [
      ...pathsOf(place, catalogue),
      ...archivesOf(place, archives).flatMap((stem) =>
        // With the parts of an hour that was split, however many are left.
        [...catalogue.revised(`${prefix}${stem}.`)].map((address) => address.slice(prefix.length)),
      ),
    ])
    return [...new Set(paths)]
  })
}

/** What shows a post: its page and, if feeds carry it, those feeds, its scopes' listings, and its neighbours' pages. */
function pathsOf(place: PostTrace, catalogue: Catalogue): string[] {
  if (!place.inFeeds) return [place.permalink]
  const scopes = scopesOf(place)
  const { newer, older } = catalogue.neighbours(place)
  return [
    place.permalink,
    ...scopes.flatMap((scope) => formatNames.map((format) => feedPath(scope, format))),
    ...scopes.map(pagePath),
    feedsPagePath,
    opmlPath,
    // Each of these says how many posts a scope has, or that it has any.
    ...groupKinds.flatMap((kind) => {
      const total = catalogue.scopeCount(kind)
      return [...feedListPaths(kind, total), ...opmlListPaths(kind, total)]
    }),
    ...[newer, older].flatMap((post) => (post === undefined ? [] : [post.permalink])),
  ]
}

/** The stems of the archives that show a post, and of those beside them. */
function archivesOf(place: PostTrace, archives: Archives): string[] {
  if (!place.inFeeds) return []
  return scopesOf(place).flatMap((scope) => {
    const names = [...archives.around(scope, place.published.instantMs)]
    return names.flatMap((name) => [archiveStem(scope, name, 'feed'), archiveStem(scope, name, 'page')])
  })
}
