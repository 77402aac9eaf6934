import type { FileStamp } from '../content/read-result.js'
import type { Combination } from '../model/combination.js'
import type { PostHead, SourceBody } from '../model/post.js'
import type { Problem } from '../model/problem.js'
import type { Group, GroupKind, Scope, ScopeSettings } from '../model/scope.js'
import type { Bookmark, CombinationQuestion } from './combination-question.js'
import type { CommitMemory } from './commit-count.js'
import type { History } from './history.js'

/**
 * A moment in the catalogue's history: the time of a commit, in milliseconds since the epoch, made to
 * rise strictly from commit to commit even where the clock does not.
 */
export type Moment = number

/** A published post as lists need it. */
export interface PostRecord extends PostHead {
  readonly id: number
  /** Bytes of the body as its author wrote it (UTF-8). */
  readonly bodyBytes: number
  /** When a document that shows this post last had reason to change. */
  readonly touched: Moment
  /** SHA-256 of the file, in hex. */
  readonly hash: string
}

/** A scope that carries posts now, or once did: its feed never goes away by itself. */
export interface ScopeRecord {
  readonly scope: Scope
  /** Posts that its feed can carry now. */
  readonly count: number
  /** Instant of its newest post; absent where it has none. */
  readonly newestMs?: number
  readonly touched: Moment
  readonly settings: ScopeSettings
}

/** A scope whose feeds have had reason to change since the hub was last told of them. */
export interface UnannouncedScope extends ScopeRecord {
  /** Up to which moment the hub was told, or needed not to be. */
  readonly announced: Moment
}

/** What the hub was told, or need not be told: all changes of a scope's feeds up to a moment. */
export interface Announcement {
  readonly scope: Scope
  readonly until: Moment
}

/** A picture, a recording or a document in the content folder. */
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

/** What a document was when it was last made. */
export interface Revision {
  /** Path of the document, as we spell it. */
  readonly address: string
  /** Hash of everything its ETag stands for. */
  readonly hash: string
  /** When its bytes last changed. */
  readonly modified: Moment
}

/** A document as it was last made: after a restart it is sent again, not made again. */
export interface StoredDocument extends Revision {
  /** When what it shows had last changed. */
  readonly since: Moment
  /** When the assets had last changed; absent where it does not depend on them. */
  readonly assets?: Moment
  /** What else its maker must know of it, in its maker's own words. */
  readonly head: string
  /** Its bytes, as its maker packed them. */
  readonly body: Uint8Array
}

/** How the catalogue stands, in counts that cost the same however many posts there are. */
export interface CatalogueStatus {
  /** The whole folder has been read at least once since the catalogue was made. */
  readonly complete: boolean
  readonly posts: number
  readonly withheld: number
  readonly errors: number
  readonly warnings: number
  /** Posts that a search finds, of those that feeds carry; absent where nothing is to be found. */
  readonly search?: { readonly indexed: number; readonly total: number }
}

/** Some of the posts of a combination, and perhaps none of them. */
export interface CombinationPart {
  readonly posts: readonly PostRecord[]
  /** Where the next part begins. Absent where all has been gone through, or as much as there is time for. */
  readonly next?: Bookmark
}

/** A place in what is published: all that leads to the documents that show a post there. */
export type PostTrace = Pick<
  PostHead,
  'permalink' | 'guid' | 'published' | 'inFeeds' | 'categories' | 'tags'
> & {
  readonly authors: readonly { readonly name: string }[]
}

/** Where one file stands in what is published, and stood before its last changes. */
export interface Traces {
  /** Absent where the file is gone. */
  readonly state?: FileState
  /** As it was when it was last read; absent where it is gone. */
  readonly stamp?: FileStamp
  /**
   * The post as it is published now, as it was published before, and the posts of other files that took a
   * permalink or guid from it or gave one up to it.
   */
  readonly places: readonly PostTrace[]
}

/** What the catalogue makes of a file. */
export type FileState = 'published' | 'withheld' | 'broken' | 'duplicate' | 'asset' | 'settings'

/** Some of the Problems. */
export interface ProblemPage {
  readonly problems: readonly Problem[]
  /** Where the next page begins; absent on the last. In letters, digits, `-` and `_`. */
  readonly next?: string
}

/** In which order scopes are listed. */
export type ScopeOrder = 'name' | 'latest'

/**
 * All that is published, asked by whoever makes documents. One engine answers today; nothing here
 * knows SQL, so that another can stand behind it.
 *
 * Posts come newest first: by instant descending, then by guid ascending, byte by byte.
 */
