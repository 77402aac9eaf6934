import matter from 'gray-matter'
import { type Fault, isFault } from '../model/problem.js'
import { type Header, isMap, kindOf, type ParsedHeader } from './header.js'
import { type FencedHeader, findHeader, type HeaderLanguage } from './header-fence.js'
import { parseJson } from './json.js'
import { findKnownKeys } from './known-keys.js'
import { parseToml } from './toml.js'
import { parseYaml } from './yaml.js'

/** A file, split into header and body. */
export interface FrontMatter {
  /** The known keys; empty if the file has no header. */
  readonly header: Header
  /** Whether the file begins with a header at all. */
  readonly found: boolean
  /** The text after the header. */
  readonly body: string
  /** 1-based line of the file on which the body begins. */
  readonly bodyLine: number
  /** Warnings. */
  readonly faults: readonly Fault[]
}

/**
 * Splits a file into header and body. Nothing in it is executed or resolved.
 *
 * @param text - the whole file, decoded; `\n` between lines
 * @returns the parts, or the error in the header: unclosed, too large, another language, invalid, not a map. A file
 *   without a header is `found: false`, and no Fault
 */
export function parseFrontMatter(text: string): FrontMatter | Fault {
  const fenced = findHeader(text)
  if (fenced === undefined) return { header: new Map(), found: false, body: text, bodyLine: 1, faults: [] }
  if (isFault(fenced)) return fenced
  const parsed = parseHeader(fenced)
  if (isFault(parsed)) return parsed
  const { value, faults } = parsed
  if (value !== null && !isMap(value)) return notAMap(kindOf(value), fenced.line)
  const known = findKnownKeys(value ?? new Map())
  return {
    header: known.header,
    found: true,
    body: fenced.body,
    bodyLine: fenced.bodyLine,
    faults: [...(fenced.fenceLine > 1 ? [late(fenced.fenceLine)] : []), ...faults, ...known.faults],
  }
}

const parsers: Record<HeaderLanguage, (text: string, firstLine: number) => ParsedHeader | Fault> = {
  yaml: parseYaml,
  toml: parseToml,
  json: parseJson,
}

/**
 * Passes a header to gray-matter, which looks up its language and calls our parser for it.
 *
 * Each line is prefixed with a bar, removed again before parsing: gray-matter takes any line that begins with `---`
 * for the end (even `---x`, and the rest is lost), and looks for comments with a regular expression that takes seconds
 * for a few thousand blank lines.
 */
function parseHeader({ language, text, line }: FencedHeader): ParsedHeader | Fault {
  const barred = text.replace(/^/gm, '|')
  // The options matter. Without them gray-matter caches by text, and for a header that failed once it returns {} and no
  // error the second time; it also has engines that execute what they read.
  const { data } = matter(`---\n${barred}\n---\n`, {
    language,
    engines: {
      [language]: (block: string) => parsers[language](block.replace(/^\n/, '').replace(/^\|/gm, ''), line),
      javascript: refuse,
      coffee: refuse,
    },
  })
  return data as ParsedHeader | Fault
}

function refuse(): never {
  throw new Error('front matter is never executed')
}

function notAMap(kind: string, line: number): Fault {
  return {
    code: 'front-matter-not-a-map',
    severity: 'error',
    line,
    reason: `the front matter is ${kind}, not keys and values`,
    hint: 'Write one "key: value" per line, such as title: "…" and date: 2026-01-31.',
  }
}

function late(line: number): Fault {
  return {
    code: 'front-matter-late',
    severity: 'warning',
    line,
    reason: 'the front matter does not start on the first line',
    hint: 'Delete the blank lines above it: other tools see no front matter there.',
  }
}
