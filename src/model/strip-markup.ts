/**
 * Takes tags and comments out of a text, and nothing else: `PUE<1.3 & x>2`, `a[b[0]]> c`, `<双碳>` stay.
 *
 * A tag begins with `<`, perhaps `/`, `!` or `?`, and an ASCII letter, and ends at the next `>` (HTML
 * §13.2.5.6), but that another `<` begins anew. What stands between `<script>` or `<style>` and its end
 * goes as well. What never ends takes nothing away.
 *
 * No tag is left, however they were nested (`<scr<b>ipt>`): what is kept is a stack, and each `>` looks
 * back to the `<` before it, over what was taken out in between. Linear in the length of the text.
 */
export function stripMarkup(text: string): string {
  if (!text.includes('<')) return text
  const kept = new KeptText()
  for (const piece of text.split(/(?=<)|(?<=>)/)) kept.add(piece)
  return kept.toString()
}

/** A `<` that may begin a tag or a comment, and those before it that may. */
interface Opening {
  /** Its place among the pieces. */
  readonly at: number
  readonly below: Opening | undefined
  /** The nearest one, this or below, that begins a comment: a lone `>` does not end that. */
  readonly comment: Opening | undefined
}

/** An element whose text is not for reading, and the state to go back to when it ends. */
interface Unread {
  readonly name: string
  readonly at: number
  readonly openings: Opening | undefined
}

class KeptText {
  /** Each begins the text, at a `<` or after a `>`; only its ends can be markup. */
  #pieces: string[] = []
  #openings: Opening | undefined
  #unread: Unread | undefined

  /** @param piece - text with a `<` at most at its start, and a `>` at most at its end */
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
    // Twelve pieces have twelve characters, and no name that matters has more.
    const head = this.#pieces.slice(opening.at, opening.at + 12).join('')
    if (/^<[/!?]?[a-z]/i.test(head)) {
      this.#cut(opening.at, opening.below)
      this.#passUnread(head)
    } else if (head.startsWith('<!--') && this.#pieces.slice(-3).join('').endsWith('-->')) {
      this.#cut(opening.at, opening.below)
    } else {
      this.#openings = opening.comment
    }
  }

  #cut(at: number, openings: Opening | undefined): void {
    this.#pieces.length = at
    this.#openings = openings
    if (this.#unread !== undefined && this.#unread.at > at) this.#unread = undefined
  }

  #passUnread(tag: string): void {
    const [, slash, name = ''] = /^<(\/?)(script|style)[\s/>]/i.exec(tag) ?? []
    if (slash === '' && this.#unread === undefined) {
      this.#unread = { name: name.toLowerCase(), at: this.#pieces.length, openings: this.#openings }
    } else if (slash === '/' && this.#unread?.name === name.toLowerCase()) {
      this.#cut(this.#unread.at, this.#unread.openings)
      this.#unread = undefined
    }
  }
}
