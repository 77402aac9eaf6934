import { parseEnv } from 'node:util'

/** One value of a `.env` file, or a line that gives none. */
export interface DotenvEntry {
  /** Absent where the line is not of the form `NAME=value`. */
  readonly name?: string
  /** The value; without a name, the whole line. */
  readonly text: string
  /** 1-based; absent where it cannot be told. */
  readonly line?: number
}

/** Keeps a last line without `=` from being dropped in silence: it is joined to this name. */
const sentinel = '__END_OF_FILE__'

/**
 * Reads the text of a `.env` file: `NAME=value`, `#` for comments, quotes around values that hold `#`.
 * Of a name that is given twice the last value counts.
 *
 * @returns in the order of the file
 */
export function parseDotenv(text: string): DotenvEntry[] {
  const lines = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
  const values = parseEnv([...lines, `${sentinel}=`].join('\n'))
  return Object.entries(values)
    .filter(([name]) => name !== sentinel)
    .map(([name, value]) => toEntry(name, value ?? '', lines))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

/** @param name - `parseEnv` joins a line without `=` to the next: `PORT 3000\nHOST` */
function toEntry(name: string, value: string, lines: readonly string[]): DotenvEntry {
  const [first = '', ...others] = name.trim().split('\n')
  const number = 1 + lines.findLastIndex((line) => isLineOf(first.trim(), line))
  const line = number === 0 ? {} : { line: number }
  return others.length > 0 ? { text: first.trim(), ...line } : { name: first, text: value, ...line }
}

function isLineOf(name: string, line: string): boolean {
  const words = line.trim().replace(/^export\s+/, '')
  return words.startsWith(name) && /^\s*(?:=|$)/.test(words.slice(name.length))
}
