import { feedPath, pagePath, parseAddress } from './address.js'
import { type FormatName, formatNames, formats } from './format.js'
import { normalise } from './normalise.js'
import type { Group, GroupKind, Scope } from './scope.js'
import { decodePath, segmentOf } from './segment.js'

/** An address that leads elsewhere. */
export interface AliasPath {
  /** Decoded, in NFC. */
  readonly path: string
  /** Which document of the scope it leads to. */
  readonly part: FormatName | 'page'
}

/**
 * The paths of an alias. With a slash it is a path itself; without one it is a former name of the scope, and all
 * addresses of that name move.
 *
 * @param scope - that the alias leads to
 * @param word - as written in `feeds.yml`
 */
export function aliasPaths(scope: Scope, word: string): AliasPath[] {
  const alias = word.trim()
  if (alias.includes('/')) {
    const path = decodeAlias(alias.startsWith('/') ? alias : `/${alias}`)
    return [{ path, part: partOf(path) }]
  }
  // The former name of a whole site is taken for that of a category.
  const group: Group = { kind: scope.kind === 'site' ? 'category' : scope.kind, name: alias }
  const feeds = formatNames.flatMap((part): AliasPath[] => {
    const long = `/${group.kind}/${segmentOf(alias)}${formats[part].suffix}`
    return [decodeAlias(feedPath(group, part)), long].map((path) => ({ path, part }))
  })
  return [...feeds, { path: decodeAlias(pagePath(group)), part: 'page' }]
}

/** What a path used to be, by its ending: a folder was a page, except `/feed/`, which many sites had for RSS. */
function partOf(path: string): AliasPath['part'] {
  if (/\.html?$|(?<!\/feed)\/$/.test(path)) return 'page'
  return formatNames.find((name) => path.endsWith(formats[name].suffix)) ?? 'rss'
}

/** Decodes a path as far as it is encoded. */
export function decodeAlias(path: string): string {
  return decodePath(path) ?? normalise(path, 'NFC')
}

/** A scope as addresses name it; `site` for anything that the site always has. */
export type AddressOwner = 'site' | { readonly kind: GroupKind; readonly segment: string }

/** What has a path as its own address: the site, or a scope; undefined for any other path. @param path - decoded */
export function ownerOf(path: string): AddressOwner | undefined {
  const address = parseAddress(path)
  if (address === undefined) return undefined
  // `/category/old.xml` is another spelling of `/old.xml`, and redirects there.
  const own = address.kind === 'moved' ? parseAddress(decodeAlias(address.to)) : address
  return own !== undefined && 'segment' in own && own.group !== 'site'
    ? { kind: own.group, segment: own.segment }
    : 'site'
}
