/** Prefix of every `id` in a body, so that none clashes with one of the page or of another body. */
const idPrefix = 'post-'
/** Longest id that is kept, prefix included, in UTF-16 units. */
const idCharsMax = 120

/** The ids of the elements of one body. */
export class BodyIds {
  /** Ids as they are published, each with what its author wrote. */
  readonly published = new Map<string, string>()

  /**
   * Gives an id our prefix, and once more if another has that name already: `a` beside `post-a`. One that has the prefix
   * is unchanged, so that clean HTML comes through as it is.
   *
   * @param written - entities decoded
   * @returns undefined if it is invalid, too long or repeated
   */
  publish(written: string): string | undefined {
    if (!/^[^\s<>"'&\p{C}]+$/u.test(written)) return undefined
    let id = written.startsWith(idPrefix) ? written : idPrefix + written
    while (id.length <= idCharsMax && this.published.has(id)) {
      if (this.published.get(id) === written) return undefined
      id = idPrefix + id
    }
    if (id.length > idCharsMax) return undefined
    this.published.set(id, written)
    return id
  }
}
