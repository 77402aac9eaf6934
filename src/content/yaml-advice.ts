import type { Fault } from '../model/problem.js'
import { quote } from '../model/quote.js'

/**
 * Explains a YAML error: where it is, what is wrong and how to mend it, in words for people who write posts and not
 * programs.
 *
 * A parser reports where it noticed the error, not what went wrong, so the line is searched for common mistakes: quotes
 * within quotes, a colon, `@` or `*` at the start, a tab.
 *
 * @param reason - js-yaml's message
 * @param text - the whole YAML
 * @param at - 0-based line of `text` on which the parser noticed the error
 * @param firstLine - 1-based line of the file on which `text` begins
 */
export function toYamlFault(reason: string, text: string, at: number, firstLine: number): Fault {
  const lines = text.split('\n')
  const noticed = Math.min(at, lines.length - 1)
  const index = cause(reason, lines, noticed) ?? noticed
  const line = lines[index] ?? ''
  const found = mistakes.find(({ said, looks }) => said?.test(reason) ?? looks?.test(line.slice(0, 1_000)))
  return {
    code: 'yaml-syntax',
    severity: 'error',
    line: firstLine + index,
    reason: `the front matter is not valid YAML: ${found?.reason ?? `${reason} at ${quote(line.trim())}`}`,
    hint:
      found?.hint ?? 'Write one "key: value" per line, and put values that contain punctuation in quotes.',
  }
}

interface Mistake {
  /** What the parser says about it. */
  readonly said?: RegExp
  /** What the line looks like; only its first thousand characters are tested. */
  readonly looks?: RegExp
  readonly reason: string
  readonly hint: string
}

const inQuotes = 'Put the whole value in quotes: title: "…".'

/** The first match is reported. */
const mistakes: readonly Mistake[] = [
  {
    said: /valid JSON character|non-printable|null byte/,
    reason: 'control characters are not allowed',
    hint: 'Delete the line and type it again by hand.',
  },
  {
    said: /escape sequence|hexadecimal/,
    reason: 'a backslash in double quotes begins an escape, and this one is unknown',
    hint: String.raw`Write \\ for a backslash, or put the value in single quotes.`,
  },
  {
    said: /maxDepth/,
    reason: 'it is nested too deeply',
    hint: 'Front matter is one list of keys and values; remove the inner lists.',
  },
  {
    said: /\btag\b/,
    reason: 'a value may not begin with "!"',
    hint: inQuotes,
  },
  {
    said: /more than one document/,
    reason: 'there is a "---" line in the middle of it',
    hint: 'Write "---" only on the first and the last line of the front matter.',
  },
  {
    looks: /^ *\t/,
    reason: 'a tab cannot indent YAML',
    hint: 'Indent with spaces.',
  },
  {
    looks: /^[^:"']*:\s+"(?:[^"\\]|\\.)*"\s*[^\s#]/,
    reason: 'there are straight double quotes inside a value in double quotes',
    hint: 'Put the whole value in single quotes, or write the inner quotes as “ ”.',
  },
  {
    looks: /^[^:"']*:\s+'(?:[^']|'')*'\s*[^\s#]/,
    reason: 'there is an apostrophe inside a value in single quotes',
    hint: 'Put the whole value in double quotes, or write the apostrophe twice.',
  },
  {
    looks: /^[^:"']*:\s+(?:"(?:[^"\\]|\\.)*|'[^']*)$/,
    reason: 'a quote is opened but not closed',
    hint: 'End the value with the same quote that it begins with.',
  },
  {
    looks: /^[^:]*:\s+[@`%*&!|>]/,
    reason: 'a value without quotes may not begin with one of @ ` % * & ! | >',
    hint: inQuotes,
  },
  {
    looks: /^[^:]*:\s+[[{]/,
    reason: 'a bracket at the start of a value begins a list, and this list is not valid',
    hint: 'Close the bracket and write nothing after it, or put the whole value in quotes.',
  },
  {
    looks: /^[^:]*:\s+[^"'].*:(?:\s|$)/,
    reason: 'there is a colon followed by a space in a value without quotes',
    hint: inQuotes,
  },
  {
    looks: /^[^:\s][^:]*:[^\s:]/,
    reason: 'a space is missing after the colon',
    hint: 'Write "key: value", with a space after the colon.',
  },
  {
    looks: /^[^:]*$/,
    reason: 'a line is not of the form "key: value"',
    hint: 'Write one "key: value" per line, and indent the further lines of a long value.',
  },
]

/** The line with the mistake, if the parser can only have noticed it on a later one. */
function cause(reason: string, lines: readonly string[], noticed: number): number | undefined {
  const above = lines.slice(0, noticed + 1)
  const index = /deficient indentation|unexpected end of the/.test(reason)
    ? above.findLastIndex((line) => opens.test(line))
    : /document separator|multiline key/.test(reason)
      ? above.findIndex((line) => /^[^\s#-]/.test(line) && !/:(?:\s|$)/.test(line))
      : -1
  return index < 0 ? undefined : index
}

/** A line that opens a quote or a bracket and does not close it. */
const opens = /^[^:"']*:\s+(?:"(?:[^"\\]|\\.)*|'[^']*|[[{][^\]}]*)$/
