/** A comment, or an element whose content is not markup (HTML §13.2.5.4), may begin here. */
const beginning = /<!--|<(script|style)(?=[\s/>])/gi

/**
 * Removes the comments of a text as it is written, before any tag is removed from it: each ends at the next `-->`
 * (HTML §13.2.5.43), whatever it encloses. What `<script>` and `<style>` enclose stays, since nothing in it begins a
 * comment. What is never closed stays. Linear in the length of the text.
 */
export function stripComments(text: string): string {
  const kept: string[] = []
  const ends = new Ends(text)
  let from = 0
  let at = 0
  for (const { 0: begun, 1: element, index } of text.matchAll(beginning)) {
    if (index < at) continue
    // `<!-->` is a whole comment (§13.2.5.44).
    const end =
      element === undefined ? ends.after('-->', index + 2) : ends.after(`</${element.toLowerCase()}`, index)
    at = end ?? index + begun.length
    if (element !== undefined || end === undefined) continue
    kept.push(text.slice(from, index))
    from = end
  }
  return kept.join('') + text.slice(from)
}

/** Finds ends in a text, and does not look again for one that it no longer has. */
class Ends {
  readonly #lower: string
  readonly #missing = new Set<string>()

  constructor(text: string) {
    this.#lower = toAsciiLowerCase(text)
  }

  /** Index behind the first `end` from an index on. @param end - in lower case */
  after(end: string, from: number): number | undefined {
    const at = this.#missing.has(end) ? -1 : this.#lower.indexOf(end, from)
    if (at < 0) this.#missing.add(end)
    return at < 0 ? undefined : at + end.length
  }
}

/** As long as the text, unlike with `toLowerCase`: `İ` becomes two characters there. */
function toAsciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
