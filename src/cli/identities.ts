import { duplicateGuid, duplicatePermalink } from '../model/clashes.js'
import type { PostHead } from '../model/post.js'
import type { Problem } from '../model/problem.js'

/**
 * Which post has which permalink and which guid. Of two posts with one of them, the first by path has it.
 *
 * Keeps no more than the two keys of a post and its path, so that a folder of a million posts can be held
 * against itself.
 */
export class Identities {
  readonly #permalinks = new Map<string, string>()
  readonly #guids = new Map<string, string>()

  /**
   * Takes in a post, and says what of it another post has already: the permalink first, as the catalogue does.
   *
   * @param post - asked in the order of the paths' UTF-8 bytes
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
