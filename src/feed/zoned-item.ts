/**
 * One item: the `Item` of the package `feed`, with our additions. Texts and addresses may be any string,
 * Dates may be invalid: the writers cope with that.
 */
export interface ZonedItem {
  /** Plain text. */
  title: string
  /** Identity in every format: the first of `guid`, `id` and `link` that is usable. */
  id?: string
  guid?: string
  /** Absolute address of the item's page. */
  link: string
  /** Last change, and first publication too unless `published` is given. Pass a `ZonedDate` to keep an offset. */
  date: Date
  published?: Date
  /** HTML that describes the item; `summary` takes precedence. */
  description?: string
  /** Our addition: plain text that describes the item. */
  summary?: string
  /** The full text, as HTML. */
  content?: string
  category?: ZonedCategory[]
  /** Address of a picture. */
  image?: string | ZonedEnclosure
  /** One media file per item: the first of `enclosure`, `audio` and `video` whose address is usable. */
  enclosure?: ZonedEnclosure
  audio?: string | ZonedEnclosure
  video?: string | ZonedEnclosure
  author?: Person[]
  contributor?: Person[]
  copyright?: string
  /** Our addition: BCP 47, where it differs from the feed's. */
  language?: string
  /** JSON Feed only: XML would need a namespace, which extensions do not have. */
  extensions?: ItemExtension[]
}

/** A media file: address, media type, length in bytes, title, duration in seconds. */
export interface ZonedEnclosure {
  url: string
  type?: string
  length?: number
  title?: string
  duration?: number
}

/** The package's `Author`: a name, a mail address, and the addresses of a page and a picture. */
export interface Person {
  name?: string
  email?: string
  link?: string
  avatar?: string
}

/** A category or tag. */
export interface ZonedCategory {
  /** Written in RSS and JSON Feed; defaults to `term`. */
  name?: string
  /** Written in Atom; defaults to `name`. */
  term?: string
  /** Address of the category's page, as RSS (`domain`) and Atom (`scheme`) call it; one of them serves for both. */
  domain?: string
  scheme?: string
  /** Our addition: Atom's `label`, which people read; defaults to `name`. */
  label?: string
}

/** A member added to JSON Feed; its name begins with `_` and a letter. */
export interface ItemExtension {
  name: string
  objects: Record<string, unknown>
}

/** Addresses by format, as far as there are any. */
export type FormatLinks = { rss?: string; atom?: string; json?: string }

/** A feed without its items: the `FeedOptions` of the package `feed`, with our additions. */
export interface ZonedFeedOptions {
  /** Atom's `id`; defaults to a self address, else to the link. */
  id?: string
  /** Plain text, like every text here that is not called an address. */
  title: string
  description?: string
  /** Absolute address of the page that the feed belongs to. Relative addresses are resolved against it. */
  link?: string
  /** Addresses of the feed itself in each format. */
  feedLinks?: { rss?: string; atom?: string; json?: string; [key: string]: string | undefined }
  /** Address of the feed itself, for a format that `feedLinks` does not name. */
  feed?: string
  /** Our addition: addresses of the archive before it, in each format (RFC 5005 §4; JSON Feed `next_url`). */
  prevArchiveLinks?: FormatLinks
  /** Our addition: addresses of the subscribed feed, if this is one of its archives (RFC 5005 §4). */
  currentLinks?: FormatLinks
  /** Last change. In a `ZonedFeed` it defaults to the latest date of the items, never to the clock. */
  updated?: Date
  /** Our addition: minutes east of UTC, for Dates that are no `ZonedDate`; defaults to 0. */
  offsetMinutes?: number
  /** BCP 47. */
  language?: string
  /** How long readers may cache the feed, in minutes. */
  ttl?: number
  author?: Person
  /** Address of a picture: RSS `image`, Atom `logo`, JSON Feed `icon` if no `icon` is given. */
  image?: string
  /** Our addition: address of a square picture: Atom and JSON Feed `icon`, RSS `image` if no `image` is given. */
  icon?: string
  /** Address of a small picture: JSON Feed `favicon`, Atom `icon` if no `icon` is given. */
  favicon?: string
  /** Address of a WebSub hub. */
  hub?: string
  /** Defaults to `Feedmill`; false leaves it out. */
  generator?: string | false
  copyright?: string
  /** Address of the documentation of RSS, for RSS alone. */
  docs?: string
  /** Address of a stylesheet for browsers: CSS if it ends in `.css`, else XSLT. */
  stylesheet?: string
  /** Never written: these two are for the podcast namespaces of Apple and Google. */
  podcast?: boolean
  category?: string
}

/** Everything ahead of the items: the options, and what the package adds through methods of its own. */
export interface FeedHead extends ZonedFeedOptions {
  categories?: string[]
  contributors?: Person[]
  /** JSON Feed only. */
  extensions?: ItemExtension[]
}
