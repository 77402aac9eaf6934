import { type AddressOwner, aliasPaths, ownerOf } from '../model/alias-paths.js'
import { aliasTaken } from '../model/clashes.js'
import type { PostHead } from '../model/post.js'
import type { Problem } from '../model/problem.js'
import { type ScopeEntry, scopesOf } from '../model/scope.js'
import { encodePath, segmentOf } from '../model/segment.js'

/**
 * Finds the aliases of `feeds.yml` that lead nowhere, since something has their address: by the rules of the catalogue,
 * but without one. It keeps only what concerns the aliases, however many posts there are.
 */
export class TakenAliases {
  readonly #aliases: { readonly word: string; readonly paths: readonly string[] }[]
  /** Keys of scopes that stand in the way if they have posts, and permalinks that do; see `#keysOf`. */
  readonly #wanted: ReadonlySet<string>
  readonly #taken: Set<string>

  /** @param assets - paths beneath the content folder, in NFC */
  constructor(
    entries: readonly ScopeEntry[],
    private readonly assets: ReadonlySet<string>,
  ) {
    this.#aliases = entries.flatMap(({ scope, settings }) =>
      (settings.aliases ?? []).map((word) => ({
        word,
        paths: aliasPaths(scope, word).map(({ path }) => path),
      })),
    )
    this.#wanted = new Set(this.#aliases.flatMap(({ paths }) => paths.flatMap(keysOf)))
    // A scope that `feeds.yml` names stands, even without posts.
    this.#taken = new Set(['site', ...entries.flatMap(({ scope }) => keysOfScope(scope))])
  }

  /** Takes note of a post that is published. */
  see(post: Pick<PostHead, 'permalink' | 'inFeeds' | 'categories' | 'tags' | 'authors'>): void {
    const scopes = post.inFeeds ? scopesOf(post) : []
    for (const key of [post.permalink, ...scopes.flatMap(keysOfScope)])
      if (this.#wanted.has(key)) this.#taken.add(key)
  }

  /** @param file - path of `feeds.yml` */
  problems(file: string): Problem[] {
    const words = new Set<string>()
    const claimed = new Set<string>()
    for (const { word, paths } of this.#aliases) {
      if (paths.some((path) => claimed.has(path) || this.#isTaken(path))) words.add(word)
      for (const path of paths) claimed.add(path)
    }
    return [...words].map((word) => aliasTaken(file, word))
  }

  #isTaken(path: string): boolean {
    return this.assets.has(path.slice(1)) || keysOf(path).some((key) => this.#taken.has(key))
  }
}

/** What has a path if it exists: a post, by its permalink, and a scope or the site. @param path - decoded */
function keysOf(path: string): string[] {
  const owner = ownerOf(path)
  return owner === undefined ? [encodePath(path)] : [encodePath(path), keyOf(owner)]
}

function keysOfScope(scope: ScopeEntry['scope']): string[] {
  return scope.kind === 'site' ? [] : [keyOf({ kind: scope.kind, segment: segmentOf(scope.name) })]
}

function keyOf(owner: AddressOwner): string {
  return owner === 'site' ? 'site' : `${owner.kind} ${owner.segment}`
}
