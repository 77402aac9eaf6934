import type { FileStamp } from '../content/read-result.js'
import type { Combination } from '../model/combination.js'
import type { PostHead, SourceBody } from '../model/post.js'
import type { Problem } from '../model/problem.js'
import type { Group, GroupKind, Scope, ScopeSettings } from '../model/scope.js'
import type { Bookmark, CombinationQuestion } from './combination-question.js'
import type { CommitMemory } from './commit-count.js'
import type { History } from './history.js'

/** Time of a commit, in milliseconds since the epoch; rises strictly, even when the clock does not. */
export type Moment = number

/** A published post as listings need it: everything but its body. */
export interface PostRecord extends PostHead {
  readonly id: number
  /** Bytes of the body as its author wrote it (UTF-8). */
  readonly bodyBytes: number
  /** Moment of the last commit that may have changed a document showing this post. */
  readonly touched: Moment
  /** SHA-256 of the file, in hex. */
  readonly hash: string
  /** Checksum of what was read from it, body included: another if the same file was read under other settings. */
  readonly sum: number
}

/** A scope that carries posts, once did, or is named in `feeds.yml`. A published feed never goes away by itself. */
export interface ScopeRecord {
  readonly scope: Scope
  /** How many posts it carries now. */
  readonly count: number
  /** Instant of its newest post, in milliseconds since the epoch; absent if it carries none. */
  readonly newestMs?: number
  readonly touched: Moment
  readonly settings: ScopeSettings
}

/** A scope whose feeds may have changed since they were last announced to the hub. */
export interface UnannouncedScope extends ScopeRecord {
  /** Changes up to this moment were announced, or did not need to be. */
  readonly announced: Moment
}

/** A record that all changes to a scope's feeds up to a moment were announced to the hub, or need not be. */
export interface Announcement {
  readonly scope: Scope
  readonly until: Moment
}

/** A picture, recording, video or PDF in the content folder. */
export interface AssetRecord {
  /** Path beneath the content folder, as the disk spells it. */
  readonly file: string
  readonly mediaType: string
  readonly size: number
  readonly mtimeMs: number
  /** SHA-256 of the file, in hex. */
  readonly hash: string
  readonly touched: Moment
}

/** The validators of a document as it was last rendered. */
export interface Revision {
  /** Path of the document, in its canonical spelling. */
  readonly address: string
  /** Hash of everything that its ETag covers. */
  readonly hash: string
  /** When its bytes last changed. */
  readonly modified: Moment
}

/** A document as it was last rendered: after a restart it is sent again without being rendered again. */
export interface StoredDocument extends Revision {
  /** When the content it shows had last changed. */
  readonly since: Moment
  /** When assets had last changed; absent if it does not depend on them. */
  readonly assets?: Moment
  /** Further metadata, opaque to the catalogue. */
  readonly head: string
  /** Its packed bytes, opaque to the catalogue. */
  readonly body: Uint8Array
}

/** The state of the catalogue, in counts that cost the same however many posts there are. */
export interface CatalogueStatus {
  /** The whole folder has been read at least once since the catalogue was created. */
  readonly complete: boolean
  readonly posts: number
  readonly withheld: number
  readonly errors: number
  readonly warnings: number
  /** How many of the posts in feeds are indexed for search; absent if search is off. */
  readonly search?: { readonly indexed: number; readonly total: number }
}

/** One part of a combination's posts; may be empty. */
export interface CombinationPart {
  readonly posts: readonly PostRecord[]
  /** Where the next part begins; absent if the search has ended, or has reached its limits. */
  readonly next?: Bookmark
}

/** A place where a post is or was published: everything needed to find the documents that show it there. */
export type PostTrace = Pick<
  PostHead,
  'permalink' | 'guid' | 'published' | 'inFeeds' | 'categories' | 'tags'
> & {
  readonly authors: readonly { readonly name: string }[]
}

/** Where the post of one file is published, and where it was before its last changes. */
export interface Traces {
  /** Absent if the file is gone. */
  readonly state?: FileState
  /** Size and time of the file when it was last read; absent if it is gone. */
  readonly stamp?: FileStamp
  /** The post as it is and was published, and the posts of files that took a permalink or guid from it or gave one. */
  readonly places: readonly PostTrace[]
}

/** What determines a post's place in the order of the site. */
export type PostPlace = Pick<PostHead, 'guid' | 'published' | 'inFeeds'>

/** The posts next to a place. */
export type Neighbours = { readonly newer?: PostRecord; readonly older?: PostRecord }

/** State of a file in the catalogue. */
export type FileState = 'published' | 'withheld' | 'broken' | 'duplicate' | 'asset' | 'settings'

/** One page of Problems. */
export interface ProblemPage {
  readonly problems: readonly Problem[]
  /** Cursor of the next page, in letters, digits, `-` and `_`; absent on the last page. */
  readonly next?: string
}

/** How scopes are ordered in lists. */
export type ScopeOrder = 'name' | 'latest'

/**
 * Everything that is published, for the code that makes documents. There is one engine today; nothing here knows SQL,
 * so that another can take its place.
 *
 * Posts come newest first: by instant descending, then by guid ascending, byte by byte.
 */
