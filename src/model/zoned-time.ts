/**
 * An instant **and** the offset it was written with. The offset survives to every output; two times
 * are ordered by their instants alone.
 */
export interface ZonedTime {
  /** Milliseconds since 1970-01-01T00:00:00Z; whole seconds, since fractions are dropped on reading. */
  readonly instantMs: number
  /** Minutes east of UTC, as the author wrote it or as the site's zone had it that day. */
  readonly offsetMinutes: number
}
