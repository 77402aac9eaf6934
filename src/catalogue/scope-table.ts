import { normalise } from '../model/normalise.js'
import type { Group, Scope, ScopeEntry } from '../model/scope.js'
import { segmentOf } from '../model/segment.js'
import type { Change } from './change.js'
import { bindable, type Database, type Statement } from './database.js'
import type { ScopeRow } from './rows.js'

/** Id of the one scope that always exists. */
export const siteId = 1

/** A scope after its memberships have changed: `newest` as it was stored, `first` as it is now. */
interface PublishedRow extends Pick<ScopeRow, 'posts' | 'newest'> {
  readonly first: number | null
}

/** Scopes, for the writer. A scope is identified by its kind and its segment, which no two names share. */
export class ScopeTable {
  readonly #find: Statement
  readonly #add: Statement
  readonly #isTitled: Statement
  readonly #publish: Statement
  readonly #setNewest: Statement
  readonly #ids: Statement
  readonly #markPublished: Statement
  readonly #withSettings: Statement
  readonly #setSettings: Statement
  readonly #clearSettings: Statement
  readonly #removeUnknown: Statement

  constructor(db: Database) {
    this.#find = db.prepare('SELECT id FROM scope WHERE kind = ? AND segment = ?')
    this.#add = db.prepare('INSERT INTO scope (kind, name, segment, title, touched) VALUES (?, ?, ?, ?, ?)')
    this.#isTitled = db.prepare('SELECT 1 FROM scope WHERE kind = ? AND title = ? LIMIT 1')
    this.#publish = db.prepare(`
      UPDATE scope SET posts = posts + ?, touched = ?, published = 1 WHERE id = ? RETURNING posts, newest,
        (SELECT -age FROM membership WHERE membership.scope = scope.id ORDER BY age LIMIT 1) AS first`)
    this.#setNewest = db.prepare('UPDATE scope SET newest = ? WHERE id = ?')
    this.#ids = db.prepare('SELECT id FROM scope')
    this.#markPublished = db.prepare('UPDATE scope SET published = 1 WHERE id = ? RETURNING posts')
    this.#withSettings = db.prepare(
      'SELECT id, kind, name, settings FROM scope WHERE settings IS NOT NULL ORDER BY id',
    )
    this.#setSettings = db.prepare(
      'UPDATE scope SET settings = ?, title = ?, place = ?, gone = ?, touched = ? WHERE id = ?',
    )
    this.#clearSettings = db.prepare(
      'UPDATE scope SET settings = NULL, title = name, place = 9e999, gone = 0, touched = ? WHERE id = ?',
    )
    this.#removeUnknown = db.prepare('DELETE FROM scope WHERE id = ? AND published = 0')
  }

  /** The scope's id; it is added if new. */
  ensure(scope: Scope, change: Change): number {
    if (scope.kind === 'site') return siteId
    const key = `${scope.kind} ${scope.name}`
    const id = change.scopeIds.get(key) ?? this.#ensure(scope, change)
    change.scopeIds.set(key, id)
    return id
  }

  #ensure(scope: Group, change: Change): number {
    const name = nameOf(scope)
    const segment = segmentOf(name)
    const known: { id: number } | undefined = this.#find.get(scope.kind, segment)
    if (known !== undefined) return known.id
    change.scopesChanged = true
    change.noticed = true
    // A category and a tag of the same title are told apart wherever they are shown.
    if (this.#hasTwin(scope.kind, name)) change.beginEpoch()
    return Number(this.#add.run(scope.kind, name, segment, name, change.moment).lastInsertRowid)
  }

  #hasTwin(kind: Scope['kind'], title: string): boolean {
    const twin = kind === 'category' ? 'tag' : kind === 'tag' ? 'category' : undefined
    return twin !== undefined && this.#isTitled.get(twin, title) !== undefined
  }

  /** Ids of all scopes. */
  ids(): number[] {
    const rows: { id: number }[] = this.#ids.all()
    return rows.map(({ id }) => id)
  }

  /** Marks a scope as published whose changed posts are all too old for it to carry. */
  markPublished(id: number, change: Change): void {
    const { posts }: { posts: number } = this.#markPublished.get(id)
    if (posts === 0) change.scopesChanged = true
  }

  /**
   * Updates a scope after its memberships have changed.
   *
   * @param more - how many more posts it carries than before; may be negative
   * @returns how many it carries
   */
  publish(id: number, more: number, change: Change): number {
    const { posts, newest, first }: PublishedRow = this.#publish.get(more, change.moment, id)
    if (newest !== first) this.#setNewest.run(first, id)
    if (posts === 0 || posts === more) change.scopesChanged = true
    return posts
  }

  /** Whether `feeds.yml` said the same last time, in any order. */
  hasEntries(entries: readonly ScopeEntry[]): boolean {
    const rows: (Pick<ScopeRow, 'kind' | 'name'> & { settings: string })[] = this.#withSettings.all()
    const known = rows.map(({ kind, name, settings }) => [kind, name, settings])
    const given = entries.map(({ scope, settings }) => [scope.kind, nameOf(scope), JSON.stringify(settings)])
    return JSON.stringify(known.toSorted(byText)) === JSON.stringify(given.toSorted(byText))
  }

  /** Replaces what `feeds.yml` says. A scope that it no longer names is removed if it was never published. */
  setEntries(entries: readonly ScopeEntry[], change: Change): void {
    const before: { id: number }[] = this.#withSettings.all()
    for (const { id } of before) this.#clearSettings.run(change.moment, id)
    const named = new Set<number>()
    for (const { scope, settings } of entries) {
      const id = this.ensure(scope, change)
      named.add(id)
      const title = settings.title ?? nameOf(scope)
      const place = settings.order ?? Number.POSITIVE_INFINITY
      const gone = settings.gone === true ? 1 : 0
      this.#setSettings.run(JSON.stringify(settings), bindable(title), place, gone, change.moment, id)
    }
    for (const { id } of before) if (!named.has(id)) this.#removeUnknown.run(id)
    change.scopeIds.clear()
  }
}

/** What identifies a scope within its kind: the segment of its name in addresses; empty for the site. */
export function segmentIn(scope: Scope): string {
  return scope.kind === 'site' ? '' : segmentOf(nameOf(scope))
}

/** Name of a scope in NFC, so that two spellings are one name; empty for the site. */
export function nameOf(scope: Scope): string {
  return scope.kind === 'site' ? '' : normalise(bindable(scope.name), 'NFC')
}

function byText(a: readonly string[], b: readonly string[]): number {
  const [textA, textB] = [JSON.stringify(a), JSON.stringify(b)]
  return textA < textB ? -1 : textA > textB ? 1 : 0
}
