import { createHash } from 'node:crypto'
import { normalise } from '../model/normalise.js'
import { toName, toPlainText } from '../model/plain-text.js'
import { type Fault, isFault, type Problem } from '../model/problem.js'
import { quote } from '../model/quote.js'
import { type Scope, type ScopeEntry, type ScopeSettings, siteScope } from '../model/scope.js'
import { checkAlias } from './check-alias.js'
import { decodeText } from './decode-text.js'
import { type HeaderEntry, type HeaderMap, type HeaderValue, isMap, kindOf } from './header.js'
import { parseFlag } from './header-reader.js'
import { readFile } from './read-file.js'
import type { FileStamp } from './read-result.js'
import { parseYaml } from './yaml.js'

/** What `feeds.yml` says; without `entries` if it cannot be parsed. */
export interface FeedsFile {
  readonly entries?: readonly ScopeEntry[]
  readonly problems: readonly Problem[]
}

/** `feeds.yml` as it was read. */
export interface FeedsRead extends FeedsFile, FileStamp {
  readonly file: string
  /** SHA-256 of its bytes, in hex. */
  readonly hash: string
}

const bytesMax = 1024 * 1024
/** Nobody reads more warnings than this. */
const faultsMax = 100

/** Reads `feeds.yml`; undefined if there is none. */
export async function readFeedsFile(root: string, file: string): Promise<FeedsRead | undefined> {
  const read = await readFile(root, file, bytesMax)
  if (read === undefined) return undefined
  const { size, mtimeMs } = read
  const bytes = 'fault' in read ? undefined : read.bytes
  const hash = createHash('sha256')
    .update(bytes ?? JSON.stringify(read))
    .digest('hex')
  const text = 'fault' in read ? read.fault : decodeText(read.bytes)
  const parsed = typeof text === 'string' ? parseFeedsFile(text, file) : { problems: [invalid(text, file)] }
  return { file, size, mtimeMs, hash, ...parsed }
}

/**
 * Parses `feeds.yml`: `site`, and `categories`, `tags`, `authors` with a map from each name to its settings. A mistake
 * in one place leaves a warning there, and the rest still counts.
 *
 * @param text - decoded, with `\n` between lines
 * @param file - its path, for messages
 */
export function parseFeedsFile(text: string, file = 'feeds.yml'): FeedsFile {
  const parsed = parseYaml(text, 1)
  if (isFault(parsed)) return { problems: [invalid(parsed, file)] }
  const { value } = parsed
  if (value !== null && !isMap(value)) return { problems: [invalid(notAMap(value), file)] }
  const reader = new FeedsReader()
  reader.faults.push(...parsed.faults)
  const entries = value === null ? [] : reader.entries(value)
  return { entries, problems: reader.faults.slice(0, faultsMax).map((fault) => ({ ...fault, file })) }
}

const kinds = { categories: 'category', tags: 'tag', authors: 'author' } as const

class FeedsReader {
  readonly faults: Fault[] = []

