import { duplicateGuid, duplicatePermalink } from '../model/clashes.js'
import type { PostHead } from '../model/post.js'
import type { Problem } from '../model/problem.js'

/**
 * Tracks which post has which permalink and guid. If two posts claim the same one, the first by path has it.
 *
 * It keeps no more than a post's two keys and its path, so that even a folder of a million posts can be checked
 * for duplicates.
 */
export class Identities {
  readonly #permalinks = new Map<string, string>()
  readonly #guids = new Map<string, string>()

  /**
   * Records a post, unless another already has its permalink or guid. The permalink is checked first, as in the
   * catalogue.
   *
   * @param post - posts must come ordered by the UTF-8 bytes of their paths
   * @returns the Problem of a duplicate
   */
  claim({ source, permalink, guid }: Pick<PostHead, 'source' | 'permalink' | 'guid'>): Problem | undefined {
    const withPermalink = this.#permalinks.get(permalink)
    const withGuid = this.#guids.get(guid)
    if (withPermalink !== undefined) return duplicatePermalink(source, permalink, withPermalink)
    if (withGuid !== undefined) return duplicateGuid(source, guid, withGuid)
    this.#permalinks.set(permalink, source)
    this.#guids.set(guid, source)
    return undefined
  }
}
