/**
 * One item, as the package `feed` has it (`Item`), with what our formats can say besides. Every text may
 * be any text, every address any text, every Date an invalid one: the writers see to it.
 */
export interface ZonedItem {
  /** Plain text. */
  title: string
  /** Identity in every format: the first of `guid`, `id` and `link` that says something. */
  id?: string
  guid?: string
  /** Absolute address of the item's page. */
  link: string
  /** Last change; also the publication, where `published` is not given. Pass a `ZonedDate` to keep an offset. */
  date: Date
  published?: Date
  /** HTML that describes the item. `summary` goes before it. */
  description?: string
  /** Ours: plain text that describes the item. */
  summary?: string
  /** The whole item, HTML. */
  content?: string
  category?: ZonedCategory[]
  /** Address of a picture. */
  image?: string | ZonedEnclosure
  /** One media file per item: the first of `enclosure`, `audio` and `video` that is given. */
  enclosure?: ZonedEnclosure
  audio?: string | ZonedEnclosure
  video?: string | ZonedEnclosure
  author?: Person[]
  contributor?: Person[]
  copyright?: string
  /** Ours: BCP 47, where it is not the feed's. */
  language?: string
  /** JSON Feed only: XML would need a namespace, which an extension does not have. */
  extensions?: ItemExtension[]
}

/** A media file: address, media type, bytes; a title; seconds of playing time. */
export interface ZonedEnclosure {
  url: string
  type?: string
  length?: number
  title?: string
  duration?: number
}

/** `Author` of the package: a name, and addresses of its mail, its page and its picture. */
export interface Person {
  name?: string
  email?: string
  link?: string
  avatar?: string
}

/** A category or tag. */
export interface ZonedCategory {
  /** What RSS and JSON Feed say; `term` serves where there is none. */
  name?: string
  /** What Atom says; `name` serves where there is none. */
  term?: string
  /** Address of the page of the category, for RSS and for Atom; either serves for both. */
  domain?: string
  scheme?: string
  /** Ours: what people read in Atom; `name` serves where there is none. */
  label?: string
}

/** Keys of JSON Feed that begin with `_` and a letter. */
export interface ItemExtension {
  name: string
  objects: Record<string, unknown>
}

/** An address in each format that there is one in. */
export type FormatLinks = { rss?: string; atom?: string; json?: string }

/** A feed without its items, as the package `feed` has it (`FeedOptions`), with what ours knows besides. */
export interface ZonedFeedOptions {
  /** Atom's `id`; a self address, else the link, serves where there is none. */
  id?: string
  /** Plain text, like everything that is not said to be an address. */
  title: string
  description?: string
  /** Absolute address of the page that the feed goes with. Relative addresses are resolved against it. */
  link?: string
  /** Addresses of the feed itself in each format. */
  feedLinks?: { rss?: string; atom?: string; json?: string; [key: string]: string | undefined }
  /** Address of the feed itself, for a format that `feedLinks` does not name. */
  feed?: string
  /** Ours: addresses of the archive that goes before, in each format (RFC 5005 §4; JSON Feed `next_url`). */
  prevArchiveLinks?: FormatLinks
  /** Ours: addresses of the feed that people subscribe to, where this is one of its archives (RFC 5005 §4). */
  currentLinks?: FormatLinks
  /** Last change. The greatest date of the items serves where there is none; never the clock. */
  updated?: Date
  /** Ours: minutes east of UTC, with which a Date that is no `ZonedDate` is printed. UTC without one. */
  offsetMinutes?: number
  /** BCP 47. */
  language?: string
  /** Minutes for which readers may keep the feed. */
  ttl?: number
  author?: Person
  /** Address of a picture: RSS `image`, Atom `logo`, JSON Feed `icon`. */
  image?: string
  /** Ours: address of a square picture; Atom `icon`, and `image` elsewhere where none is given. */
  icon?: string
  /** Address of a small picture: Atom `icon` where no `icon` is given, JSON Feed `favicon`. */
  favicon?: string
  /** Address of a WebSub hub. */
  hub?: string
  /** `Feedmill` where none is given; false for none. */
  generator?: string | false
  copyright?: string
  /** Address of a description of RSS. */
  docs?: string
  /** Address of a stylesheet for browsers: CSS by its ending, else XSLT. */
  stylesheet?: string
  /** Not written: these two are for the podcast vocabularies of Apple and Google. */
  podcast?: boolean
  category?: string
}

/** All that stands before the items: the options, and what the package adds by methods of its own. */
export interface FeedHead extends ZonedFeedOptions {
  categories?: string[]
  contributors?: Person[]
  /** JSON Feed only. */
  extensions?: ItemExtension[]
}
