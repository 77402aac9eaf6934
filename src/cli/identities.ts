import type { PostHead } from '../model/post.js'
import type { Problem } from '../model/problem.js'
import { quote } from '../model/quote.js'

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

function duplicatePermalink(file: string, permalink: string, other: string): Problem {
  return {
    code: 'duplicate-permalink',
    severity: 'error',
    file,
    reason: `${quote(other)} has the permalink ${quote(permalink)} already`,
    hint: 'Rename one of the two files, or give one of them a permalink of its own.',
  }
}

function duplicateGuid(file: string, guid: string, other: string): Problem {
  return {
    code: 'duplicate-guid',
    severity: 'error',
    file,
    reason: `${quote(other)} has the guid ${quote(guid)} already`,
    hint: 'Take the guid out of the copy: each post needs its own, for ever.',
  }
}
