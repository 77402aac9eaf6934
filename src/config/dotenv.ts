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
  const strays = findStrays(lines)
  // Node 20 would make such a line part of the next name, and later versions would ignore it.
  const values = parseEnv(lines.map((line, index) => (strays.has(index) ? '' : line)).join('\n'))
  return [
    ...Object.entries(values).map(([name, value]) => toEntry(name, value ?? '', lines)),
    ...[...strays].map((index) => ({ text: lines[index]?.trim() ?? '', line: index + 1 })),
  ].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

/** @returns indexes of the lines that are neither empty, a comment, nor (part of) a value */
function findStrays(lines: readonly string[]): Set<number> {
  const strays = new Set<number>()
  let quote: string | undefined
  for (const [index, line] of lines.entries()) {
    if (quote !== undefined) {
      if (line.includes(quote)) quote = undefined
    } else if (line.includes('=')) {
      const open = /^[^#=]*=\s*(["'`])(?!.*\1)/.exec(line)?.[1]
      // A quote that is never closed is an ordinary character.
      if (open !== undefined && lines.slice(index + 1).some((later) => later.includes(open))) quote = open
    } else if (/^\s*[^#\s]/.test(line)) strays.add(index)
  }
  return strays
}

function toEntry(name: string, value: string, lines: readonly string[]): DotenvEntry {
  const number = 1 + lines.findLastIndex((line) => isLineOf(name, line))
  return { name, text: value, ...(number > 0 && { line: number }) }
}

function isLineOf(name: string, line: string): boolean {
  const words = line.trim().replace(/^export\s+/, '')
  return words.startsWith(name) && /^\s*=/.test(words.slice(name.length))
}
