/** A syntax in which a feed is published. */
export interface Format {
  /** Ending of its addresses. */
  readonly suffix: string
  /** For `Content-Type`; RFC 4287 §7, RFC 7303 §9.1, JSON Feed 1.1. */
  readonly mediaType: string
  /** Name shown to people. */
  readonly label: string
}

/** The formats we publish. A row here adds its addresses, its `<link>` and its column in the list of feeds. */
export const formats = {
  rss: { suffix: '.xml', mediaType: 'application/rss+xml; charset=utf-8', label: 'RSS' },
  atom: { suffix: '.atom', mediaType: 'application/atom+xml; charset=utf-8', label: 'Atom' },
  json: { suffix: '.json', mediaType: 'application/feed+json', label: 'JSON Feed' },
} as const satisfies Record<string, Format>

/** Name of a format: a key of `formats`. */
export type FormatName = keyof typeof formats
/** All formats, in the order in which they are offered. */
export const formatNames = Object.keys(formats) as FormatName[]
