import type { Catalogue } from '../catalogue/catalogue.js'
import {
  archivePath,
  feedPath,
  feedStylesheetPath,
  feedsPagePath,
  homePath,
  opmlPath,
  pagePath,
  stylesheetPath,
} from '../model/address.js'
import { formatNames } from '../model/format.js'
import { normalise } from '../model/normalise.js'
import { groupKinds, type Scope, siteScope } from '../model/scope.js'
import { decodePath, encodePath } from '../model/segment.js'
import type { Archives } from './archives.js'
import { feedListPaths, opmlListPaths } from './feed-lists.js'

/** The path of every resource in our one spelling, without the path in `SITE_URL`. */
export function* allPaths(catalogue: Catalogue, archives: Archives): Generator<string> {
  yield* [homePath, feedsPagePath, opmlPath, stylesheetPath, feedStylesheetPath]
  for (const kind of groupKinds) {
    const total = catalogue.scopeCount(kind)
    yield* [...feedListPaths(kind, total), ...opmlListPaths(kind, total)]
  }
  for (const format of formatNames) yield feedPath(siteScope, format)
  yield* archivePaths(siteScope, archives)
  for (const { scope } of groupKinds.flatMap((kind) => catalogue.servedScopes(kind))) {
    for (const path of [...formatNames.map((format) => feedPath(scope, format)), pagePath(scope)])
      if (catalogue.findAlias(decodePath(path) ?? path) === undefined) yield path
    yield* archivePaths(scope, archives)
  }
  for (const permalink of catalogue.permalinks()) {
    // An asset goes before a post at the same address: other posts may show it.
    if (catalogue.findAsset((decodePath(permalink) ?? permalink).slice(1)) === undefined) yield permalink
  }
  for (const { file } of catalogue.assets()) yield `/${encodePath(normalise(file, 'NFC'))}`
}

function* archivePaths(scope: Scope, archives: Archives): Generator<string> {
  for (const { name } of archives.all(scope)) {
    for (const format of formatNames) yield archivePath(scope, name, format)
    yield archivePath(scope, name, 'page')
  }
}
