import { type Html, html } from '../page/html.js'
import type { Found, Publication, Target } from '../publication/publication.js'

/** While the catalogue is being opened, clients are asked to come back after a second. */
const notReady = { kind: 'not-ready', retryAfterSeconds: 1 } as const

/**
 * A publication that is still to be opened. A server can listen before it is, so that no connection is refused and
 * no address gets a 404 meanwhile.
 */
export class PendingPublication implements Publication {
  #opened: Publication | undefined
  #provisional: Publication | undefined

  /** Answers from this one until `open`; whatever fails in it is answered as not ready. */
  openProvisionally(publication: Publication): void {
    this.#provisional = publication
  }

  /** Answers from this one from now on. */
  open(publication: Publication): void {
    this.#opened = publication
  }

  find(target: Target): Found | Promise<Found> {
    return this.#opened?.find(target) ?? this.#findProvisionally(target)
  }

  #findProvisionally(target: Target): Found | Promise<Found> {
    try {
      const found = this.#provisional?.find(target) ?? notReady
      return found instanceof Promise ? found.catch(() => notReady) : found
    } catch {
      return notReady
    }
  }

  paths(): Iterable<string> {
    return this.#opened?.paths() ?? []
  }

  errorPage(status: number, title: string, reason: string): Uint8Array {
    return this.#opened?.errorPage(status, title, reason) ?? Buffer.from(plainPage(title, reason).toString())
  }
}

/** Without the site's layout: nothing is known of the site yet. */
function plainPage(title: string, reason: string): Html {
  return html`<!doctype html>
<meta charset="utf-8">
<title>${title}</title>
<h1>${title}</h1>
<p>${reason}</p>
`
}