export interface Catalogue {
  /** Rises with every commit, except of revisions, documents, announcements or stamps alone. Takes microseconds. */
  version(): number
  /** Runs `ask` against one committed state, which does not change meanwhile. Synchronous; cannot be nested. */
  snapshot<T>(ask: () => T): T
  status(): CatalogueStatus
  /** When every document last had a reason to change: settings, `feeds.yml`, a new version of the renderer. */
  epoch(): Moment
  /**
   * The last moment of a process that was killed, or 0. That process may have sent validators that it never stored: a
   * document that equals its stored revision, but had a reason to change since, may have been different in between.
   */
  doubt(): Moment
  /** When anything that is published last changed. Problems alone do not count: readers do not see them. */
  lastCommit(): Moment
  /**
   * When an asset was last added, changed or removed. A document that shows a post with addresses of files in it
   * depends on this, since an address is resolved to an asset only while there is one.
   */
  assetsChanged(): Moment
  /** When the index of words last grew: posts become searchable a little after they are committed. */
  searchChanged(): Moment

  /** A scope that was ever published, or that `feeds.yml` names. */
  findScope(kind: GroupKind, segment: string): ScopeRecord | undefined
  scope(scope: Scope): ScopeRecord | undefined
  /** Every scope of a kind that carries posts now and is not gone. Under `name`, `order` in `feeds.yml` comes first. */
  scopes(kind: GroupKind, order: ScopeOrder, limit: number, offset?: number): ScopeRecord[]
  /** Up to `limit` scopes with changes still to be announced to the hub, the least recently announced first. */
  unannounced(limit: number): UnannouncedScope[]
  /** How many scopes of a kind `scopes` lists in all. */
  scopeCount(kind: GroupKind): number
  /** Every scope of a kind that has a feed and is not gone, even if it carries no posts now. */
  servedScopes(kind: GroupKind): ScopeRecord[]
  /**
   * Whether a scope of this kind has this title: that of `feeds.yml`, or else its name. When a category and a tag come
   * to have the same title, a new epoch begins, since pages tell them apart.
   */
  isTitled(kind: GroupKind, title: string): boolean
  newest(scope: Scope, limit: number): PostRecord[]
  /** A scope's posts by spans of time. */
  readonly history: History<PostRecord>
  /** When the posts of a combination last had a reason to change. `searchChanged` is not included. */
  combinationTouched(combination: Combination): Moment
  /**
   * Posts of a combination, newest first. The search is bounded: see `combination-queries.ts`. Words are found once
   * they are indexed.
   */
  combined(question: CombinationQuestion): CombinationPart
  /** @param permalink - a path of the site in its canonical spelling */
  findPost(permalink: string): PostRecord | undefined
  /** Whether the post of a permalink is too old to be kept, so that no document shows it any more. */
  isRetired(permalink: string): boolean
  /** Whether a scope carries a post that belongs to it: a post may be too old for one scope and not for another. */
  isCarried(scope: Scope, post: PostPlace): boolean
  /** The posts next to this one, or next to its place if it is no longer there, in the order of the whole site. */
  neighbours(post: PostPlace): Neighbours
  /** Where a file's post is and was published; undefined for an unknown file. @param file - as the disk spells it */
  traces(file: string): Traces | undefined
  /** Bodies of posts, by id. */
  bodies(ids: readonly number[]): Map<number, SourceBody>
  /** The permalink of every published post that is kept. */
  permalinks(): Iterable<string>

  /** @param file - path beneath the content folder, decoded, in NFC */
  findAsset(file: string): AssetRecord | undefined
  assets(): Iterable<AssetRecord>
  /** Where an alias of `feeds.yml` leads: a scope, and which of its documents. @param path - decoded, in NFC */
  findAlias(path: string): AliasTarget | undefined

  /**
   * The first Problems in the order of `feedmill check`, though that gives `alias-taken` last, or those after a cursor.
   *
   * @param after - `next` of the page before
   * @returns undefined if `after` is not a valid cursor
   */
  problemPage(limit: number, after?: string): ProblemPage | undefined
  /** The latest known revision of a document, whether or not it is on disk yet. */
  revision(address: string): Revision | undefined
  /** The address of each document that was ever sent and whose address begins with `start`. */
  revised(start: string): Set<string>
  /** Keeps a revision: in memory at once, on disk soon. */
  keepRevision(revision: Revision): void
  /** A document as last stored. The caller decides whether it is still current. */
  storedDocument(address: string): StoredDocument | undefined
  /** Stores a document soon, or not at all: it can be rendered again. */
  storeDocument(document: StoredDocument): void
  close(): void
}

/** A scope's feed in one format, or its page. */
export interface AliasTarget {
  readonly scope: Group | { readonly kind: 'site' }
  readonly part: 'rss' | 'atom' | 'json' | 'page'
}

/** What a catalogue shares with the code that opened it. */
export interface CatalogueHooks {
  /** Called with every revision to be saved, since only the writer can save it. */
  readonly onRevision?: (revision: Revision) => void
  /** The same for documents. */
  readonly onDocument?: (document: StoredDocument) => void
  /** Memory in which the writer counts commits, if it runs in this process. */
  readonly commits?: CommitMemory | undefined
}
