import type { FeedsRead } from '../content/feeds-file.js'
import type { AnyReadResult } from '../content/read-result.js'
import { normalise } from '../model/normalise.js'
import type { ScopeEntry } from '../model/scope.js'
import { encodePath } from '../model/segment.js'
import { AliasTable } from './alias-table.js'
import { AssetTable } from './asset-table.js'
import type { FileState } from './catalogue.js'
import type { Change } from './change.js'
import { bindable, type Database, type Statement } from './database.js'
import { DuplicateProblems, FormerDuplicateProblems } from './duplicate-problems.js'
import { Duplicates } from './duplicates.js'
import { FileTable } from './file-table.js'
import { HiddenPages } from './hidden-pages.js'
import { PostTable } from './post-table.js'
import { ProblemTable } from './problem-table.js'
import { type PostRow, type Standing, standing } from './rows.js'
import { nameOf, ScopeTable } from './scope-table.js'
import { Shelves } from './shelves.js'
import { StateRow } from './state.js'
import { StoredGuids } from './stored-guids.js'
import { VersionKeeper } from './version-keeper.js'
import type { AssetStamp, Batch, CatalogueSettings } from './writer.js'

const stateOf: Record<Standing, FileState> = {
  [standing.withheld]: 'withheld',
  [standing.published]: 'published',
  [standing.duplicate]: 'duplicate',
}

/** Posts that are due, found by an index; and posts that are dated in the future but not withheld. */
export const dueSql = 'SELECT id FROM post WHERE due <= ? ORDER BY due'
const aheadSql = 'SELECT id FROM post WHERE due IS NULL AND draft = 0 AND age < ?'

/** The settings that decide what becomes of a post that was read. */
export type IngestSettings = Pick<CatalogueSettings, 'future' | 'keep' | 'search'>

/** Applies what was found in the folder to the tables. All of it runs inside the writer's transaction. */
export class Ingest {
  readonly files: FileTable
  readonly #posts: PostTable
  readonly #problems: ProblemTable
  readonly #duplicateProblems: DuplicateProblems
  readonly #formerProblems: FormerDuplicateProblems
  readonly #duplicates: Duplicates
  readonly #scopes: ScopeTable
  readonly #shelves: Shelves
  readonly #assets: AssetTable
  readonly #aliases: AliasTable
  readonly #hiddenPages: HiddenPages
  readonly #versions: VersionKeeper
  readonly #due: Statement
  readonly #ahead: Statement

  constructor(db: Database, { future, keep = {}, search }: IngestSettings) {
    const guids = new StoredGuids(new StateRow(db).read().guidsBegin)
    this.files = new FileTable(db)
    this.#posts = new PostTable(db)
    this.#problems = new ProblemTable(db)
    this.#duplicateProblems = new DuplicateProblems(db, guids)
    this.#formerProblems = new FormerDuplicateProblems(db, guids)
    this.#duplicates = new Duplicates(db, this.#posts)
    this.#scopes = new ScopeTable(db)
    this.#shelves = new Shelves(db, this.#posts, this.#scopes, keep, search !== 'off')
    this.#assets = new AssetTable(db)
    this.#aliases = new AliasTable(db)
    this.#hiddenPages = new HiddenPages(db)
    this.#versions = new VersionKeeper(this.#posts, guids, future)
    this.#due = db.prepare(dueSql)
    this.#ahead = db.prepare(aheadSql)
  }

  /** Applies a batch: the work of one transaction. */
  apply(batch: Batch, change: Change): void {
    try {
      this.#take(batch, change)
      this.#settle(change)
    } finally {
      this.#posts.forgetAdded()
    }
  }

  #take(batch: Batch, change: Change): void {
    // A file that was removed and came back was replaced: if the new one is broken, its last good version still counts.
    const present = new Set([...(batch.posts ?? []), ...(batch.assets ?? [])].map(({ file }) => file))
    for (const file of batch.removed ?? []) if (!present.has(file)) this.#remove(file, change)
    for (const read of batch.posts ?? []) this.#takePost(read, change)
    for (const asset of batch.assets ?? []) this.#takeAsset(asset, change)
    if (batch.feeds !== undefined) this.#takeFeeds(batch.feeds, change)
    if (batch.folderProblems !== undefined) {
      change.recordProblems(this.#problems.replace('folder', '', batch.folderProblems))
    }
  }

