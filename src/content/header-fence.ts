import type { Fault } from '../model/problem.js'
import { quote } from '../model/quote.js'

/** The languages that a header may be in. */
const headerLanguages = ['yaml', 'toml', 'json'] as const
/** One of the languages that a header may be in. */
export type HeaderLanguage = (typeof headerLanguages)[number]

/** A header and its place in the file. */
export interface FencedHeader {
  readonly language: HeaderLanguage
  /** The header without its fences; JSON keeps its braces. */
  readonly text: string
  /** 1-based line of the file on which `text` begins. */
  readonly line: number
  /** What follows the closing line. */
  readonly body: string
  readonly bodyLine: number
  /** 1-based line of the opening fence; greater than 1 if blank lines precede it. */
  readonly fenceLine: number
}

/** Bytes of UTF-8; real headers have a few hundred. */
const headerBytesMax = 64 * 1024

/**
 * Finds the header of a file, line by line: YAML from `---` to `---` or `...`, TOML from `+++` to `+++`, JSON from `{`
 * to `}`, or from `---yaml`, `---toml`, `---json` to `---`. A fence stands alone on its line, apart from trailing
 * blanks; blank lines may precede the first.
 *
 * @param text - the whole file, with `\n` between lines and without a byte order mark
 * @returns undefined if the file does not begin with a header; a Fault if it begins with one that is never closed, is
 *   too large, or is in another language
 */
export function findHeader(text: string): FencedHeader | Fault | undefined {
  const lines = new LineScan(text)
  let opening = lines.next()
  while (opening !== undefined && opening.trim() === '') opening = lines.next()
  const fence = opening === undefined ? undefined : findFence(opening)
  if (fence === undefined) return undefined
  const fenceLine = lines.line
  if (fence.language === undefined) return otherLanguage(fence.word, fenceLine)
  const start = fence.braces ? lines.start : lines.end
  const closed = lines.skipTo(fence.closes)
  if (!closed) return unclosed(fence.closer, fenceLine)
  const header = text.slice(start, fence.braces ? lines.end : lines.start)
  if (Buffer.byteLength(header) > headerBytesMax) return tooLarge(fenceLine)
  return {
    language: fence.language,
    text: header.replace(/\n$/, ''),
    line: fence.braces ? fenceLine : fenceLine + 1,
    body: text.slice(lines.end),
    bodyLine: lines.line + 1,
    fenceLine,
  }
}

/** Iterates over the lines of a text without splitting it. */
class LineScan {
  /** 1-based number of the line that was read last. */
  line = 0
  /** Where that line begins, and where the next one does. */
  start = 0
  end = 0

  constructor(private readonly text: string) {}

  next(): string | undefined {
    if (this.end >= this.text.length) return undefined
    this.start = this.end
    const newline = this.text.indexOf('\n', this.start)
    this.end = newline < 0 ? this.text.length : newline + 1
    this.line++
    return this.text.slice(this.start, newline < 0 ? undefined : newline)
  }

  skipTo(wanted: RegExp): boolean {
    for (let line = this.next(); line !== undefined; line = this.next()) if (wanted.test(line)) return true
    return false
  }
}

interface Fence {
  /** Undefined if `word` names a language that is not supported. */
  readonly language: HeaderLanguage | undefined
  readonly word: string
  readonly closes: RegExp
  readonly closer: string
  /** The fences are the header's own braces. */
  readonly braces: boolean
}

const dashes = /^---[ \t]*$/

function findFence(line: string): Fence | undefined {
  const make = (language: HeaderLanguage, closes: RegExp, closer: string): Fence => {
    return { language, word: '', closes, closer, braces: closer === '}' }
  }
  if (dashes.test(line)) return make('yaml', /^(?:---|\.\.\.)[ \t]*$/, '---')
  if (/^\+\+\+[ \t]*$/.test(line)) return make('toml', /^\+\+\+[ \t]*$/, '+++')
  if (/^\{[ \t]*$/.test(line)) return make('json', /^\}[ \t]*$/, '}')
  const word = /^---[ \t]*([^\s-]\S*)[ \t]*$/.exec(line)?.[1]
  if (word === undefined) return undefined
  // Compared with a list, never looked up on an object: `---constructor` is only a word.
  const language = headerLanguages.find((name) => name === word.toLowerCase())
  return { language, word, closes: dashes, closer: '---', braces: false }
}

function otherLanguage(word: string, line: number): Fault {
  return {
    code: 'front-matter-language',
    severity: 'error',
    line,
    reason: `the front matter is in ${quote(word)}, which is not supported`,
    hint: 'Write the front matter in YAML, between two "---" lines.',
  }
}

function unclosed(closer: string, line: number): Fault {
  return {
    code: 'front-matter-unclosed',
    severity: 'error',
    line,
    reason: `the front matter has no closing ${closer}`,
    hint: `Write a line with ${closer} alone where the front matter ends.`,
  }
}

function tooLarge(line: number): Fault {
  return {
    code: 'front-matter-too-large',
    severity: 'error',
    line,
    reason: 'the front matter is larger than 64 KB',
    hint: 'Move the text below the closing line, and keep only keys and values above it.',
  }
}
