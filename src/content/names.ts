import { absoluteUrl } from '../model/absolute-url.js'
import { toName } from '../model/plain-text.js'
import type { Author } from '../model/post.js'
import { quote } from '../model/quote.js'
import { type HeaderKey, type HeaderMap, type HeaderValue, isMap } from './header.js'
import type { HeaderReader } from './header-reader.js'

/** Every name is a scope with its feeds and its page, forever: a post may add at most this many of a kind. */
const namesMax = 100

/**
 * The categories of a post: its folders' names, then `categories`, then `category`, which is a single name.
 *
 * @returns names in NFC, each once; none is empty
 */
export function readCategories(reader: HeaderReader, folders: readonly string[]): string[] {
  const names = [...readNames(reader, 'categories', true), ...readNames(reader, 'category', false)]
  return unique(reader, 'categories', [...folders, ...names])
}

/** The tags of a post: `tags`, then `tag`, which is a single name. */
export function readTags(reader: HeaderReader): string[] {
  return unique(reader, 'tags', [...readNames(reader, 'tags', true), ...readNames(reader, 'tag', false)])
}

/** The authors of a post, each name once: a name, a list, or `{name, email, url}`. */
export function readAuthors(reader: HeaderReader): Author[] {
  const authors = new Map<string, Author>()
  for (const key of ['authors', 'author'] as const) {
    const value = reader.find(key)?.entry.value ?? null
    const items: readonly HeaderValue[] = Array.isArray(value) ? value : [value]
    for (const item of bounded(reader, key, items)) {
      const author = readAuthor(reader, key, item)
      if (author !== undefined && !authors.has(author.name)) authors.set(author.name, author)
    }
  }
  return [...authors.values()]
}

/** As in Jekyll: text is split at ASCII white space and nothing else; the items of a list are kept whole. */
function readNames(reader: HeaderReader, key: NamesKey, split: boolean): string[] {
  const value = reader.find(key)?.entry.value ?? null
  if (value === null) return []
  if (typeof value === 'string') return split ? splitNames(reader, key, value) : onlyName(reader, key, value)
  if (isMap(value)) {
    reader.wrongKind(key, value, 'a name or a list of names')
    return []
  }
  const odd = value.find((item) => item !== null && typeof item !== 'string')
  if (odd !== undefined) reader.wrongKind(key, odd, 'a list of names')
  const names = value.filter((item) => typeof item === 'string')
  const [name] = names
  return name !== undefined && names.length === 1 ? onlyName(reader, key, name) : names
}

/** The keys of categories and tags, each with the one that takes a list. */
const listKeys = { categories: 'categories', category: 'categories', tags: 'tags', tag: 'tags' } as const
type NamesKey = keyof typeof listKeys

/** A name with a comma in it is kept, but it may hardly be what its author meant. */
function splitNames(reader: HeaderReader, key: NamesKey, text: string): string[] {
  const names = text.split(/[\t\n\v\f\r ]+/)
  const odd = names.find((name) => /^[,，、;；]|[,，、;；]$/.test(name) || looksLikeList(name))
  if (odd !== undefined) warnOfList(reader, key, `is split at spaces only, so a name is ${quote(odd)}`)
  return names
}

function onlyName(reader: HeaderReader, key: NamesKey, name: string): string[] {
  if (looksLikeList(name)) warnOfList(reader, key, `has one name, ${quote(name)}`)
  return [name]
}

function warnOfList(reader: HeaderReader, key: NamesKey, what: string): void {
  const written = reader.spellingOf(key)
  const list = key === listKeys[key] ? written : listKeys[key]
  reader.warn('key-invalid', key, `${written} ${what}`, `Write a list: "${list}: [a, b]".`)
}

/** In titles and quotations, a comma belongs to them. */
const quoted = /《[^《》]*》|〈[^〈〉]*〉|「[^「」]*」|“[^“”]*”|"[^"]*"|（[^（）]*）|\([^()]*\)/g
const digits = '\\p{Nd}一二三四五六七八九十百千万亿两'
/** A comma without blanks around it, unless it stands between digits, Chinese ones too: `1,000`, `二、三线城市`. */
const innerComma = new RegExp(`[^\\s${digits}][,，、；](?=\\S)|\\S[,，、；](?=[^\\s${digits}])`, 'u')

function looksLikeList(name: string): boolean {
  return innerComma.test(name.replace(quoted, 'x'))
}

function unique(reader: HeaderReader, key: HeaderKey, written: readonly string[]): string[] {
  const names = [...new Set(written.map(toName).filter((name) => name !== ''))]
  return bounded(reader, key, names)
}

function bounded<T>(reader: HeaderReader, key: HeaderKey, names: readonly T[]): T[] {
  if (names.length > namesMax) {
    const reason = `${reader.spellingOf(key)} has ${names.length} names, of which only the first ${namesMax} count`
    reader.warn('key-invalid', key, reason, 'Keep the names that readers would look for.')
  }
  return names.slice(0, namesMax)
}

function readAuthor(reader: HeaderReader, key: HeaderKey, value: HeaderValue): Author | undefined {
  if (value === null) return undefined
  if (typeof value === 'string') {
    const name = toName(value)
    return name === '' ? undefined : { name }
  }
  const name = isMap(value) ? toName(textIn(value, 'name') ?? '') : ''
  if (!isMap(value) || name === '') {
    const reason = `${reader.spellingOf(key)} has no name`
    reader.warn('key-invalid', key, reason, 'Write a name, or a map with name, email and url.')
    return undefined
  }
  const email = readPart(reader, key, textIn(value, 'email'), (text) =>
    /^[^\s@<>()"]+@[^\s@<>()"]+$/.test(text) ? text : undefined,
  )
  const url = readPart(reader, key, textIn(value, 'url'), (text) =>
    /^https?:\/\//i.test(text) ? absoluteUrl(text, text) : undefined,
  )
  return { name, ...(email !== undefined && { email }), ...(url !== undefined && { url }) }
}

function readPart(
  reader: HeaderReader,
  key: HeaderKey,
  text: string | undefined,
  read: (text: string) => string | undefined,
): string | undefined {
  const written = text?.trim() ?? ''
  if (written === '') return undefined
  const value = read(written)
  if (value === undefined) {
    reader.warn(
      'key-invalid',
      key,
      `${reader.spellingOf(key)}: ${quote(written)} is neither a mail nor a web address`,
      'Write the whole address, such as ann@example.com or https://example.com/ann.',
    )
  }
  return value
}

/** The text of a key in a map; a value of any other kind counts as absent. */
export function textIn(map: HeaderMap, key: string): string | undefined {
  const value = map.get(key)?.value
  return typeof value === 'string' ? value : undefined
}
