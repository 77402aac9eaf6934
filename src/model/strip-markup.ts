import { isAttributeList } from './attribute-list.js'
import { elementNames } from './element-names.js'
import { stripComments } from './strip-comments.js'

/**
 * Removes tags and comments from a text, and nothing else: `PUE<1.3 & x>2`, `a[b[0]]> c`, `<双碳>` stay.
 *
 * A tag begins with `<`, perhaps `/`, `!` or `?`, and an ASCII letter, and ends at the next `>` (HTML
 * §13.2.5.6), except that a `<` within it starts a new one. A comment ends at the next `-->`, whatever it encloses. What
 * `<script>` and `<style>` enclose is removed too. What is never closed removes nothing.
 *
 * No tag survives, however tags are nested (`<scr<b>ipt>`): what is kept is a stack, and each `>` looks
 * back to the `<` before it, across what was removed in between. Linear in the length of the text.
 */
export function stripMarkup(text: string): string {
  return text.includes('<') ? keptOf(text).toString() : text
}

/**
 * As `stripMarkup`, for HTML, and for the beginning of any longer text: a tag, comment, `<script>` or `<style>` that is
 * not closed is removed as well, with all that follows (HTML §13.2.5).
 */
export function stripOpenMarkup(text: string): string {
  if (!text.includes('<')) return text
  const kept = keptOf(text)
  kept.removeOpen()
  return kept.toString()
}

/**
 * As `stripMarkup`, for titles and names, which may be about code: a tag has the name of an element, and nothing
 * behind it but attributes, so `Vec<String>`, `x<y 且 z>w` and `a<b 且 c>d` stay. In a text without end tags so does `List<A>`: a capitalised name, bare, directly after a word.
 */
export function stripElements(text: string): string {
  if (!text.includes('<')) return text
  const hasEndTags = text.includes('</')
  const isMarkup: IsMarkup = (head, before, whole) =>
    isElementTag(head, whole) && (hasEndTags || !/^<[A-Z][a-z\d]*>/.test(head) || !/\w/.test(before))
  return keptOf(text, isMarkup).toString()
}

/**
 * Whether a tag is markup, not text.
 *
 * @param head - its first characters
 * @param before - the character before it; empty at the start of the text
 * @param whole - returns all of it; takes time linear in its length
 */
type IsMarkup = (head: string, before: string, whole: () => string) => boolean

function keptOf(text: string, isMarkup: IsMarkup = isTag): KeptText {
  const kept = new KeptText(isMarkup)
  for (const piece of stripComments(text).split(/(?=<)|(?<=>)/)) kept.add(piece)
  return kept
}

/** A `<` that may begin a tag or a comment, linked to those before it. */
class Opening {
  /** The outermost of this and those below that begins a comment: a lone `>` does not end it, and `-->` does. */
  readonly comment: Opening | undefined

  /** @param at - index among the pieces */
  constructor(
    readonly at: number,
    readonly below: Opening | undefined,
    isComment: boolean,
  ) {
    this.comment = below?.comment ?? (isComment ? this : undefined)
  }
}

/** An open `<script>` or `<style>`, and the state to return to when it ends. */
interface RawText {
  readonly name: string
  readonly at: number
  readonly openings: Opening | undefined
}

class KeptText {
  /** Each begins at the start of the text, at a `<` or after a `>`, so markup begins and ends where pieces do. */
  #pieces: string[] = []
  #openings: Opening | undefined
  #rawText: RawText | undefined
  readonly #isMarkup: IsMarkup

  constructor(isMarkup: IsMarkup) {
    this.#isMarkup = isMarkup
  }

  /** @param piece - text that has no `<` except perhaps at its start, and no `>` except perhaps at its end */
  add(piece: string): void {
    const begins = piece.startsWith('<')
    if (begins) this.#openings = new Opening(this.#pieces.length, this.#openings, piece.startsWith('<!--'))
    this.#pieces.push(piece)
    if (!begins) this.#noteComment()
    if (piece.endsWith('>') && this.#openings !== undefined) this.#close(this.#openings)
  }

  removeOpen(): void {
    const opening = this.#openings
    const begun = opening !== undefined && isTag(this.#head(opening.at)) ? [opening] : []
    const open = [opening?.comment, this.#rawText, ...begun].filter((one) => one !== undefined)
    this.#pieces.length = Math.min(this.#pieces.length, ...open.map(({ at }) => at))
  }

  toString(): string {
    return this.#pieces.join('')
  }

  /** A comment may also begin where a tag was removed: `<<b>!--`. */
  #noteComment(): void {
    const opening = this.#openings
    if (opening === undefined || opening.comment !== undefined) return
    if (this.#head(opening.at).startsWith('<!--'))
      this.#openings = new Opening(opening.at, opening.below, true)
  }

  #close({ at, below, comment }: Opening): void {
    if (comment !== undefined && this.#tail().endsWith('-->')) {
      this.#cut(comment.at, comment.below)
      return
    }
    const head = this.#head(at)
    // All of a tag is read once at most: it is then removed, or never looked at again.
    if (this.#isMarkup(head, this.#pieces[at - 1]?.at(-1) ?? '', () => this.#pieces.slice(at).join(''))) {
      this.#cut(at, below)
      this.#trackRawText(head)
    } else {
      this.#openings = comment
    }
  }

  /** Twenty pieces have at least twenty characters, enough for every name that matters. */
  #head(at: number): string {
    const pieces = this.#pieces.slice(at, at + 20)
    return pieces.map((piece) => piece.slice(0, 20)).join('')
  }

  #tail(): string {
    const pieces = this.#pieces.slice(-3)
    return pieces.map((piece) => piece.slice(-3)).join('')
  }

  #cut(at: number, openings: Opening | undefined): void {
    this.#pieces.length = at
    this.#openings = openings
    if (this.#rawText !== undefined && this.#rawText.at > at) this.#rawText = undefined
  }

  #trackRawText(tag: string): void {
    const [, slash, name = ''] = /^<(\/?)(script|style)[\s/>]/i.exec(tag) ?? []
    if (slash === '' && this.#rawText === undefined) {
      this.#rawText = { name: name.toLowerCase(), at: this.#pieces.length, openings: this.#openings }
    } else if (slash === '/' && this.#rawText?.name === name.toLowerCase()) {
      this.#cut(this.#rawText.at, this.#rawText.openings)
      this.#rawText = undefined
    }
  }
}

function isTag(head: string): boolean {
  return /^<[/!?]?[a-z]/i.test(head)
}

/** A declaration, a processing instruction, an end tag, or a start tag with attributes, if anything, behind its name. */
function isElementTag(head: string, whole: () => string): boolean {
  const [begin = '', mark, name = ''] = /^<([/!?]?)([a-z][^\t\n\f\r />]*)/i.exec(head) ?? []
  if (mark === '!' || mark === '?') return true
  if (!elementNames.has(name.toLowerCase())) return false
  return mark === '/' || /^(?:script|style)$/i.test(name) || isAttributeList(whole().slice(begin.length, -1))
}
