import type { FeedsRead } from '../content/feeds-file.js'
import type { AnyReadResult, FileStamp } from '../content/read-result.js'
import type { Problem } from '../model/problem.js'
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

/** A known file as far as the folder is compared with it: its stamp when it was last read, and its state. */
export interface KnownFile extends FileStamp {
  /** Path beneath the content folder, as the disk spells it. */
  readonly file: string
  readonly state: FileState
}

/** A known file with its hash. */
export interface FileRecord extends KnownFile {
  /** SHA-256 of its bytes, in hex; empty if it was read under other settings. */
  readonly hash: string
}

/** An asset found in the content folder. */
export interface AssetStamp extends FileStamp {
  readonly file: string
  readonly hash: string
  readonly mediaType: string
}

/** Changes found in the folder. Committed as a whole or not at all. */
export interface Batch {
  readonly posts?: readonly AnyReadResult[]
  readonly assets?: readonly AssetStamp[]
  /** `feeds.yml`; without entries, its last good version stays in force. */
  readonly feeds?: FeedsRead
  /** Files that are gone. */
  readonly removed?: readonly string[]
  /** Problems of the folder itself and of entries that are not posts (links, pipes, names): replaces the known ones. */
  readonly folderProblems?: readonly Problem[]
  /** The whole folder has now been read once. */
  readonly complete?: boolean
}

/** What a batch changed. */
export interface Commit {
  /** Absent if nothing that readers can see has changed. */
  readonly moment?: Moment
  /** Problems that are new with this batch. */
  readonly appeared: readonly Problem[]
  /** Problems that no longer exist after this batch. */
  readonly gone: readonly Problem[]
}

/** The only writer of a catalogue: a second one for the same folder is refused (`data-in-use`). */
export interface CatalogueWriter {
  /** Why every file must be read: a new catalogue, a damaged one, one of another version, or other settings. */
  readonly rebuilt: 'new' | 'damaged' | 'schema' | 'settings' | undefined
  /** Damage was met: reading and writing may fail from now on, and the next opening rebuilds the catalogue. */
  readonly isDamaged: boolean
  /** The former rule of guids, if readers may still know posts by it. */
  readonly formerGuidRule: GuidRule | undefined
  /** The known files directly in a folder, in no particular order; `''` is the content folder itself. */
  filesIn(folder: string): KnownFile[]
  /** Every folder that holds a known file. @param from - only this one and those beneath it; others cost nothing */
  folders(from: string): string[]
  file(file: string): FileRecord | undefined
  /** Path of any known file that is not among these; undefined if there is none. */
  fileExcept(these: ReadonlySet<string>): string | undefined
  ingest(batch: Batch): Commit
  /** Publishes what is due. The only method that is given the time. */
  release(nowMs: number): Commit
  /** Earliest due date among withheld posts, in milliseconds since the epoch; undefined if there is none. */
  nextDueMs(): number | undefined
  keepRevisions(revisions: readonly Revision[]): void
  keepAnnouncements(announcements: readonly Announcement[]): void
  keepDocuments(documents: readonly StoredDocument[]): void
  /**
   * Brings the index of words up to date by one step of some milliseconds, newest posts first. Meant for idle time. The
   * last step gives back the memory that indexing took.
   */
  indexWords(): IndexStep
  status(): CatalogueStatus
  /** Closes the writer; nothing is in flight afterwards. */
  close(): void
}

/** How much of a site's history is published; all of it if neither is set. */
export interface Keep {
  /** Posts of this many days before the newest one that the site carries. */
  readonly days?: number
  /** This many of the newest posts of each scope. */
  readonly posts?: number
}

/** Outcome of one step of indexing. */
export interface IndexStep {
  readonly posts: number
  /** Another step has work to do. */
  readonly more: boolean
}

/** What a catalogue is opened with. Some of it decides whether the one on disk can be used as it is. */
export interface CatalogueSettings extends GuidRule {
  /** Folder for the catalogue's files; created if missing. */
  readonly dataDir: string
  /** Fingerprint of every setting that decides how files are read; if it changes, every file is read again. */
  readonly readFingerprint: string
  /** Fingerprint of every setting that decides how documents look; if it changes, a new epoch begins. */
  readonly renderFingerprint: string
  /** Publish posts dated in the future. */
  readonly future: boolean
  /** Everything is kept if absent. A change takes effect when the catalogue is opened. */
  readonly keep?: Keep
  /** Address of the hub that is told of changes; a new one is told only of those from now on. */
  readonly hub?: string | undefined
  /** Which parts of a post are searchable; if this changes, all posts are indexed again. */
  readonly search: SearchMode
  /** Memory in which commits are counted for readers in this process. */
  readonly commits?: CommitMemory
  /** Limit on the bodies of stored documents on disk, in bytes. */
  readonly documentBytesMax: number
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number
}
