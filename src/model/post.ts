import type { ZonedTime } from './zoned-time.js'

/** Identity of a post for ever, compared byte by byte; the same text in every format. */
export type Guid = string

/**
 * Where the page of a post is: a path of the site, percent-encoded in our one spelling, without the
 * site's own address: `/hongwang/2021/12/30/rain.html`. See `absolute` in `site.ts`.
 */
export type Permalink = string

/** Someone who wrote a post. Names are plain text; the name makes the author's scope. */
export interface Author {
  readonly name: string
  readonly email?: string
  /** Absolute address. */
  readonly url?: string
}

/** A media file that goes with a post, as its author named it. */
export interface Enclosure {
  /** Absolute address, or one to resolve against the post. */
  readonly url: string
  /** Bytes. Absent where the author gave none: an asset's own length then serves. */
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
  /** The author's own summary. Absent where the text itself must serve. */
  readonly summary?: string
  /** The author's lead picture, absolute or to be resolved against the post. */
  readonly image?: string
  readonly enclosure?: Enclosure
  /** BCP 47; absent where the site's language serves. */
  readonly language?: string
  /** False for a page that no feed carries (`feed: false`). */
  readonly inFeeds: boolean
}

/** A body as its author wrote it. Made into HTML only when someone asks. */
export interface SourceBody {
  readonly kind: 'markdown' | 'html'
  readonly text: string
}

/** One article as its author wrote it, ready to be published. */
export interface Post extends PostHead {
  readonly body: SourceBody
}
