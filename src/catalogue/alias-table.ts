import { feedPath, pagePath, parseAddress } from '../model/address.js'
import { formatNames, formats } from '../model/format.js'
import { normalise } from '../model/normalise.js'
import type { Problem } from '../model/problem.js'
import type { Group, Scope, ScopeEntry } from '../model/scope.js'
import { decodePath, encodePath, segmentOf } from '../model/segment.js'
import type { AliasTarget } from './catalogue.js'
import { bindable, type Database, type Statement } from './database.js'
import { standsSql } from './scope-queries.js'

/** An address that leads elsewhere. */
interface AliasPath {
  /** Decoded, in NFC. */
  readonly path: string
  readonly part: AliasTarget['part']
}

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
        for (const { path, part } of pathsOf(scope, word)) {
          this.#add.run(path, encodePath(path), place, idOf(scope), part, bindable(word), ...ownScope(path))
        }
      }
    }
  }

  /** Whether there is an alias at any of these. @param addresses - paths of the site in their canonical spelling */
  isAtAny(addresses: Iterable<string>): boolean {
    for (const address of addresses) if (this.#at.get(decoded(address)) !== undefined) return true
    return false
  }

  /** @param file - name of `feeds.yml` */
  problems(file: string): Problem[] {
    const rows: { word: string }[] = this.#taken.all()
    return rows.map(({ word }) => ({
      code: 'alias-taken',
      severity: 'warning',
      file,
      reason: `the alias "${word}" is the address of something that exists`,
      hint: 'Remove the alias, or rename whatever has its address.',
    }))
  }
}

/**
 * The paths of an alias. With a slash it is a path itself; without one it is a former name of the scope, and all
 * addresses of that name move.
 */
function pathsOf(scope: Scope, word: string): AliasPath[] {
  const alias = bindable(word).trim()
  if (alias.includes('/')) {
    const path = decoded(alias.startsWith('/') ? alias : `/${alias}`)
    return [{ path, part: partOf(path) }]
  }
  // The former name of a whole site is taken for that of a category.
  const group: Group = { kind: scope.kind === 'site' ? 'category' : scope.kind, name: alias }
  const feeds = formatNames.flatMap((part): AliasPath[] => {
    const long = `/${group.kind}/${segmentOf(alias)}${formats[part].suffix}`
    return [decoded(feedPath(group, part)), long].map((path) => ({ path, part }))
  })
  return [...feeds, { path: decoded(pagePath(group)), part: 'page' }]
}

/** What a path used to be, by its ending: a folder was a page, except `/feed/`, which many sites had for RSS. */
function partOf(path: string): AliasTarget['part'] {
  if (/\.html?$|(?<!\/feed)\/$/.test(path)) return 'page'
  return formatNames.find((name) => path.endsWith(formats[name].suffix)) ?? 'rss'
}

function decoded(path: string): string {
  return decodePath(path) ?? normalise(path, 'NFC')
}

/** The scope that has a path as its own address; `site` if the site always has it; nulls for any other path. */
function ownScope(path: string): readonly [kind: string | null, segment: string | null] {
  const address = parseAddress(path)
  if (address === undefined) return [null, null]
  // `/category/old.xml` is another spelling of `/old.xml`, and redirects there.
  const own = address.kind === 'moved' ? parseAddress(decoded(address.to)) : address
  return own !== undefined && 'segment' in own && own.group !== 'site'
    ? [own.group, own.segment]
    : ['site', null]
}
