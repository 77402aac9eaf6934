import { decodePath } from '../model/segment.js'
import { pathPrefix, type Site } from '../model/site.js'

/** The path in the site's address, which stands before every path of the site. */
export class SitePrefix {
  /** As we write it, without a slash at the end; empty where the site is a whole host. */
  readonly written: string
  readonly #decoded: string

  constructor({ url }: Pick<Site, 'url'>) {
    this.written = pathPrefix(url)
    this.#decoded = decodePath(this.written) ?? this.written
  }

  /** Whether a path, decoded, is the prefix and nothing more. */
  is(path: string): boolean {
    return path !== '' && path === this.#decoded
  }

  /** A path, decoded, without the prefix; as it is where a proxy has taken the prefix away. */
  strip(path: string): string {
    return path.startsWith(`${this.#decoded}/`) ? path.slice(this.#decoded.length) : path
  }
}
