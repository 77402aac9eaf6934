import { AnnouncementTable } from './announcement-table.js'
import type { Announcement, CatalogueStatus, Moment, Revision, StoredDocument } from './catalogue.js'
import { Change } from './change.js'
import { setCheckpoints } from './checkpoints.js'
import { CommitCount } from './commit-count.js'
import { type Database, type Statement, transaction } from './database.js'
import { FaultGuard } from './fault-guard.js'
import { formerRule, isSameRule, rememberRule } from './guid-rule.js'
import { Ingest } from './ingest.js'
import { type Lock, lockDataDir } from './lock.js'
import { makeDataDir, openForWriting } from './opening.js'
import { RevisionKeeper } from './revisions.js'
import { nextMoment, type State, StateRow } from './state.js'
import { StatusCounts } from './status-counts.js'
import { DocumentKeeper } from './stored-documents.js'
import { TimelyCommits } from './timely-commits.js'
import { WordIndex } from './word-index.js'
import type {
  Batch,
  CatalogueSettings,
  CatalogueWriter,
  Commit,
  FileRecord,
  IndexStep,
  KnownFile,
} from './writer.js'

/**
 * Opens the catalogue of a data folder for writing, and creates one if there is none that can be used.
 *
 * If the settings that decide how files are read have changed, everything stays published as it is, but every file
 * counts as unread: each takes on the new settings when it is read again.
 *
 * @throws FeedmillError `data-in-use`, `data-unwritable`
 */
