import type { GroupKind, Scope } from '../model/scope.js'
import type { AliasTarget, ScopeOrder, ScopeRecord, UnannouncedScope } from './catalogue.js'
import { bindable, type Database, prepareAll, type Statement } from './database.js'
import { type ScopeRow, toScope, toScopeRecord } from './rows.js'
import { segmentIn } from './scope-table.js'

/**
 * Whether a scope takes precedence over an alias: it has posts, even if they are too old to be carried, or `feeds.yml`
 * names it. One that was merely published once does not: the answer must not depend on what this catalogue has seen.
 */
export function standsSql(scope: string): string {
  return `(${scope}.posts > 0 OR ${scope}.settings IS NOT NULL
    OR EXISTS (SELECT 1 FROM retired WHERE retired.scope = ${scope}.id))`
}

/** Queries about scopes; each reads only the rows that it returns. */
export const scopeSql = {
  find: 'SELECT * FROM scope WHERE kind = ? AND segment = ?',
  name: 'SELECT * FROM scope WHERE kind = ? AND newest IS NOT NULL AND gone = 0 ORDER BY place, name LIMIT ? OFFSET ?',
  latest:
    'SELECT * FROM scope WHERE kind = ? AND newest IS NOT NULL AND gone = 0 ORDER BY newest DESC, name LIMIT ? OFFSET ?',
  // Without the hint, SQLite takes an index of all scopes, and reads the row of each.
  count:
    'SELECT count(*) AS n FROM scope INDEXED BY scope_by_place WHERE kind = ? AND newest IS NOT NULL AND gone = 0',
  unannounced: 'SELECT * FROM scope WHERE touched > announced ORDER BY announced LIMIT ?',
  served: 'SELECT * FROM scope WHERE kind = ? AND gone = 0 ORDER BY segment',
  isTitled: 'SELECT 1 FROM scope WHERE kind = ? AND title = ? LIMIT 1',
  // An alias loses to anything that exists at its address.
  alias: `
    SELECT scope.kind, scope.name, alias.part, own.id AS own FROM alias
    CROSS JOIN scope ON scope.id = alias.scope
    LEFT JOIN scope AS own
      ON own.kind = alias.own_kind AND own.segment = alias.own_segment AND ${standsSql('own')}
    WHERE alias.path = ? AND alias.own_kind IS NOT 'site' ORDER BY alias.place LIMIT 1`,
}

/** Answers queries about scopes and aliases. */
export class ScopeQueries {
  readonly #statements: Record<keyof typeof scopeSql, Statement>

  constructor(db: Database) {
    this.#statements = prepareAll(db, scopeSql)
  }

  findScope(kind: Scope['kind'], segment: string): ScopeRecord | undefined {
    const row: ScopeRow | undefined = this.#statements.find.get(kind, bindable(segment))
    return row && toScopeRecord(row)
  }

  scope(scope: Scope): ScopeRecord | undefined {
    return this.findScope(scope.kind, segmentIn(scope))
  }

  /** A scope as combinations need it. */
  combined(scope: Scope): CombinedScope | undefined {
    return this.#statements.find.get(scope.kind, bindable(segmentIn(scope)))
  }

  scopes(kind: GroupKind, order: ScopeOrder, limit: number, offset = 0): ScopeRecord[] {
    const rows: ScopeRow[] = this.#statements[order].all(kind, limit, offset)
    return rows.map(toScopeRecord)
  }

  unannounced(limit: number): UnannouncedScope[] {
    const rows: ScopeRow[] = this.#statements.unannounced.all(limit)
    return rows.map((row) => ({ ...toScopeRecord(row), announced: row.announced }))
  }

  scopeCount(kind: GroupKind): number {
    return this.#statements.count.get(kind).n
  }

  servedScopes(kind: GroupKind): ScopeRecord[] {
    const rows: ScopeRow[] = this.#statements.served.all(kind)
    return rows.map(toScopeRecord)
  }

  isTitled(kind: GroupKind, title: string): boolean {
    return this.#statements.isTitled.get(kind, bindable(title)) !== undefined
  }

  findAlias(path: string): AliasTarget | undefined {
    const row: AliasRow | undefined = this.#statements.alias.get(bindable(path))
    if (row === undefined || row.own !== null) return undefined
    return { scope: toScope(row), part: row.part }
  }
}

/** What combinations need to know of a scope. */
export interface CombinedScope extends Pick<ScopeRow, 'posts' | 'touched'> {
  readonly id: number
  /** 1 if its feed was withdrawn. */
  readonly gone: 0 | 1
}

interface AliasRow extends Pick<ScopeRow, 'kind' | 'name'> {
  readonly part: AliasTarget['part']
  /** Id of the scope that has this as its own address. */
  readonly own: number | null
}
