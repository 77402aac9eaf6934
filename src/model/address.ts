import { type Combination, canonicalQuery } from './combination.js'
import { type FormatName, formatNames, formats } from './format.js'
import { type GroupKind, groupKinds, type Scope, siteScope } from './scope.js'
import { encodeSegment, segmentOf } from './segment.js'

/**
 * First path segments that the site reserves for itself, for ever: the feeds of a category with such a name live
 * under `/category/`. Compared without regard to case, as some file systems do.
 */
const reserved = new Set(
  (
    'feed feeds index category tag author archive search status problems sitemap robots opml metrics ' +
    'healthz readyz hub theme assets id'
  ).split(' '),
)

/** Files beneath it speak for the whole host (RFC 8615), for example to certificate authorities. */
const hostFolder = '.well-known'

/** Path of the home page, which is the page of the whole site. */
export const homePath = '/'
/** Path of the page that lists the feeds. */
export const feedsPagePath = '/feeds.html'
/** Path of the list of feeds as OPML, for import into readers. */
export const opmlPath = '/feeds.opml'
/** Path of the stylesheet of all pages. */
export const stylesheetPath = '/theme/page.css'
/** Path of the stylesheet for RSS and Atom feeds that are opened in a browser. */
export const feedStylesheetPath = '/theme/feed.css'

/** Path of a scope's feed: `/feed.xml`, `/hongwang.atom`, `/tag/%E7%BA%A2.json`. */
export function feedPath(scope: Scope, format: FormatName): string {
  const { suffix } = formats[format]
  if (scope.kind === 'site') return `/feed${suffix}`
  const segment = segmentOf(scope.name)
  return `${feedFolder(scope.kind, segment)}/${encodeSegment(segment)}${suffix}`
}

/** A category's feeds live at the top level, unless its segment is reserved. */
function feedFolder(kind: GroupKind, segment: string): string {
  return kind === 'category' && !isReserved(segment) ? '' : `/${kind}`
}

/** Path and query of a combination's feed, in canonical spelling: `/feed.xml?category=hongwang&tag=%E7%BA%A2`. */
export function combinationPath(combination: Combination, format: FormatName): string {
  return `${feedPath(siteScope, format)}?${canonicalQuery(combination)}`
}

/** Path of a scope's page for people: `/`, `/category/hongwang.html`. */
export function pagePath(scope: Scope): string {
  return scope.kind === 'site' ? homePath : `/${scope.kind}/${encodeSegment(segmentOf(scope.name))}.html`
}

/**
 * Path of a scope's archive: `/hongwang/archive/2021-12.xml`, `/category/hongwang/archive/2021-12.html`, and
 * `/archive/2021.atom` for the whole site.
 *
 * @param archive - its name: `2021-12`, `2021-12-30T15.2`
 */
export function archivePath(scope: Scope, archive: string, part: FormatName | 'page'): string {
  const suffix = part === 'page' ? '.html' : formats[part].suffix
  return archiveStem(scope, archive, part === 'page' ? 'page' : 'feed') + suffix
}

/** What the paths of an archive's feeds, or of its page, have in common: all but the suffix. */
export function archiveStem(scope: Scope, archive: string, part: 'feed' | 'page'): string {
  if (scope.kind === 'site') return `/archive/${archive}`
  const segment = segmentOf(scope.name)
  const folder = part === 'page' ? `/${scope.kind}` : feedFolder(scope.kind, segment)
  return `${folder}/${encodeSegment(segment)}/archive/${archive}`
}

/** Path of the feed or page that an archive belongs to, decoded. */
export function ownerPath({ group, segment, part }: ArchiveAddress): string {
  if (part === 'page') return group === 'site' ? homePath : `/${group}/${segment}.html`
  const { suffix } = formats[part]
  return group === 'site' ? `/feed${suffix}` : `${feedFolder(group, segment)}/${segment}${suffix}`
}

/** Path of a page of the list of all scopes of a kind: `/feeds/tag.html`, `/feeds/tag-2.html`. @param page - from 1 */
export function feedListPath(kind: GroupKind, page = 1): string {
  return `${feedListStem(kind, page)}.html`
}

/** Path of the same page as OPML, for import into readers: `/feeds/tag.opml`, `/feeds/tag-2.opml`. */
export function opmlListPath(kind: GroupKind, page = 1): string {
  return `${feedListStem(kind, page)}.opml`
}

function feedListStem(kind: GroupKind, page: number): string {
  return `/feeds/${kind}${page === 1 ? '' : `-${page}`}`
}

function isReserved(segment: string): boolean {
  return reserved.has(segment.toLowerCase())
}

/** What a path stands for, judged by its form alone; whether that exists, only the catalogue knows. */
export type Address =
  | { readonly kind: 'home' }
  | { readonly kind: 'feeds-page' }
  | { readonly kind: 'feed-list'; readonly group: GroupKind; readonly page: number }
  | { readonly kind: 'opml' }
  | { readonly kind: 'opml-list'; readonly group: GroupKind; readonly page: number }
  | { readonly kind: 'stylesheet' }
  | { readonly kind: 'feed-stylesheet' }
  | { readonly kind: 'site-feed'; readonly format: FormatName }
  | {
      readonly kind: 'feed'
      readonly group: GroupKind
      readonly segment: string
      readonly format: FormatName
    }
  | { readonly kind: 'page'; readonly group: GroupKind; readonly segment: string }
  | {
      readonly kind: 'archive'
      readonly group: 'site' | GroupKind
      /** Empty for the site. */
      readonly segment: string
      /** `2021-12`, `2021-12-30T15.2`; not checked against the calendar. */
      readonly archive: string
      readonly part: FormatName | 'page'
    }
  /** Another spelling of one of our addresses. */
  | { readonly kind: 'moved'; readonly to: string }

