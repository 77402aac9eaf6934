import type { Resource } from './resource.js'

/** What a client asks for: the path as it was sent, percent-encoded, and the query without its `?`. */
export interface Target {
  readonly path: string
  readonly query: string
}

/** What the publication answers to a target. */
export type Found =
  | { readonly kind: 'resource'; readonly resource: Resource }
  /** Moved for good; `location` is absolute. Answered by 301. */
  | { readonly kind: 'moved'; readonly location: string }
  /** Withdrawn for good by `feeds.yml`. Answered by 410. */
  | { readonly kind: 'gone' }
  /**
   * The folder is still being read for the first time, and this is not known yet; or too many combinations are being
   * made. Answered by 503.
   */
  | { readonly kind: 'not-ready'; readonly retryAfterSeconds: number }
  /** The target cannot be understood; `reason` is for the client. Answered by 400. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'absent' }

/**
 * Everything the site offers, resolved when asked. Web and static export see only this, so that what
 * one serves is what the other writes.
 */
export interface Publication {
  /** Answers at once where the document was made before, else when it has been made. Never rejects for what an author wrote. */
  find(target: Target): Found | Promise<Found>
  /** The path of every resource, as we spell it. */
  paths(): Iterable<string>
  /** The page for an address that does not exist or a fault; `status` and `reason` are shown. */
  errorPage(status: number, title: string, reason: string): Uint8Array
}

/** A resource as what was found. */
export function asFound(resource: Resource): Found {
  return { kind: 'resource', resource }
}
