import { parse, TomlError, type TomlTable, type TomlValue } from 'smol-toml'
import type { Fault } from '../model/problem.js'
import type { HeaderEntry, HeaderValue, ParsedHeader } from './header.js'
import { scanToml, type TomlKey } from './toml-scan.js'

/**
 * Parses TOML into text, lists and maps. A number, boolean or date is kept as its source text: smol-toml would roll
 * `2022-02-30` over to the second of March.
 *
 * It is parsed twice: as it is, for validation, and with those values in quotes.
 *
 * @param text - with `\n` between lines
 * @param firstLine - 1-based line of the file on which it begins
 * @returns a Fault `toml-syntax` if it is not TOML
 */
export function parseToml(text: string, firstLine: number): ParsedHeader | Fault {
  try {
    parse(text, limits)
    const { quoted, keys } = scanToml(text, firstLine)
    return { value: toTop(parse(quoted, limits), linesOf(keys), firstLine), faults: [] }
  } catch (error) {
    // RangeError as well, for keys with thousands of parts.
    return toTomlFault(error, firstLine)
  }
}

const limits = { integersAsBigInt: true, maxDepth: 16, useLegacyDate: true } as const

/** The line on which each top-level key is first written. */
function linesOf(keys: readonly TomlKey[]): Map<string, number> {
  return new Map(keys.map(({ written, line }): [string, number] => [nameOf(written), line]).reverse())
}

/** The first part of a key, unquoted. */
function nameOf(written: string): string {
  if (/^["']/.test(written)) return Object.keys(parse(`${written} = 0`))[0] ?? ''
  return written.split('.', 1)[0] ?? ''
}

function toTop(
  table: TomlTable,
  lines: ReadonlyMap<string, number>,
  firstLine: number,
): Map<string, HeaderEntry> {
  const entries = Object.entries(table).map(([key, value]): [string, HeaderEntry] => {
    const line = lines.get(key) ?? firstLine
    return [key, { line, value: toValue(value, line, 0) }]
  })
  return new Map(entries)
}

function toValue(value: TomlValue, line: number, depth: number): HeaderValue {
  if (typeof value === 'string') return value
  // Dotted keys can nest to any depth, which the parser's `maxDepth` does not notice.
  if (depth > 16) return null
  if (Array.isArray(value)) return value.map((item) => toValue(item, line, depth + 1))
  // Never `toISOString()` or the like: what has no source text is refused, and no date is made up.
  if (!isTable(value)) throw new TypeError('a value has no source text')
  return new Map(
    Object.entries(value).map(([key, inner]) => [key, { line, value: toValue(inner, line, depth + 1) }]),
  )
}

/** Tables have no prototype, dates have one. */
function isTable(value: TomlValue): value is TomlTable {
  return typeof value === 'object' && Object.getPrototypeOf(value) === null
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
