import { decodePath } from '../model/segment.js'
import { pathPrefix, type Site } from '../model/site.js'

/** The path in the site's address, which precedes every path of the site. */
export class SitePrefix {
  /** As we write it, without a trailing slash; empty if the site has its host to itself. */
  readonly encoded: string
  readonly #decoded: string

  constructor({ url }: Pick<Site, 'url'>) {
    this.encoded = pathPrefix(url)
    this.#decoded = decodePath(this.encoded) ?? this.encoded
  }

  /** Whether a decoded path is the prefix and nothing more. */
  is(path: string): boolean {
    return path !== '' && path === this.#decoded
  }

  /** Removes the prefix from a decoded path; returns the path unchanged if a proxy has stripped it already. */
  strip(path: string): string {
    return path.startsWith(`${this.#decoded}/`) ? path.slice(this.#decoded.length) : path
  }
}
