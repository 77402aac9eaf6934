/** What a scan of TOML gives. */
export interface TomlScan {
  /** The same TOML, in which each number, boolean and date is a string of its source text. */
  readonly quoted: string
  /** The first part of each key before the first table, and of each table's name. */
  readonly keys: readonly TomlKey[]
}

/** A key as it is written, in its quotes or bare, and its 1-based line. */
export interface TomlKey {
  readonly written: string
  readonly line: number
}

/**
 * Strings of all four kinds, comments, whatever is bare (a date may have a space before its time), and single
 * characters for the rest. The quotes at the end of a multi-line string may be up to five, of which the last three close.
 */
const pieces =
  /"""(?:\\.|[^\\])*?"{3,5}|'''.*?'{3,5}|"(?:\\[^\n]|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|[^\s"'#[\]{},=]+(?: (?=\d\d:)[^\s"'#[\]{},=]+)?|./gs

/**
 * Finds keys and bare values in TOML.
 *
 * @param text - valid TOML: nothing is checked here
 * @param firstLine - line of the file on which it begins
 * @see TOML 1.1.0, https://toml.io/en/v1.1.0
 */
export function scanToml(text: string, firstLine: number): TomlScan {
  const scanner = new TomlScanner(firstLine)
  for (const [piece] of text.matchAll(pieces)) scanner.take(piece)
  return scanner
}

class TomlScanner implements TomlScan {
  quoted = ''
  readonly keys: TomlKey[] = []
  /** The brackets of values that are open, the innermost last. */
  readonly #open: string[] = []
  /** Whether a value comes next, and not a key. */
  #isValue = false
  /** Whether a top-level key, or a table's name, comes next. */
  #isTop = true
  #hasTables = false

  constructor(private line: number) {}

  take(piece: string): void {
    this.quoted += this.#isValue && isBare(piece) ? `"${piece}"` : piece
    if (isBare(piece) || /^["']/.test(piece)) this.#takeWord(piece)
    else this.#takeMark(piece)
    for (const character of piece) if (character === '\n') this.line++
  }

  #takeWord(written: string): void {
    if (this.#isTop) this.keys.push({ written, line: this.line })
    this.#isTop = false
  }

  #takeMark(mark: string): void {
    if (mark === '\n' && this.#open.length === 0) this.#beginLine()
    else if (mark === '=') this.#isValue = true
    else if (mark === ',') this.#isValue = this.#open.at(-1) === '['
    else if (mark === ']' || mark === '}') this.#open.pop()
    else if (mark === '[' || mark === '{') this.#takeBracket(mark)
  }

  #beginLine(): void {
    this.#isValue = false
    this.#isTop = !this.#hasTables
  }

  #takeBracket(mark: string): void {
    if (this.#isValue) {
      this.#open.push(mark)
      this.#isValue = mark === '['
    } else {
      this.#hasTables = true
      this.#isTop = true
    }
  }
}

/** Whether a piece is neither a string nor a comment nor punctuation. */
function isBare(piece: string): boolean {
  return /^[^\s"'#[\]{},=]/.test(piece)
}
