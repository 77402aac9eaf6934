import { type Html, html } from '../page/html.js'
import type { Found, Publication, Target } from '../publication/publication.js'

/** How long a client is asked to wait while the catalogue is being opened. */
const retryAfterSeconds = 1

/**
 * A publication that is still to be opened: a server can listen before it, so that nobody is refused
 * meanwhile and no address is said not to exist.
 */
export class LatePublication implements Publication {
  #opened: Publication | undefined

  /** From now on everything is asked of this one. */
  open(publication: Publication): void {
    this.#opened = publication
  }

  find(target: Target): Found | Promise<Found> {
    return this.#opened?.find(target) ?? { kind: 'not-ready', retryAfterSeconds }
  }

  paths(): Iterable<string> {
    return this.#opened?.paths() ?? []
  }

  errorPage(status: number, title: string, reason: string): Uint8Array {
    return this.#opened?.errorPage(status, title, reason) ?? Buffer.from(plainPage(title, reason).toString())
  }
}

/** Without the site's frame, of which nothing is known yet. */
function plainPage(title: string, reason: string): Html {
  return html`<!doctype html>
<meta charset="utf-8">
<title>${title}</title>
<h1>${title}</h1>
<p>${reason}</p>
`
}