export interface Catalogue {
  /** Changes whenever anything was committed; equal numbers mean that nothing was. Costs microseconds. */
  version(): number
  /** Runs `ask` on one committed state: what it asks does not change under it. Synchronous, and not nested. */
  snapshot<T>(ask: () => T): T
  status(): CatalogueStatus
  /** When everything last had reason to change: settings, `feeds.yml`, another version of the renderer. */
  epoch(): Moment
  /**
   * The last moment of a process that was killed, or 0. It may have told of documents of which no revision was
   * written down: one that is as it was before, but had reason to change since, may have been another between.
   */
  doubt(): Moment
  /** When anything that is published last changed; Problems alone change nothing that readers see. */
  lastCommit(): Moment
  /**
   * When an asset last came or went. A document that shows a post with addresses of files in it depends
   * on this, since an address is resolved to an asset only while there is one.
   */
  assetsChanged(): Moment
  /** When searches last came to find more without a post having changed: what is committed is indexed a little later. */
  searchChanged(): Moment

  /** A scope that was ever published, or that `feeds.yml` names. */
  findScope(kind: GroupKind, segment: string): ScopeRecord | undefined
  scope(scope: Scope): ScopeRecord | undefined
  /** Every scope of a kind that carries posts now and is not gone; `order` in `feeds.yml` goes first under `name`. */
  scopes(kind: GroupKind, order: ScopeOrder, limit?: number, offset?: number): ScopeRecord[]
  /** Some of the scopes of which the hub is still to be told, those first that have waited longest since they were. */
  unannounced(limit: number): UnannouncedScope[]
  /** How many `scopes` there are of a kind. */
  scopeCount(kind: GroupKind): number
  /** Every scope of a kind that has a feed, also one that carries nothing now, and is not gone. */
  servedScopes(kind: GroupKind): ScopeRecord[]
  /**
   * Whether a scope of this kind bears this title: its own from `feeds.yml`, else its name. Where a
   * category and a tag come to bear the same title, a new epoch begins, since pages tell them apart.
   */
  isTitled(kind: GroupKind, title: string): boolean
  newest(scope: Scope, limit: number): PostRecord[]
  /** What scopes carry of stretches of time. */
  readonly history: History<PostRecord>
  /** When what a combination carries last had reason to change, but for the words that it asks for. */
  combinationTouched(combination: Combination): Moment
  /**
   * Posts of a combination, newest first. How far one answer goes is bounded: see `combination-queries.ts`. Words are
   * found once they are indexed.
   */
  combined(question: CombinationQuestion): CombinationPart
  /** @param permalink - a path of the site in our one spelling */
  findPost(permalink: string): PostRecord | undefined
  /** Whether the post of a permalink is too old to be kept, and in no document any more. */
  isRetired(permalink: string): boolean
  /** Whether a scope carries a post of its own: it may be too old for it, and not for another. */
  isCarried(scope: Scope, post: Pick<PostRecord, 'guid' | 'published' | 'inFeeds'>): boolean
  /** The posts beside this one, or beside its place if it is there no longer, in the whole site's order. */
  neighbours(post: Pick<PostRecord, 'guid' | 'published' | 'inFeeds'>): {
    readonly newer?: PostRecord
    readonly older?: PostRecord
  }
  /** Where a file stands and stood; undefined where nothing is known of it. @param file - as the disk spells it */
  traces(file: string): Traces | undefined
  /** Bodies by the posts' ids. */
  bodies(ids: readonly number[]): Map<number, SourceBody>
  /** Every published permalink, with the post's id. */
  permalinks(): Iterable<string>

  /** @param file - path beneath the content folder, decoded, in NFC */
  findAsset(file: string): AssetRecord | undefined
  assets(): Iterable<AssetRecord>
  /** Where an alias of `feeds.yml` leads: the scope, and what of it. @param path - decoded, in NFC */
  findAlias(path: string): AliasTarget | undefined

  /** All of them, in the order of `feedmill check`. There may be as many as files: see `problemPage`. */
  problems(): Problem[]
  /**
   * The first so many, or those after them.
   *
   * @param after - `next` of the page before
   * @returns undefined where that was no page's
   */
  problemPage(limit: number, after?: string): ProblemPage | undefined
  /** The last revision of a document that is known, saved or not yet. */
  revision(address: string): Revision | undefined
  /** Keeps a revision: at once for whoever asks here, on disk soon. */
  keepRevision(revision: Revision): void
  /** A document as it was last stored; whether it still holds is for whoever asks to see. */
  storedDocument(address: string): StoredDocument | undefined
  /** Stores a document soon, or never: it can be made again. */
  storeDocument(document: StoredDocument): void
  close(): void
}

/** A scope's feed in one format, or its page. */
export interface AliasTarget {
  readonly scope: Group | { readonly kind: 'site' }
  readonly part: 'rss' | 'atom' | 'json' | 'page'
}

/** What a catalogue tells whoever opened it. */
export interface CatalogueHooks {
  /** A revision is to be kept on disk: by the writer, who alone writes. */
  readonly onRevision?: (revision: Revision) => void
  /** The same of a document. */
  readonly onDocument?: (document: StoredDocument) => void
  /** Memory in which the writer counts, where it runs in this process. */
  readonly commits?: CommitMemory
}
