import type { Resource } from './resource.js'

/** What a client requests: the path as it was sent, percent-encoded, and the query without its `?`. */
export interface Target {
  readonly path: string
  readonly query: string
}

/** What the publication has for a target. */
export type Found =
  | { readonly kind: 'resource'; readonly resource: Resource }
  /** Moved permanently; `location` is absolute. Answered by 301. */
  | { readonly kind: 'moved'; readonly location: string }
  /** Withdrawn for good by `feeds.yml`, or a post dropped as too old. Answered by 410. */
  | { readonly kind: 'gone' }
  /**
   * Not known yet, since the folder is still being read for the first time; or too many combinations wait to be made.
   * Answered by 503.
   */
  | { readonly kind: 'not-ready'; readonly retryAfterSeconds: number }
  /** The target cannot be understood; `reason` is for the client. Answered by 400. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'absent' }

/**
 * Everything the site offers, each resource resolved on request. Web and static export see only this, so that what one
 * serves is what the other writes.
 */
export interface Publication {
  /** Synchronous if the document is cached, else once it is made. Never rejects because of what an author wrote. */
  find(target: Target): Found | Promise<Found>
  /** The path of every resource, in our one spelling. */
  paths(): Iterable<string>
  /** The page for an error, such as an address that does not exist; it shows `status` and `reason`. */
  errorPage(status: number, title: string, reason: string): Uint8Array
}

/** Wraps a resource as something found. */
export function asFound(resource: Resource): Found {
  return { kind: 'resource', resource }
}
