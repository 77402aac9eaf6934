import type { ZonedTime } from './zoned-time.js'

/** Permanent identity of a post, compared byte by byte; the same text in every format. */
export type Guid = string

/**
 * Path of a post's page, percent-encoded in canonical spelling, without the site's own address:
 * `/hongwang/2021/12/30/rain.html`. See `absolute` in `site.ts`.
 */
export type Permalink = string

/** Someone who wrote a post. The name is plain text, and names the author's scope. */
export interface Author {
  readonly name: string
  readonly email?: string
  /** Absolute address. */
  readonly url?: string
}

/** A media file that goes with a post, as its author declared it. */
export interface Enclosure {
  /** Absolute, or relative to the post. */
  readonly url: string
  /** Bytes. Absent if the author gave none: an asset's own size is used then. */
  readonly length?: number
  /** Media type. Absent likewise. */
  readonly type?: string
}

/** What lists and feeds need of a post: everything but its body. All text is plain text in NFC. */
export interface PostHead {
  /** Path beneath the content folder, `/` between its parts. For messages, and for the default guid. */
  readonly source: string
  /** Survives a new title, date, category or address (RFC 4287 §4.2.6). */
  readonly guid: Guid
  /** May change; the guid then joins old and new. */
  readonly permalink: Permalink
  readonly title: string
  /** First publication. RSS `pubDate`, Atom `published`, JSON Feed `date_published`. */
  readonly published: ZonedTime
  /** Last change a reader should notice; equals `published` until the author says otherwise. */
  readonly updated: ZonedTime
  /** Names, each once, in the author's order. */
  readonly categories: readonly string[]
  readonly tags: readonly string[]
  readonly authors: readonly Author[]
  /** The author's own summary. If absent, one is taken from the body. */
  readonly summary?: string
  /** Address of the author's lead picture, absolute or relative to the post. */
  readonly image?: string
  readonly enclosure?: Enclosure
  /** BCP 47; if absent, the site's language applies. */
  readonly language?: string
  /** False for a page that no feed carries (`feed: false`). */
  readonly inFeeds: boolean
}

/** A body as its author wrote it. Rendered to HTML only when someone asks for it. */
export interface SourceBody {
  readonly kind: 'markdown' | 'html'
  readonly text: string
}

/** One article as its author wrote it, ready to be published. */
export interface Post extends PostHead {
  readonly body: SourceBody
}
