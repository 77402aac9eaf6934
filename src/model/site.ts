/** What the operator says of the whole site. */
export interface Site {
  readonly title: string
  readonly description: string
  /** Absolute address without a trailing slash; a path in it prefixes every address of the site. */
  readonly url: string
  /** What default guids begin with, without a trailing slash. */
  readonly guidBase: string
  /** BCP 47. */
  readonly language: string
  /** IANA zone of dates written without an offset, and of days in permalinks, archives and pages. */
  readonly timeZone: string
  /** The feeds' own author; makes no scope. */
  readonly author?: string
  /** Absolute address of a square picture. */
  readonly icon?: string
}

/**
 * Makes a path of the site absolute.
 *
 * @param path - begins with `/`, already percent-encoded
 */
export function absolute(site: Site, path: string): string {
  return site.url + path
}

/** The path in a site's address, without a slash at its end: what every path in a request begins with. */
export function pathPrefix(url: string): string {
  return new URL(url).pathname.replace(/\/$/, '')
}