  entries(map: HeaderMap): ScopeEntry[] {
    const entries = new Map<string, ScopeEntry>()
    const add = (scope: Scope, entry: HeaderEntry) => {
      const key = JSON.stringify(scope)
      if (entries.has(key)) this.#warn(entry, `${nameOf(scope)} is given twice; the last one counts`)
      entries.set(key, { scope, settings: this.#settings(entry, nameOf(scope)) })
    }
    for (const [key, entry] of map) {
      const kind = Object.hasOwn(kinds, key) ? kinds[key as keyof typeof kinds] : undefined
      if (key === 'site') add(siteScope, entry)
      else if (kind === undefined) this.#unknown(entry, key, 'site, categories, tags and authors')
      else for (const [name, inner] of this.#names(entry, key)) add({ kind, name }, inner)
    }
    return [...entries.values()]
  }

  #names(entry: HeaderEntry, key: string): [string, HeaderEntry][] {
    const { value } = entry
    if (value === null) return []
    if (!isMap(value)) {
      this.#wrongKind(entry, key, 'a map from names to settings')
      return []
    }
    return [...value].flatMap(([written, inner]): [string, HeaderEntry][] => {
      const name = toName(written)
      if (name !== '') return [[name, inner]]
      this.#warn(inner, `a name in ${key} is empty`)
      return []
    })
  }

  #settings(entry: HeaderEntry, name: string): ScopeSettings {
    const { value } = entry
    if (value === null) return {}
    if (!isMap(value)) {
      this.#wrongKind(entry, name, 'a map with title, description, image, order, aliases or gone')
      return {}
    }
    const settings = [...value].map(([key, inner]) => this.#setting(key, inner))
    return Object.assign({}, ...settings)
  }

  #setting(key: string, entry: HeaderEntry): ScopeSettings {
    const read = Object.hasOwn(settings, key) ? settings[key as keyof typeof settings] : undefined
    if (read === undefined) this.#unknown(entry, key, Object.keys(settings).join(', '))
    if (read === undefined || entry.value === null) return {}
    const setting: ScopeSettings | undefined = read.parse(entry.value)
    if (setting === undefined) this.#wrongKind(entry, key, read.wanted)
    if (setting?.aliases === undefined) return setting ?? {}
    const aliases = setting.aliases.map((alias) => this.#asPath(alias, entry))
    return { aliases: [...new Set(aliases)].filter((alias) => this.#isUsable(alias, entry)) }
  }

  /** A path without its slash would be a former name, `old.xml`, that nobody gives to a feed. */
  #asPath(alias: string, entry: HeaderEntry): string {
    if (!/^[^/]+\.(?:xml|atom|json|rss|html?)$/i.test(alias)) return alias
    const hint = `Write it with a slash: ${quote(`/${alias}`)}.`
    this.#warn(entry, `the alias ${quote(alias)} is taken for a path, not for a former name`, hint)
    return `/${alias}`
  }

  #isUsable(alias: string, entry: HeaderEntry): boolean {
    const fault = checkAlias(alias)
    if (fault !== undefined) this.#warn(entry, fault.reason, fault.hint)
    return fault === undefined
  }

  #unknown({ line }: HeaderEntry, key: string, known: string): void {
    const reason = `the key ${quote(key)} is unknown`
    this.faults.push({
      code: 'feeds-file-key',
      severity: 'warning',
      line,
      reason,
      hint: `The keys here are ${known}.`,
    })
  }

  #wrongKind(entry: HeaderEntry, key: string, wanted: string): void {
    const shown = typeof entry.value === 'string' ? quote(entry.value) : kindOf(entry.value)
    this.#warn(entry, `${key} is ${shown}, not ${wanted}`, `Write ${wanted}.`)
  }

  #warn({ line }: HeaderEntry, reason: string, hint = 'Correct or delete this line.'): void {
    this.faults.push({ code: 'feeds-file-key', severity: 'warning', line, reason, hint })
  }
}

interface SettingReader {
  readonly wanted: string
  /** @returns undefined if the value is of the wrong kind */
  readonly parse: (value: HeaderValue) => ScopeSettings | undefined
}

/** The settings that a scope may have, by key. A row here adds one. */
const settings = {
  title: { wanted: 'text', parse: (value) => words(value, (title) => ({ title })) },
  description: { wanted: 'text', parse: (value) => words(value, (description) => ({ description })) },
  image: {
    wanted: 'an https address or a path that begins with "/"',
    parse: (value) =>
      typeof value === 'string' && isAddress(value.trim()) ? { image: value.trim() } : undefined,
  },
  order: {
    wanted: 'a number',
    parse: (value) =>
      typeof value === 'string' && /^[+-]?\d{1,9}(?:\.\d{1,6})?$/.test(value)
        ? { order: Number(value) }
        : undefined,
  },
  aliases: { wanted: 'a list of paths or former names', parse: readAliases },
  gone: {
    wanted: 'true or false',
    parse: (value) => {
      const gone = typeof value === 'string' ? parseFlag(value) : undefined
      return gone === undefined ? undefined : { gone }
    },
  },
} as const satisfies Record<string, SettingReader>

function words(value: HeaderValue, make: (text: string) => ScopeSettings): ScopeSettings | undefined {
  if (typeof value !== 'string') return undefined
  const text = toPlainText(value)
  return text === '' ? {} : make(text)
}

function isAddress(text: string): boolean {
  return /^(?:https?:\/\/|\/(?!\/))[^\s<>"]+$/i.test(text)
}

function readAliases(value: HeaderValue): ScopeSettings | undefined {
  const items = Array.isArray(value) ? value : [value]
  if (!items.every((item) => typeof item === 'string')) return undefined
  const aliases = items.map((item) => normalise(item.trim(), 'NFC')).filter((item) => item !== '')
  return { aliases: [...new Set(aliases)] }
}

function nameOf(scope: Scope): string {
  return scope.kind === 'site' ? 'site' : `${scope.kind} ${quote(scope.name)}`
}

function notAMap(value: HeaderValue): Fault {
  return {
    code: 'feeds-file-invalid',
    severity: 'error',
    line: 1,
    reason: `the file is ${kindOf(value)}, not keys and values`,
    hint: 'Begin with "site:", "categories:", "tags:" or "authors:".',
  }
}

function invalid(fault: Fault, file: string): Problem {
  return {
    ...fault,
    code: 'feeds-file-invalid',
    severity: 'error',
    file,
    reason: fault.reason.replace(/^the front matter/, 'the file'),
  }
}
