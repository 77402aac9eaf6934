import { toPlainText } from '../model/plain-text.js'
import type { Fault, ProblemCode } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { type Header, type HeaderEntry, type HeaderKey, type HeaderValue, kindOf } from './header.js'

const yes = new Set(['true', 'yes', 'on', 'y', 't', '1'])
const no = new Set(['false', 'no', 'off', 'n', 'f', '0'])

/**
 * A boolean as people write it, in capitals or not; undefined if it is none.
 *
 * @see YAML 1.1 (https://yaml.org/type/bool.html) for `Yes`, `OFF` and `y`; Hugo reads `1` and `t` as well
 */
export function parseFlag(text: string): boolean | undefined {
  const word = text.trim().toLowerCase()
  return yes.has(word) ? true : no.has(word) ? false : undefined
}

/**
 * Reads values from a header. A value of the wrong kind counts as absent and leaves a warning; null counts as absent
 * and leaves none.
 */
export class HeaderReader {
  /** The faults found so far, in the order in which keys were read. */
  readonly faults: Fault[] = []

  constructor(private readonly header: Header) {}

  /** The first of these keys that has a value. */
  find(...keys: HeaderKey[]): { readonly key: HeaderKey; readonly entry: HeaderEntry } | undefined {
    for (const key of keys) {
      const entry = this.header.get(key)
      if (entry !== undefined && entry.value !== null) return { key, entry }
    }
    return undefined
  }

  /** Whether a key is there, even without a value. */
  has(key: HeaderKey): boolean {
    return this.header.has(key)
  }

  lineOf(key: HeaderKey): number | undefined {
    return this.header.get(key)?.line
  }

  /** A key as its author wrote it, for messages. */
  spellingOf(key: HeaderKey): string {
    return this.header.get(key)?.written ?? key
  }

  /** The text of the first of these keys that has a value, exactly as written. */
  text(...keys: HeaderKey[]): string | undefined {
    const found = this.find(...keys)
    if (found === undefined) return undefined
    const { value } = found.entry
    if (typeof value === 'string') return value
    this.wrongKind(found.key, value, 'text')
    return undefined
  }

  /** The first of these keys whose text is not empty, as one line of plain text. */
  plainText(...keys: HeaderKey[]): string | undefined {
    for (const key of keys) {
      const text = toPlainText(this.text(key) ?? '')
      if (text !== '') return text
    }
    return undefined
  }

  /** A boolean, even if it was written as text. */
  flag(key: HeaderKey): boolean | undefined {
    return this.#flag(key, (reason) => this.warn('key-invalid', key, reason, 'Write true or false.'))
  }

  /** Like `flag`, for a key that may hold the post back: a value that is neither true nor false is an error. */
  strictFlag(key: HeaderKey): boolean | undefined {
    return this.#flag(key, (reason) => {
      this.fail('key-invalid', key, `${reason}, so the post is not published`, 'Write true or false.')
    })
  }

  #flag(key: HeaderKey, report: (reason: string) => void): boolean | undefined {
    const value = this.find(key)?.entry.value ?? null
    if (value === null) return undefined
    const flag = typeof value === 'string' ? parseFlag(value) : undefined
    const shown = typeof value === 'string' ? quote(value.trim()) : kindOf(value)
    if (flag === undefined) report(`${this.spellingOf(key)}: ${shown} is neither true nor false`)
    return flag
  }

  wrongKind(key: HeaderKey, value: HeaderValue, wanted: string): void {
    const written = this.spellingOf(key)
    const reason = `${written} is ${kindOf(value)}, not ${wanted}`
    this.warn('key-invalid', key, reason, `Write ${wanted} after "${written}:".`)
  }

  warn(code: ProblemCode, key: HeaderKey, reason: string, hint: string): void {
    this.#note({ code, severity: 'warning', reason, hint }, key)
  }

  fail(code: ProblemCode, key: HeaderKey, reason: string, hint: string): void {
    this.#note({ code, severity: 'error', reason, hint }, key)
  }

  #note(fault: Fault, key: HeaderKey): void {
    const line = this.lineOf(key)
    this.faults.push(line === undefined ? fault : { ...fault, line })
  }
}
