import type { Combination } from '../model/combination.js'
import type { SourceBody } from '../model/post.js'
import type { GroupKind, Scope } from '../model/scope.js'
import type {
  AliasTarget,
  AssetRecord,
  Catalogue,
  CatalogueHooks,
  CatalogueStatus,
  CombinationPart,
  Moment,
  Neighbours,
  PostPlace,
  PostRecord,
  ProblemPage,
  Revision,
  ScopeOrder,
  ScopeRecord,
  StoredDocument,
  Traces,
  UnannouncedScope,
} from './catalogue.js'
import { CombinationQueries } from './combination-queries.js'
import type { CombinationQuestion } from './combination-question.js'
import { CommitCount } from './commit-count.js'
import { CurrentState } from './current-state.js'
import type { Database } from './database.js'
import { FolderQueries } from './folder-queries.js'
import { HistoryQueries } from './history-queries.js'
import { isMarked, openForReading } from './opening.js'
import { PostQueries } from './post-queries.js'
import { ProblemQueries } from './problem-queries.js'
import { RevisionCache } from './revisions.js'
import { ScopeQueries } from './scope-queries.js'
import { Snapshots } from './snapshots.js'
import { isCurrent, StateRow } from './state.js'
import { StatusCounts } from './status-counts.js'
import { StoredDocuments } from './stored-documents.js'
import { StoredGuids } from './stored-guids.js'
import { TraceQueries } from './trace-queries.js'
import type { CatalogueSettings } from './writer.js'

/**
 * Opens the catalogue of a data folder for reading. It writes nothing, so any number can be open beside the one writer,
 * in any thread.
 *
 * @throws FeedmillError `data-unwritable` if the file cannot be opened, or no writer has created one yet
 */
export function openCatalogue(dataDir: string, hooks: CatalogueHooks = {}): Catalogue {
  return new SqliteCatalogue(openForReading(dataDir), hooks)
}

/**
 * Opens a catalogue for reading before there is a writer, so that a restart serves at once what is known.
 *
 * @returns undefined if the writer has to act first: there is none, it is damaged, or it was made under other settings
 */
export function openCurrentCatalogue(
  settings: Omit<CatalogueSettings, 'now'>,
  hooks: CatalogueHooks = {},
): Catalogue | undefined {
  let db: Database | undefined
  try {
    if (isMarked(settings.dataDir)) return undefined
    db = openForReading(settings.dataDir)
    if (isCurrent(new StateRow(db).read(), settings)) return new SqliteCatalogue(db, hooks)
  } catch {
    // The writer will meet the same error, and report it.
  }
  db?.close()
  return undefined
}

/** One method per query; the statements are in the classes named for what they query. */
class SqliteCatalogue implements Catalogue {
  readonly history: HistoryQueries
  readonly #snapshots: Snapshots
  readonly #state: CurrentState
  readonly #counts: StatusCounts
  readonly #posts: PostQueries
  readonly #scopes: ScopeQueries
  readonly #folder: FolderQueries
  readonly #problems: ProblemQueries
  readonly #traces: TraceQueries
  readonly #combinations: CombinationQueries
  readonly #revisions: RevisionCache
  readonly #documents: StoredDocuments

  constructor(
    private readonly db: Database,
    private readonly hooks: CatalogueHooks,
  ) {
    this.#snapshots = new Snapshots(db)
    this.#state = new CurrentState(db, new CommitCount(hooks.commits), this.#snapshots)
    this.#counts = new StatusCounts(db)
    const guids = new StoredGuids(this.#state.read().guidsBegin)
    this.#posts = new PostQueries(db, guids)
    this.history = new HistoryQueries(db, guids)
    this.#scopes = new ScopeQueries(db)
    this.#folder = new FolderQueries(db)
    this.#problems = new ProblemQueries(db, guids)
    this.#traces = new TraceQueries(db, guids)
    this.#combinations = new CombinationQueries(db, this.#scopes, guids)
    this.#revisions = new RevisionCache(db, (revision) => hooks.onRevision?.(revision))
    this.#documents = new StoredDocuments(db)
  }

  version(): number {
    return this.#state.read().version
  }

  snapshot<T>(ask: () => T): T {
    return this.#snapshots.take(ask)
  }

  status(): CatalogueStatus {
    return this.#counts.status(this.#state.read())
  }

  epoch(): Moment {
    return this.#state.read().epoch
  }

  doubt(): Moment {
    return this.#state.read().doubt ?? 0
  }

  lastCommit(): Moment {
    return this.#state.read().lastCommit
  }

  assetsChanged(): Moment {
    return this.#state.read().assetsChanged
  }

  searchChanged(): Moment {
    return this.#state.read().searchChanged
  }

  findScope(kind: GroupKind, segment: string): ScopeRecord | undefined {
    return this.#scopes.findScope(kind, segment)
  }

  scope(scope: Scope): ScopeRecord | undefined {
    return this.#scopes.scope(scope)
  }

  scopes(kind: GroupKind, order: ScopeOrder, limit: number, offset?: number): ScopeRecord[] {
    return this.#scopes.scopes(kind, order, limit, offset)
  }

  unannounced(limit: number): UnannouncedScope[] {
    return this.#scopes.unannounced(limit)
  }

  scopeCount(kind: GroupKind): number {
    return this.#scopes.scopeCount(kind)
  }

  servedScopes(kind: GroupKind): ScopeRecord[] {
    return this.#scopes.servedScopes(kind)
  }

  isTitled(kind: GroupKind, title: string): boolean {
    return this.#scopes.isTitled(kind, title)
  }

  findAlias(path: string): AliasTarget | undefined {
    return this.#scopes.findAlias(path)
  }

  newest(scope: Scope, limit: number): PostRecord[] {
    return this.#posts.newest(scope, limit)
  }

  combinationTouched(combination: Combination): Moment {
    return this.#combinations.touched(combination)
  }

  combined(question: CombinationQuestion): CombinationPart {
    return this.#snapshots.join(() => this.#combinations.part(question, this.#state.read().search))
  }

  findPost(permalink: string): PostRecord | undefined {
    return this.#posts.findPost(permalink)
  }

  isRetired(permalink: string): boolean {
    return this.#posts.isRetired(permalink)
  }

  isCarried(scope: Scope, post: PostPlace): boolean {
    return this.#posts.isCarried(scope, post)
  }

  neighbours(post: PostPlace): Neighbours {
    return this.#posts.neighbours(post)
  }

  traces(file: string): Traces | undefined {
    return this.#traces.find(file)
  }

  bodies(ids: readonly number[]): Map<number, SourceBody> {
    return this.#posts.bodies(ids)
  }

  permalinks(): Iterable<string> {
    return this.#posts.permalinks()
  }

  findAsset(file: string): AssetRecord | undefined {
    return this.#folder.findAsset(file)
  }

  assets(): Iterable<AssetRecord> {
    return this.#folder.assets()
  }

  problemPage(limit: number, after?: string): ProblemPage | undefined {
    return this.#problems.page(limit, after)
  }

  revision(address: string): Revision | undefined {
    return this.#revisions.find(address)
  }

  revised(start: string): Set<string> {
    return this.#revisions.startingWith(start)
  }

  keepRevision(revision: Revision): void {
    this.#revisions.keep(revision)
  }

  storedDocument(address: string): StoredDocument | undefined {
    return this.#documents.find(address)
  }

  storeDocument(document: StoredDocument): void {
    this.hooks.onDocument?.(document)
  }

  close(): void {
    this.db.close()
  }
}
