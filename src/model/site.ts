/** What the operator says about the whole site. */
export interface Site {
  readonly title: string
  readonly description: string
  /** Absolute address without a trailing slash; a path in it prefixes every address of the site. */
  readonly url: string
  /** Prefix of default guids, without a trailing slash. */
  readonly guidBase: string
  /** BCP 47. */
  readonly language: string
  /** IANA zone of dates written without an offset, and of days in permalinks, archives and pages. */
  readonly timeZone: string
  /** Author of the feeds themselves; has no scope. */
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

/** The path of a site's address, without a trailing slash: the path of every request begins with it. */
export function pathPrefix(url: string): string {
  return new URL(url).pathname.replace(/\/$/, '')
}