/** The address of one of a scope's archives. */
export type ArchiveAddress = Extract<Address, { kind: 'archive' }>

/**
 * Parses a path by its form.
 *
 * @param path - decoded and in NFC, see `decodePath`
 * @returns undefined if the path has the form of none of the site's own addresses
 */
export function parseAddress(path: string): Address | undefined {
  if (path === homePath) return { kind: 'home' }
  if (path === '/index.html') return { kind: 'moved', to: homePath }
  if (path === feedsPagePath) return { kind: 'feeds-page' }
  if (path === opmlPath) return { kind: 'opml' }
  if (path === stylesheetPath) return { kind: 'stylesheet' }
  if (path === feedStylesheetPath) return { kind: 'feed-stylesheet' }
  const segments = path.slice(1).split('/')
  const [first = '', second] = segments
  if (segments.length === 1) return parseFeed('category', first, false)
  if (segments.at(-2) === 'archive') return parseArchive(segments)
  if (segments.length !== 2 || second === undefined) return undefined
  if (first === 'feeds') return parseFeedList(second)
  const group = groupKinds.find((kind) => kind === first)
  if (group === undefined) return undefined
  if (second.endsWith('.html') && second.length > 5)
    return { kind: 'page', group, segment: second.slice(0, -5) }
  return parseFeed(group, second, true)
}

/** Each page has one spelling: the first has no number, the others no leading zeros. */
function parseFeedList(last: string): Address | undefined {
  const [, name, number = '1', suffix] = /^([a-z]+)(?:-([2-9]|[1-9]\d{1,6}))?\.(html|opml)$/.exec(last) ?? []
  const group = groupKinds.find((known) => known === name)
  return group && { kind: suffix === 'opml' ? 'opml-list' : 'feed-list', group, page: Number(number) }
}

/** A year, month, day or hour, the hour perhaps with a part; then the suffix of an address. */
const archiveForm = /^(\d{4}(?:-\d\d){0,2}|\d{4}-\d\d-\d\dT\d\d(?:\.[1-9]\d{0,6})?)(\.[a-z]+)$/

/** @param segments - of the path; the last but one is `archive` */
function parseArchive(segments: readonly string[]): Address | undefined {
  const [, archive, suffix] = archiveForm.exec(segments.at(-1) ?? '') ?? []
  const part = suffix === '.html' ? 'page' : formatNames.find((name) => formats[name].suffix === suffix)
  if (archive === undefined || part === undefined) return undefined
  const [first = '', second = ''] = segments
  if (segments.length === 2) return { kind: 'archive', group: 'site', segment: '', archive, part }
  if (segments.length === 3) {
    if (first === 'feed' && part !== 'page')
      return { kind: 'moved', to: archivePath(siteScope, archive, part) }
    if (first === '' || isReserved(first) || part === 'page') return undefined
    return { kind: 'archive', group: 'category', segment: first, archive, part }
  }
  const group = groupKinds.find((kind) => kind === first)
  if (segments.length !== 4 || group === undefined || second === '') return undefined
  if (group === 'category' && part !== 'page' && !isReserved(second))
    return { kind: 'moved', to: `/${encodeSegment(second)}/archive/${archive}${suffix}` }
  return { kind: 'archive', group, segment: second, archive, part }
}

function parseFeed(group: GroupKind, last: string, inFolder: boolean): Address | undefined {
  const format = formatNames.find((name) => last.endsWith(formats[name].suffix))
  if (format === undefined) return undefined
  const segment = last.slice(0, -formats[format].suffix.length)
  if (segment === '') return undefined
  if (!inFolder && segment === 'feed') return { kind: 'site-feed', format }
  if (inFolder && group === 'category' && !isReserved(segment)) {
    return { kind: 'moved', to: `/${encodeSegment(segment)}${formats[format].suffix}` }
  }
  if (!inFolder && isReserved(segment)) return undefined
  return { kind: 'feed', group, segment, format }
}

/**
 * Whether a path has the form of one of the site's own addresses, present or reserved for later (search,
 * status), so that no post may have it. A reserved first segment does not reserve its whole folder: the posts of
 * a category called `assets` live in `/assets/2022/01/05/`.
 *
 * Compared without regard to case or a trailing slash, as some file systems and servers do.
 *
 * @param path - decoded and in NFC
 */
export function isOwnAddress(path: string): boolean {
  const form = path.toLowerCase().replace(/(?<=[^/])\/$/, '')
  if (parseAddress(form) !== undefined) return true
  const segments = form.slice(1).split('/')
  const [first = '', second = '', third = '', fourth = ''] = segments
  if (first === hostFolder) return true
  if (segments.length === 1) return isReserved(stem(first)) || first.endsWith('.opml')
  if (segments.length === 2) return isPeriod(second) && (first === 'archive' || first === 'feed')
  return groupKinds.some((kind) => kind === first)
    ? segments.length === 4 && third === 'archive' && isPeriod(fourth)
    : segments.length === 3 && second === 'archive' && isPeriod(third)
}

function stem(segment: string): string {
  const dot = segment.lastIndexOf('.')
  return dot > 0 ? segment.slice(0, dot) : segment
}

/** Whether it is the last segment of an archive's address: `2021.xml`, `2021-12-30T15.2.html`. */
function isPeriod(segment: string): boolean {
  return /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d(?:\.\d+)?)?)?)?\.(?:xml|atom|json|html)$/i.test(segment)
}
