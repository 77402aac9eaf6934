import {
  EVENT_ID,
  type Event,
  getScalarValue,
  type ParserOptions,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml'
import type { Fault } from '../model/problem.js'
import { quote } from '../model/quote.js'
import type { HeaderEntry, HeaderValue, ParsedHeader } from './header.js'
import { toYamlFault } from './yaml-advice.js'

/**
 * Parses YAML into text, lists and maps, and nothing else: no scalar becomes a number, a boolean or a date, no alias is
 * followed, no tag creates anything. Of a repeated key the last value counts.
 *
 * It reads js-yaml's events, not the objects that it can build from them: events know where a key is, and what its
 * author wrote.
 *
 * @param text - one document, with `\n` between lines
 * @param firstLine - 1-based line of the file on which it begins
 * @returns null as the value if the document is empty; a Fault `yaml-syntax` if it is not YAML
 */
export function parseYaml(text: string, firstLine: number): ParsedHeader | Fault {
  try {
    return new EventReader(text, firstLine).read(parseEvents(text, limits))
  } catch (error) {
    // Not only YAMLException: a stack overflow on hostile text is the author's doing as well.
    const known = error instanceof YAMLException ? error : undefined
    return toYamlFault(known?.reason ?? String(error), text, known?.mark?.line ?? 0, firstLine)
  }
}

const limits: ParserOptions = { maxDepth: 16 }

/** Nobody reads more warnings than this. */
const faultsMax = 20

/** The only tags that change nothing; any other asks for something to be created. */
const plainTags = new Set(['!', '!!str', '!!seq', '!!map'])

/** How YAML writes null (1.1 and 1.2 alike). */
const nothing = new Set(['', '~', 'null', 'Null', 'NULL'])

/** Turns a flat list of events into values. They nest no deeper than `limits` allows. */
class EventReader {
  readonly #faults: Fault[] = []
  #events: readonly Event[] = []
  #next = 0
  #countedTo = 0
  #line: number

  constructor(
    private readonly text: string,
    firstLine: number,
  ) {
    this.#line = firstLine
  }

  read(events: readonly Event[]): ParsedHeader {
    const documents = events.filter(({ type }) => type === EVENT_ID.DOCUMENT).length
    if (documents > 1) this.#refuse('more than one document', this.text.search(/\n(?:---|\.\.\.)/) + 1)
    this.#events = events.slice(documents)
    return { value: this.#more() ? this.#value() : null, faults: this.#faults }
  }

  #more(): boolean {
    const event = this.#events[this.#next]
    return event !== undefined && event.type !== EVENT_ID.POP
  }

  #value(): HeaderValue {
    const event = this.#events[this.#next++]
    if (event === undefined || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return null
    if (event.type === EVENT_ID.ALIAS) return this.#refuse('an alias', event.anchorStart)
    const { tagStart, tagEnd } = event
    if (tagStart >= 0 && !plainTags.has(this.text.slice(tagStart, tagEnd))) this.#refuse('a tag', tagStart)
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event)
    return event.type === EVENT_ID.SEQUENCE ? this.#list() : this.#map()
  }

  #scalar(event: ScalarEvent): string | null {
    const text = getScalarValue(this.text, event)
    const plain = event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0
    return plain && nothing.has(text) ? null : text
  }

  #list(): HeaderValue[] {
    const list: HeaderValue[] = []
    while (this.#more()) list.push(this.#value())
    this.#next++
    return list
  }

  #map(): Map<string, HeaderEntry> {
    const map = new Map<string, HeaderEntry>()
    const twice = new Set<string>()
    while (this.#more()) {
      const event = this.#events[this.#next]
      const scalar = event?.type === EVENT_ID.SCALAR ? event : undefined
      const line = this.#lineAt(scalar?.valueStart ?? 0)
      const key = this.#value()
      const valueEvent = this.#events[this.#next]
      const value = this.#value()
      // No key that we read is a list or a map.
      if (typeof key !== 'string') continue
      if (map.has(key) && !twice.has(key) && this.#faults.length < faultsMax) {
        twice.add(key)
        this.#faults.push(repeated(key, line))
      }
      map.set(key, { value, line })
      if (key.toLowerCase() === 'title') this.#checkTitle(scalar, valueEvent, line)
    }
    this.#next++
    return map
  }

  /** A title may well have a word that begins with `#`. */
  #checkTitle(key: ScalarEvent | undefined, value: Event | undefined, line: number): void {
    if (value?.type !== EVENT_ID.SCALAR || value.style !== SCALAR_STYLE.PLAIN) return
    const isEmpty = value.valueStart < 0
    // An empty value has no place of its own.
    const end = isEmpty ? (key?.valueEnd ?? 0) : value.valueEnd
    const comment = /^:?[ \t]+(#.*)/.exec(this.text.slice(end, end + 200))?.[1]
    if (comment === undefined || this.#faults.length >= faultsMax) return
    this.#faults.push(cut(isEmpty ? '' : getScalarValue(this.text, value), comment, line))
  }

  /** Keys come in the order of the text, so that each line is counted only once. */
  #lineAt(position: number): number {
    for (; this.#countedTo < position; this.#countedTo++) {
      if (this.text.charCodeAt(this.#countedTo) === 10) this.#line++
    }
    return this.#line
  }

  #refuse(what: string, position: number): never {
    return YAMLException.throwAt(this.text, position, `${what} is not allowed`)
  }
}

/** @see YAML 1.2.2 §6.6: a `#` after white space begins a comment */
function cut(title: string, comment: string, line: number): Fault {
  return {
    code: 'key-invalid',
    severity: 'warning',
    line,
    reason: `the title is only ${quote(title)}: ${quote(comment)} is a comment in YAML`,
    hint: 'Put the whole title in quotes, or write the comment on a line of its own.',
  }
}

function repeated(key: string, line: number): Fault {
  return {
    code: 'key-repeated',
    severity: 'warning',
    line,
    reason: `the key ${quote(key)} is given twice; the last one counts`,
    hint: 'Remove one of the two.',
  }
}
