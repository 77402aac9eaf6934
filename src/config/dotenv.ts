import { parseEnv } from 'node:util'

/** One value of a `.env` file, or a line that is not one. */
export interface DotenvEntry {
  /** Absent if the line is not of the form `NAME=value`. */
  readonly name?: string
  /** The value; without a name, the whole line. */
  readonly text: string
  /** 1-based; absent if it cannot be determined. */
  readonly line?: number
}

/**
 * Parses the text of a `.env` file: `NAME=value`, `#` for comments, quotes around values that contain `#` or line breaks.
 * If a name is given twice, the last value counts.
 *
 * @returns in the order of the file
 */
export function parseDotenv(text: string): DotenvEntry[] {
  const lines = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
  const kinds = kindsOf(lines)
  // Node stops at a line without a name, and makes some lines that are no values part of the next name.
  const values = parseEnv(lines.map((line, index) => (kinds[index] === 'value' ? line : '')).join('\n'))
  const strays = lines.flatMap((line, index) =>
    kinds[index] === 'stray' ? [{ text: line.trim(), line: index + 1 }] : [],
  )
  return [
    ...Object.entries(values).map(([name, value]) => toEntry(name, value ?? '', lines)),
    ...strays,
  ].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

type Kind = 'value' | 'stray' | 'nothing'

/** Tells lines that are (part of) a value from those that should be, and from comments and white space. */
function kindsOf(lines: readonly string[]): Kind[] {
  let quote: string | undefined
  return lines.map((line, index) => {
    if (quote !== undefined) {
      if (line.includes(quote)) quote = undefined
      return 'value'
    }
    if (/^\s*(?:#|$)/.test(line)) return 'nothing'
    if (!/^\s*(?:export\s+)?(?!export\s)[^=\s][^=]*=/.test(line)) return 'stray'
    const open = /^[^#=]*=\s*(["'`])(?!.*\1)/.exec(line)?.[1]
    // A quote that is never closed is an ordinary character.
    if (open !== undefined && lines.slice(index + 1).some((later) => later.includes(open))) quote = open
    return 'value'
  })
}

function toEntry(name: string, value: string, lines: readonly string[]): DotenvEntry {
  const number = 1 + lines.findLastIndex((line) => isLineOf(name, line))
  return { name, text: value, ...(number > 0 && { line: number }) }
}

function isLineOf(name: string, line: string): boolean {
  const words = line.trim().replace(/^export\s+/, '')
  return words.startsWith(name) && /^\s*=/.test(words.slice(name.length))
}
