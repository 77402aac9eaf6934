import type { AnyReadResult, FileStamp } from '../content/read-result.js'
import type { Problem } from '../model/problem.js'
import type { ScopeEntry } from '../model/scope.js'
import type {
  Announcement,
  CatalogueStatus,
  FileState,
  Moment,
  Revision,
  StoredDocument,
} from './catalogue.js'
import type { CommitMemory } from './commit-count.js'
import type { GuidRule } from './guid-rule.js'
import type { SearchMode } from './searchable.js'

/** A file as it was when it was last read, as far as a folder is compared with it. */
export interface KnownFile extends FileStamp {
  /** Path beneath the content folder, as the disk spells it. */
  readonly file: string
  readonly state: FileState
}

/** A file as it was when it was last read. */
export interface FileRecord extends KnownFile {
  /** SHA-256 of its bytes, in hex; empty where it was read under other settings. */
  readonly hash: string
}

/** A picture, recording or document that was found. */
export interface AssetStamp extends FileStamp {
  readonly file: string
  readonly hash: string
  readonly mediaType: string
}

/** `feeds.yml` as it was read; without `entries` where it cannot be understood, and its last good version stays. */
export interface FeedsRead extends FileStamp {
  readonly file: string
  readonly hash: string
  readonly entries?: readonly ScopeEntry[]
  readonly problems: readonly Problem[]
}

/** What was found to be different in the folder. Goes in whole, or not at all. */
export interface Batch {
  readonly posts?: readonly AnyReadResult[]
  readonly assets?: readonly AssetStamp[]
  readonly feeds?: FeedsRead
  /** Files with equal bytes and another stamp: nothing is touched. */
  readonly restamped?: readonly ({ readonly file: string } & FileStamp)[]
  /** Files that are gone. */
  readonly removed?: readonly string[]
  /** Problems of the folder itself and of what is no post (links, pipes, names): replaces those known. */
  readonly folderProblems?: readonly Problem[]
  /** The whole folder has now been read once. */
  readonly complete?: boolean
}

/** What a batch changed. */
export interface Commit {
  /** Absent where nothing that anybody can see changed. */
  readonly moment?: Moment
  /** Problems that were not known before this batch. */
  readonly appeared: readonly Problem[]
  /** Problems that were known before this batch, and are none any more. */
  readonly gone: readonly Problem[]
}

/** The one hand that writes a catalogue: a second one for the same folder is refused (`data-in-use`). */
export interface CatalogueWriter {
  /** Why the catalogue begins empty, where it does: `new`, damaged, of another version, other settings. */
  readonly rebuilt: 'new' | 'damaged' | 'schema' | 'settings' | undefined
  /** What is written no longer goes in, and the next opening makes the catalogue anew. */
  readonly isDamaged: boolean
  /** How guids were made before, where it was otherwise and readers may still know posts by those. */
  readonly guidRuleBefore: GuidRule | undefined
  /** The files known directly in a folder; `''` is the content folder itself. Sorted by nothing. */
  filesIn(folder: string): KnownFile[]
  /** Every folder that holds a known file. @param from - this one and those in it alone; costs nothing for others */
  folders(from?: string): string[]
  file(file: string): FileRecord | undefined
  /** Path of any known file that is not among these; undefined where there is none. */
  fileBut(these: ReadonlySet<string>): string | undefined
  ingest(batch: Batch): Commit
  /** Publishes what is due. The one place that is told the time. */
  release(nowMs: number): Commit
  /** The earliest date to come among withheld posts, in milliseconds since the epoch. */
  nextDueMs(): number | undefined
  keepRevisions(revisions: readonly Revision[]): void
  keepAnnouncements(announcements: readonly Announcement[]): void
  keepDocuments(documents: readonly StoredDocument[]): void
  /**
   * Brings what searches find up to date by a step of some milliseconds, newest posts first: for when there
   * is nothing else to do. With the last one it gives back the memory that it took.
   */
  indexWords(): IndexStep
  status(): CatalogueStatus
  /** Ends the writer; nothing is under way afterwards. */
  close(): void
}

/** How much of a site's history is published; without either, all of it. */
export interface Keep {
  /** Posts of so many days before the newest one that the site carries. */
  readonly days?: number
  /** The newest so many of each scope. */
  readonly posts?: number
}

/** What a step of indexing did. */
export interface IndexStep {
  readonly posts: number
  /** Another step has something to do. */
  readonly more: boolean
}

/** What decides whether a catalogue on disk can be used. */
export interface CatalogueSettings extends GuidRule {
  /** Folder for the catalogue's files; made if missing. */
  readonly dataDir: string
  /** Hash of every setting that decides what files read as; another one rebuilds. */
  readonly readFingerprint: string
  /** Hash of every setting that decides what documents look like; another one starts a new epoch. */
  readonly renderFingerprint: string
  /** Publish posts whose date is still to come. */
  readonly future: boolean
  /** All of it where it is left out. Another one takes effect when the catalogue is opened. */
  readonly keep?: Keep
  /** Who is told of changes; another one only of those that come from now on. */
  readonly hub?: string | undefined
  /** By what posts are found; another one indexes all of them again. */
  readonly search: SearchMode
  /** Memory in which commits are counted for readers in this process. */
  readonly commits?: CommitMemory
  /** What documents that were made may weigh on the disk, in bytes. */
  readonly documentBytesMax: number
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number
}
