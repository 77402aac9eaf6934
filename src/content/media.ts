import { absoluteUrl } from '../model/absolute-url.js'
import type { Enclosure } from '../model/post.js'
import { quote } from '../model/quote.js'
import { type HeaderValue, isMap } from './header.js'
import type { HeaderReader } from './header-reader.js'
import { textIn } from './names.js'

/** The lead picture: an address, `{url}` or `{path}`; the first of a list. Kept as written. */
export function readImage(reader: HeaderReader): string | undefined {
  const value = reader.find('image')?.entry.value ?? null
  const first: HeaderValue = Array.isArray(value) ? (value[0] ?? null) : value
  if (first === null) return undefined
  const written = addressOf(first)?.trim()
  if (written === '') return undefined
  if (written !== undefined && isUsable(written)) return written
  const shown = written === undefined ? 'this value' : quote(written)
  reader.warn(
    'key-invalid',
    'image',
    `${reader.spellingOf('image')}: ${shown} is not the address of a picture`,
    'Write its path or its https address.',
  )
  return undefined
}

/**
 * The media file: an address, WordPress's text of address, length and type, or `{url, length, type}`. Invalid parts are
 * left out, with a warning.
 */
export function readEnclosure(reader: HeaderReader): Enclosure | undefined {
  const value = reader.find('enclosure')?.entry.value ?? null
  if (value === null) return undefined
  const { url = '', length, type } = partsOf(value)
  if (!isUsable(url)) {
    invalid(
      reader,
      `the enclosure's address ${quote(url)} cannot be used`,
      'Write its path or its https address.',
    )
    return undefined
  }
  const bytes = length === undefined ? undefined : readLength(reader, length)
  const mediaType = type === undefined ? undefined : readType(reader, type)
  return {
    url,
    ...(bytes !== undefined && { length: bytes }),
    ...(mediaType !== undefined && { type: mediaType }),
  }
}

/** The language as BCP 47 spells it; `zh_CN` is taken for `zh-CN`. */
export function readLanguage(reader: HeaderReader): string | undefined {
  const found = reader.find('lang', 'language')
  const written = reader.text('lang', 'language')?.trim()
  if (found === undefined || written === undefined || written === '') return undefined
  try {
    return Intl.getCanonicalLocales(written.replaceAll('_', '-'))[0]
  } catch {
    reader.warn(
      'key-invalid',
      found.key,
      `${quote(written)} is not a language tag`,
      'Write one such as zh-CN or en.',
    )
    return undefined
  }
}

interface EnclosureParts {
  readonly url?: string | undefined
  readonly length?: string | undefined
  readonly type?: string | undefined
}

/** The parts of an enclosure as they are written, without the blanks around them. */
function partsOf(value: HeaderValue): EnclosureParts {
  const url = addressOf(value)?.trim()
  if (value !== null && isMap(value)) {
    return { url, length: textIn(value, 'length')?.trim(), type: textIn(value, 'type')?.trim() }
  }
  return wordPressForm.exec(url ?? '')?.groups ?? { url }
}

/**
 * The custom field `enclosure` of WordPress: address, length and type, on a line each or on one line; plugins append more.
 * Only a type tells it from a path with blanks.
 */
const wordPressForm =
  /^(?<url>\S+)\s+(?:(?<length>\d+)\s+)?(?<type>(?:audio|video|image|application|text)\/[\w.+-]+)(?!\S)/i

function addressOf(value: HeaderValue): string | undefined {
  if (typeof value === 'string') return value
  return value !== null && isMap(value) ? (textIn(value, 'url') ?? textIn(value, 'path')) : undefined
}

/** Whether an address leads to http or https, wherever the post may be. */
function isUsable(address: string): boolean {
  return address !== '' && absoluteUrl(address, 'https://site.invalid/')?.startsWith('http') === true
}

function readLength(reader: HeaderReader, text: string): number | undefined {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  return invalid(
    reader,
    `the enclosure's length ${quote(text)} is not a number of bytes`,
    'Write digits only.',
  )
}

/** @see RFC 6838 §4.2 for the characters */
function readType(reader: HeaderReader, text: string): string | undefined {
  if (/^[a-z\d][\w.+-]{0,60}\/[a-z\d][\w.+-]{0,60}$/i.test(text)) return text.toLowerCase()
  return invalid(
    reader,
    `the enclosure's type ${quote(text)} is not a media type`,
    'Write one such as audio/mpeg.',
  )
}

function invalid(reader: HeaderReader, reason: string, hint: string): undefined {
  reader.warn('enclosure-invalid', 'enclosure', reason, hint)
}
