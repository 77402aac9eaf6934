import { parse, TomlDate, TomlError, type TomlTable, type TomlValue } from 'smol-toml'
import type { Fault } from '../model/problem.js'
import type { HeaderEntry, HeaderValue, ParsedHeader } from './header.js'

/**
 * Parses TOML into text, lists and maps. A number, boolean or date at the top level is kept as its source text:
 * smol-toml would roll `2022-02-30` over to the second of March.
 *
 * @param text - with `\n` between lines
 * @param firstLine - 1-based line of the file on which it begins
 * @returns a Fault `toml-syntax` if it is not TOML
 */
export function parseToml(text: string, firstLine: number): ParsedHeader | Fault {
  try {
    const table = parse(text, { integersAsBigInt: true, maxDepth: 16, useLegacyDate: true })
    return { value: toTop(table, findSources(text, firstLine), firstLine), faults: [] }
  } catch (error) {
    // RangeError as well, for keys with thousands of parts.
    return toTomlFault(error, firstLine)
  }
}

function toTop(
  table: TomlTable,
  sources: ReadonlyMap<string, Source>,
  firstLine: number,
): Map<string, HeaderEntry> {
  const entries = Object.entries(table).map(([key, value]): [string, HeaderEntry] => {
    const source = sources.get(key)
    const line = source?.line ?? firstLine
    return [key, { line, value: isBare(value) && source ? source.text : toValue(value, line, 0) }]
  })
  return new Map(entries)
}

/** Whether a value is neither text nor composed of other values. */
function isBare(value: TomlValue): boolean {
  return typeof value !== 'string' && (typeof value !== 'object' || value instanceof TomlDate)
}

function toValue(value: TomlValue, line: number, depth: number): HeaderValue {
  if (value instanceof TomlDate) return value.toISOString()
  if (typeof value !== 'object') return String(value)
  // Dotted keys can nest to any depth, which the parser's `maxDepth` does not notice.
  if (depth > 16) return null
  if (Array.isArray(value)) return value.map((item) => toValue(item, line, depth + 1))
  return new Map(
    Object.entries(value).map(([key, inner]) => [key, { line, value: toValue(inner, line, depth + 1) }]),
  )
}

interface Source {
  readonly line: number
  /** What follows the `=`, without a comment. */
  readonly text: string
}

/** The line and the source text of each key before the first table; lines within multi-line strings are skipped. */
function findSources(text: string, firstLine: number): Map<string, Source> {
  const sources = new Map<string, Source>()
  let fence: string | undefined
  for (const [index, line] of text.split('\n').entries()) {
    if (fence !== undefined) {
      if (line.includes(fence)) fence = undefined
      continue
    }
    if (/^\s*\[/.test(line)) break
    const equals = line.indexOf('=')
    if (equals < 0) continue
    const key = line
      .slice(0, equals)
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2')
    const value = line.slice(equals + 1).trim()
    fence = ['"""', "'''"].find((mark) => value.startsWith(mark) && !value.includes(mark, mark.length))
    if (!sources.has(key)) sources.set(key, { line: firstLine + index, text: beforeComment(value) })
  }
  return sources
}

function beforeComment(value: string): string {
  const mark = value.indexOf('#')
  return mark < 0 ? value : value.slice(0, mark).trimEnd()
}

function toTomlFault(error: unknown, firstLine: number): Fault {
  const known = error instanceof TomlError ? error : undefined
  // The message continues with an excerpt of the file; its first line says what is wrong.
  const said = (known?.message ?? String(error)).split('\n', 1)[0] ?? ''
  return {
    code: 'toml-syntax',
    severity: 'error',
    line: firstLine + (known?.line ?? 1) - 1,
    reason: `the front matter is not valid TOML: ${said.replace(/^Invalid TOML document: /, '')}`,
    hint: 'Write one key = "value" per line, with text in double quotes.',
  }
}