export function openCatalogueWriter(settings: CatalogueSettings): CatalogueWriter {
  const commits = CommitCount.ofWriter(settings.commits)
  makeDataDir(settings.dataDir)
  const lock = lockDataDir(settings.dataDir)
  try {
    const { db, rebuilt } = openForWriting(settings)
    const writer = new SqliteWriter(db, lock, commits, settings, rebuilt)
    commits.resume()
    return writer
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Page cache of the writer, in KB: permalinks and guids of a million posts are inserted at random places. */
const writerCacheKb = 64_000

class SqliteWriter implements CatalogueWriter {
  readonly rebuilt: CatalogueWriter['rebuilt']
  readonly formerGuidRule: CatalogueWriter['formerGuidRule']
  readonly #guard: FaultGuard
  readonly #timelyCommits: TimelyCommits
  readonly #state: StateRow
  readonly #ingest: Ingest
  readonly #revisions: RevisionKeeper
  readonly #announcements: AnnouncementTable
  readonly #documents: DocumentKeeper
  readonly #counts: StatusCounts
  readonly #words: WordIndex
  readonly #nextDue: Statement

  constructor(
    private readonly db: Database,
    private readonly lock: Lock,
    private readonly commits: CommitCount,
    private readonly settings: CatalogueSettings,
    rebuilt: CatalogueWriter['rebuilt'],
  ) {
    this.#guard = new FaultGuard(settings.dataDir)
    this.#timelyCommits = new TimelyCommits(settings.now)
    db.exec(`PRAGMA cache_size = -${writerCacheKb}`)
    this.#state = new StateRow(db)
    this.#ingest = new Ingest(db, settings)
    this.#revisions = new RevisionKeeper(db)
    this.#announcements = new AnnouncementTable(db)
    this.#documents = new DocumentKeeper(db, settings.documentBytesMax)
    this.#counts = new StatusCounts(db)
    this.#words = new WordIndex(db)
    this.#nextDue = db.prepare(nextDueSql)
    const before = this.#state.read()
    if (!before.complete) setCheckpoints(db, 'rare')
    this.rebuilt = rebuilt ?? (before.readFingerprint === settings.readFingerprint ? undefined : 'settings')
    this.#markOpen(before)
    this.#applySettings(before)
    this.formerGuidRule = formerRule(this.#state.read())
  }

  /** Marks the catalogue as open. If it still was, its last writer was killed: see `Catalogue.doubt`. */
  #markOpen({ isOpen, moment }: State): void {
    const begun = { isOpen: true, ...(isOpen === true ? { doubt: moment } : {}) }
    this.#transact(() => this.#state.write({ ...this.#state.read(), ...begun }))
  }

  /** Applies settings that have changed. */
  #applySettings(before: State): void {
    const { readFingerprint, renderFingerprint, guidBase, guids } = this.settings
    const { future, keep = {}, search, hub } = this.settings
    const readChanged = before.readFingerprint !== readFingerprint
    const looksChanged = readChanged || before.renderFingerprint !== renderFingerprint
    const keepChanged = before.keep.days !== keep.days || before.keep.posts !== keep.posts
    const same =
      !looksChanged && isSameRule(before, this.settings) && before.future === future && !keepChanged
    if (same && before.search === search && before.hub === hub) return
    this.#commit(this.settings.now(), (change) => {
      if (looksChanged) change.beginEpoch()
      if (keepChanged) this.#ingest.rekeep(change)
      if (before.future !== future) this.#ingest.judgeDates(future, change)
      if (before.search !== search) this.#words.clear(search)
      if (before.hub !== hub) this.#announcements.markAllAnnounced()
      change.noticed = true
      return {
        readFingerprint,
        renderFingerprint,
        guidBase,
        guids,
        formerGuids: rememberRule(before, this.settings, change.moment),
        future,
        keep,
        search,
        hub,
        ...(readChanged ? { reading: before.reading + 1 } : {}),
      }
    })
  }

  get isDamaged(): boolean {
    return this.#guard.isDamaged
  }

  filesIn(folder: string): KnownFile[] {
    return this.#guard.run(() => this.#ingest.files.knownIn(folder, this.#state.read().reading))
  }

  folders(from: string): string[] {
    return this.#guard.run(() => this.#ingest.files.folders(from))
  }

  file(file: string): FileRecord | undefined {
    return this.#guard.run(() => this.#ingest.files.record(file, this.#state.read().reading))
  }

  fileExcept(these: ReadonlySet<string>): string | undefined {
    return this.#guard.run(() => this.#ingest.files.pathExcept(these))
  }

  ingest(batch: Batch): Commit {
    const work = (change: Change): Partial<State> => {
      this.#ingest.apply(batch, change)
      if (batch.complete !== true || change.state.complete) return {}
      change.noticed = true
      this.#announcements.markAllAnnounced()
      return { complete: true }
    }
    const isLong = batch.complete !== true && !this.#guard.run(() => this.#state.read()).complete
    const commit = this.#commit(this.settings.now(), work, isLong)
    if (batch.complete === true) setCheckpoints(this.db, 'usual')
    return commit
  }

  release(nowMs: number): Commit {
    return this.#commit(nowMs, (change) => {
      this.#ingest.release(change)
      return {}
    })
  }

  nextDueMs(): Moment | undefined {
    const row: { due: number | null } | undefined = this.#guard.run(() => this.#nextDue.get())
    return row?.due ?? undefined
  }

  keepRevisions(revisions: readonly Revision[]): void {
    if (revisions.length > 0) this.#transact(() => this.#revisions.keep(revisions))
  }

  keepAnnouncements(announcements: readonly Announcement[]): void {
    if (announcements.length > 0) this.#transact(() => this.#announcements.keep(announcements))
  }

  keepDocuments(documents: readonly StoredDocument[]): void {
    if (documents.length > 0) this.#transact(() => this.#documents.keep(documents))
  }

  indexWords(): IndexStep {
    const taken = this.#transact(() => {
      const state = this.#state.read()
      const step = state.search === 'off' ? { posts: 0, more: false } : this.#words.take(state.search)
      if (step.posts > 0) {
        const moment = nextMoment(state, this.settings.now())
        this.#state.write({ ...state, version: state.version + 1, moment, searchChanged: moment })
      }
      return step
    })
    if (!taken.more) this.db.exec('PRAGMA shrink_memory') // Few cached pages are needed until the next large read.
    return taken
  }

  status(): CatalogueStatus {
    return this.#guard.run(() => this.#counts.status(this.#state.read()))
  }

  close(): void {
    this.commits.suspend()
    try {
      transaction(this.db, () => this.#state.write({ ...this.#state.read(), isOpen: false }))
      // The statements keep the connection, and with it its log, alive for a while after it is closed.
      this.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } catch {
      // The log stays, and is recovered at the next start.
    }
    this.db.close()
    this.lock.release()
  }

  /** @param work - what the transaction does; what it returns is merged into the state */
  #commit(nowMs: number, work: (change: Change) => Partial<State>, isLong = false): Commit {
    return this.#timelyCommits.run(isLong, (aheadMs, check) =>
      this.#transact(() => {
        const state = this.#state.read()
        const change = new Change(state, nextMoment(state, nowMs + aheadMs), nowMs)
        const settled = work(change)
        if (change.noticed) this.#state.write({ ...change.stateAfter(), ...settled })
        const { visible, moment, appeared, gone } = change
        if (visible) check(moment)
        return { ...(visible ? { moment } : {}), appeared, gone }
      }),
    )
  }

  /** Runs a transaction that is rolled back if it fails, and can then be tried again. */
  #transact<T>(work: () => T): T {
    return this.#guard.run(() => this.commits.during(() => transaction(this.db, work)))
  }
}

/** The earliest date that a withheld post waits for. */
export const nextDueSql = 'SELECT min(due) AS due FROM post WHERE due IS NOT NULL'
