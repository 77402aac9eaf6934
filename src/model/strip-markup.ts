/**
 * Removes tags and comments from a text, and nothing else: `PUE<1.3 & x>2`, `a[b[0]]> c`, `<双碳>` stay.
 *
 * A tag begins with `<`, perhaps `/`, `!` or `?`, and an ASCII letter, and ends at the next `>` (HTML
 * §13.2.5.6), except that a `<` within it starts a new one. What `<script>` and `<style>` enclose is removed
 * too. What is never closed removes nothing.
 *
 * No tag survives, however tags are nested (`<scr<b>ipt>`): what is kept is a stack, and each `>` looks
 * back to the `<` before it, across what was removed in between. Linear in the length of the text.
 */
export function stripMarkup(text: string): string {
  if (!text.includes('<')) return text
  const kept = new KeptText()
  for (const piece of text.split(/(?=<)|(?<=>)/)) kept.add(piece)
  return kept.toString()
}

/** A `<` that may begin a tag or a comment, linked to those before it. */
interface Opening {
  /** Index among the pieces. */
  readonly at: number
  readonly below: Opening | undefined
  /** The nearest, this or one below, that begins a comment, which a lone `>` does not end. */
  readonly comment: Opening | undefined
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

  /** @param piece - text that has no `<` except perhaps at its start, and no `>` except perhaps at its end */
  add(piece: string): void {
    if (piece.startsWith('<')) this.#open(piece.startsWith('<!--'))
    this.#pieces.push(piece)
    if (piece.endsWith('>') && this.#openings !== undefined) this.#close(this.#openings)
  }

  toString(): string {
    return this.#pieces.join('')
  }

  #open(isComment: boolean): void {
    const below = this.#openings
    const opening = { at: this.#pieces.length, below, comment: below?.comment }
    this.#openings = isComment ? { ...opening, comment: opening } : opening
  }

  #close(opening: Opening): void {
    // Twelve pieces have at least twelve characters, enough for every name that matters.
    const head = this.#pieces.slice(opening.at, opening.at + 12).join('')
    if (/^<[/!?]?[a-z]/i.test(head)) {
      this.#cut(opening.at, opening.below)
      this.#trackRawText(head)
    } else if (head.startsWith('<!--') && this.#pieces.slice(-3).join('').endsWith('-->')) {
      this.#cut(opening.at, opening.below)
    } else {
      this.#openings = opening.comment
    }
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