  /** Publishes what is due. */
  release(change: Change): void {
    for (const row of this.#rows(this.#due, change.nowMs)) this.#versions.release(row, change)
    this.#settle(change)
  }

  /** Withholds or releases posts dated in the future, after the setting `future` has changed. */
  judgeDates(future: boolean, change: Change): void {
    const rows = future
      ? this.#rows(this.#due, Number.MAX_SAFE_INTEGER)
      : this.#rows(this.#ahead, -change.nowMs)
    for (const row of rows) {
      if (future) this.#versions.release(row, change)
      else this.#versions.withhold(row, change)
    }
    this.#settle(change)
  }

  /** Updates the shelves after the setting `keep` has changed. */
  rekeep(change: Change): void {
    this.#shelves.rekeep(change)
    this.#judgeAddresses(change)
  }

  #takePost(read: AnyReadResult, change: Change): void {
    const known = this.files.find(read.file)
    const before = known === undefined || known.post === null ? undefined : this.#posts.byId(known.post)
    const { post } = read
    const id = post === undefined ? before?.id : this.#versions.keep(read, post, before, change)
    // Other posts of the batch may still change this: see `#settle`.
    const now = id === undefined ? undefined : this.#posts.byId(id)
    const isBroken = post === undefined || now === undefined
    this.files.put(read.file, read, {
      hash: isBroken ? read.hash : null,
      state: isBroken ? 'broken' : stateOf[now.standing],
      reading: change.state.reading,
      post: id ?? null,
    })
    if (now !== undefined) change.stated.set(now.id, now.standing)
    // An unknown file has no Problems yet.
    if (known === undefined && read.problems.length === 0) return
    change.recordProblems(this.#problems.replace('read', read.file, read.problems))
  }

  #takeAsset(asset: AssetStamp, change: Change): void {
    const { reading } = change.state
    this.files.put(asset.file, asset, { hash: asset.hash, state: 'asset', reading, post: null })
    if (!this.#assets.put(asset, change.moment)) return
    change.markAssetsChanged()
    change.addresses.add(addressOf(asset.file))
  }

  #takeFeeds(feeds: FeedsRead, change: Change): void {
    const { reading } = change.state
    this.files.put(feeds.file, feeds, { hash: feeds.hash, state: 'settings', reading, post: null })
    change.recordProblems(this.#problems.replace('read', feeds.file, feeds.problems))
    change.feedsFile = feeds.file
    if (feeds.entries !== undefined) this.#setEntries(feeds.entries, change)
  }

  #setEntries(given: readonly ScopeEntry[], change: Change): void {
    const entries = [...new Map(given.map((entry) => [keyOf(entry), entry])).values()]
    if (!this.#scopes.hasEntries(entries)) {
      this.#scopes.setEntries(entries, change)
      change.beginEpoch()
    }
    this.#aliases.replace(entries, (scope) => this.#scopes.ensure(scope, change))
    change.scopesChanged = true
  }

  #remove(file: string, change: Change): void {
    const known = this.files.find(file)
    if (known === undefined) return
    const row = known.post === null ? undefined : this.#posts.byId(known.post)
    if (row !== undefined) this.#versions.remove(row, change)
    if (known.state === 'asset') {
      this.#assets.remove(file)
      change.markAssetsChanged()
      change.addresses.add(addressOf(file))
    }
    if (known.state === 'settings') this.#setEntries([], change)
    change.recordProblems(this.#problems.replace('read', file, []))
    this.files.remove(file)
    change.noticed = true
  }

  /** Works out what follows from all changes together. */
  #settle(change: Change): void {
    this.#duplicates.settle(change)
    const former: PostRow[] = []
    for (const [id, before] of change.before) {
      const now = this.#posts.byId(id)
      if (shownAt(before) !== shownAt(now))
        for (const row of [before, now]) if (row !== undefined) change.addresses.add(row.permalink)
      if (before?.standing === standing.duplicate && !(now && isSameDuplicate(before, now)))
        former.push(before)
      if (now === undefined) continue
      change.after.set(id, now)
      if (change.stated.get(id) !== now.standing) this.files.setState(now.path, stateOf[now.standing])
      if (now.standing === standing.duplicate && !(before && isSameDuplicate(before, now))) {
        const problem = this.#duplicateProblems.of(id)
        if (problem !== undefined) change.recordProblems({ appeared: [problem] })
      }
    }
    if (former.length > 0) change.recordProblems({ gone: this.#formerProblems.of(former, change.before) })
    this.#shelves.arrange(change)
    this.#judgeAddresses(change)
  }

  /** Updates the Problems about addresses claimed twice, for those where something was added or removed. */
  #judgeAddresses(change: Change): void {
    for (const address of change.addresses) {
      if (!this.#hiddenPages.canBe(address)) continue
      change.recordProblems(this.#problems.replace('asset', address, this.#hiddenPages.problems(address)))
    }
    if (change.feedsFile === undefined) return
    if (!change.scopesChanged && !this.#aliases.isAtAny(change.addresses)) return
    change.recordProblems(this.#problems.replace('alias', '', this.#aliases.problems(change.feedsFile)))
  }

  #rows(ids: Statement, limit: number): PostRow[] {
    const found: { id: number }[] = ids.all(limit)
    return found.map(({ id }) => this.#posts.byId(id)).filter((row) => row !== undefined)
  }
}

/** Permalink of a post, if it is published. */
function shownAt(row: PostRow | undefined): string | undefined {
  return row?.standing === standing.published ? row.permalink : undefined
}

/** Address at which an asset is fetched. */
function addressOf(file: string): string {
  return encodePath(`/${normalise(bindable(file), 'NFC')}`)
}

/** Whether a post was a duplicate and still is one, of the same permalink and guid. */
function isSameDuplicate(before: PostRow, now: PostRow): boolean {
  return (
    before.standing === standing.duplicate &&
    now.standing === standing.duplicate &&
    before.permalink === now.permalink &&
    before.guid === now.guid
  )
}

/** If a scope is named twice, its last entry counts. */
function keyOf({ scope }: ScopeEntry): string {
  return `${scope.kind} ${nameOf(scope)}`
}
