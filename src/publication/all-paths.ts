import type { Catalogue } from '../catalogue/catalogue.js'
import {
  feedPath,
  feedStylesheetPath,
  feedsPagePath,
  homePath,
  pagePath,
  stylesheetPath,
} from '../model/address.js'
import { formatNames } from '../model/format.js'
import { groupKinds, siteScope } from '../model/scope.js'
import { decodePath, encodePath } from '../model/segment.js'
import { feedListPaths } from './feed-lists.js'

/** The path of every resource, as we spell it, without the path in `SITE_URL`. */
export function* allPaths(catalogue: Catalogue): Generator<string> {
  yield* [homePath, feedsPagePath, stylesheetPath, feedStylesheetPath]
  for (const kind of groupKinds) yield* feedListPaths(kind, catalogue.scopeCount(kind))
  for (const format of formatNames) yield feedPath(siteScope, format)
  for (const { scope } of groupKinds.flatMap((kind) => catalogue.servedScopes(kind))) {
    for (const path of [...formatNames.map((format) => feedPath(scope, format)), pagePath(scope)])
      if (catalogue.findAlias(decodePath(path) ?? path) === undefined) yield path
  }
  for (const permalink of catalogue.permalinks()) {
    // A file goes before a post: other posts show it.
    if (catalogue.findAsset((decodePath(permalink) ?? permalink).slice(1)) === undefined) yield permalink
  }
  for (const { file } of catalogue.assets()) yield `/${encodePath(file.normalize('NFC'))}`
}
