import { aliasPaths, decodeAlias, ownerOf } from '../model/alias-paths.js'
import { aliasTaken } from '../model/clashes.js'
import type { Problem } from '../model/problem.js'
import type { Scope, ScopeEntry } from '../model/scope.js'
import { encodePath } from '../model/segment.js'
import { bindable, type Database, type Statement } from './database.js'
import { standsSql } from './scope-queries.js'

/** Aliases that lose, either to something that exists or to the same alias further up in `feeds.yml`. */
export const takenSql = `
  SELECT alias.word FROM alias
  LEFT JOIN scope AS own ON own.kind = alias.own_kind AND own.segment = alias.own_segment AND ${standsSql('own')}
  LEFT JOIN post ON post.permalink = alias.permalink AND post.standing = 1 AND post.kept = 1
  LEFT JOIN asset ON asset.nfc = substr(alias.path, 2)
  WHERE alias.own_kind = 'site' OR own.id IS NOT NULL OR post.id IS NOT NULL OR asset.nfc IS NOT NULL
    OR EXISTS (SELECT 1 FROM alias AS earlier WHERE earlier.path = alias.path AND earlier.place < alias.place)
  GROUP BY alias.word ORDER BY min(alias.place)`

/** Former addresses of scopes, as given in `feeds.yml`. */
export class AliasTable {
  readonly #clear: Statement
  readonly #add: Statement
  readonly #taken: Statement
  readonly #at: Statement

  constructor(db: Database) {
    this.#clear = db.prepare('DELETE FROM alias')
    this.#add = db.prepare(`
      INSERT OR IGNORE INTO alias (path, permalink, place, scope, part, word, own_kind, own_segment)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    this.#taken = db.prepare(takenSql)
    this.#at = db.prepare('SELECT 1 FROM alias WHERE path = ? LIMIT 1')
  }

  /** @param idOf - gives a scope's id */
  replace(entries: readonly ScopeEntry[], idOf: (scope: Scope) => number): void {
    this.#clear.run()
    let place = 0
    for (const { scope, settings } of entries) {
      for (const word of settings.aliases ?? []) {
        place += 1
        for (const { path, part } of aliasPaths(scope, bindable(word))) {
          this.#add.run(path, encodePath(path), place, idOf(scope), part, bindable(word), ...ownScope(path))
        }
      }
    }
  }

  /** Whether there is an alias at any of these. @param addresses - paths of the site in their canonical spelling */
  isAtAny(addresses: Iterable<string>): boolean {
    for (const address of addresses) if (this.#at.get(decodeAlias(address)) !== undefined) return true
    return false
  }

  /** @param file - name of `feeds.yml` */
  problems(file: string): Problem[] {
    const rows: { word: string }[] = this.#taken.all()
    return rows.map(({ word }) => aliasTaken(file, word))
  }
}

/** The scope that has a path as its own address; `site` if the site always has it; nulls for any other path. */
function ownScope(path: string): readonly [kind: string | null, segment: string | null] {
  const owner = ownerOf(path)
  if (owner === undefined) return [null, null]
  return owner === 'site' ? ['site', null] : [owner.kind, owner.segment]
}
