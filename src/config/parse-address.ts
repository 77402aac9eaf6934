import { isIP } from 'node:net'
import { isOwnAddress } from '../model/address.js'
import { placeholderIn, placeholderNames } from '../model/placeholders.js'
import { quote } from '../model/quote.js'
import { decodeLeniently, decodePath, encodePath } from '../model/segment.js'
import { Refusal } from './setting.js'

/**
 * The address that a site's addresses or guids begin with: http or https, without user name, query or
 * fragment. Returned in one canonical spelling: host in ASCII, no default port, no trailing slash.
 */
export function baseAddress(text: string): string | Refusal {
  const url = httpAddress(text)
  if (url instanceof Refusal) return url
  const path = decodePath(url.pathname)
  if (path === undefined || path.includes('//')) {
    return new Refusal(
      `${quote(text)} has a path that cannot be read`,
      'Write a path of plain names, such as /news.',
    )
  }
  const base = url.origin + encodePath(path).replace(/\/$/, '')
  if (!/[?#]/.test(text)) return base
  return new Refusal(`${quote(text)} has a query or a fragment`, `Write the address without it: ${base}.`)
}

/** The absolute address of a picture: http or https, without a user name. */
export function pictureAddress(text: string): string | Refusal {
  const url = httpAddress(text)
  return url instanceof Refusal ? url : url.href
}

/** The address of a WebSub hub: http or https, without a user name. A fragment is dropped. */
export function hubAddress(text: string): string | Refusal {
  const url = httpAddress(text)
  if (url instanceof Refusal) return url
  url.hash = ''
  return url.href
}

function httpAddress(text: string): URL | Refusal {
  const url = urlOf(text)
  if (url === undefined || !/^https?:$/.test(url.protocol) || !/^https?:\/\//i.test(text)) {
    const meant = /^[\p{L}\d.-]+(?::\d+)?(?:\/|$)/u.test(text) ? urlOf(`https://${text}`) : undefined
    const example = meant === undefined ? 'https://news.example.com' : meant.href.replace(/\/$/, '')
    return new Refusal(
      `${quote(text)} is not an address that begins with http:// or https://`,
      `Write the whole address, such as ${example}.`,
    )
  }
  if (url.username === '' && url.password === '') return url
  // Not quoted: messages go to the log, where a password does not belong.
  return new Refusal(
    'the address contains a user name or a password',
    'Leave them out: everybody can read the feeds.',
  )
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

/** What the server listens on: an IP address or a host name. */
export function listenHost(text: string): string | Refusal {
  const bare = text.replace(/^\[(.*)\]$/s, '$1')
  if (isIP(bare) !== 0) return bare
  return (
    hostName(text) ??
    new Refusal(
      `${quote(text)} is neither an IP address nor a host name`,
      'Write 127.0.0.1 for this machine alone, or 0.0.0.0 for everyone who can reach it.',
    )
  )
}

/** Host names separated by commas or white space; returned without repetitions, in ASCII and lower case. */
export function hostNames(text: string): readonly string[] | Refusal {
  const names = new Set<string>()
  for (const word of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const name = hostName(word)
    if (name === undefined) {
      return new Refusal(
        `${quote(word)} is not a host name`,
        'Write names only, without https:// and without a path: player.bilibili.com, www.youtube.com.',
      )
    }
    names.add(name)
  }
  return [...names]
}

/** @see RFC 1123 §2.1 */
function hostName(text: string): string | undefined {
  if (!/^[\p{L}\p{M}\d.-]{1,253}$/u.test(text)) return undefined
  const name = urlOf(`http://${text}`)?.hostname
  // A URL takes `1.2.3` and `0x7f` for IP addresses, not names.
  const labels = name === undefined || isIP(name) !== 0 ? [] : name.split('.')
  return labels.length > 0 && labels.every((label) => /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/.test(label))
    ? name
    : undefined
}

/** IP addresses and networks, such as `10.0.0.0/8`, separated by commas or white space. Not the whole Internet. */
export function networks(text: string): readonly string[] | Refusal {
  const words = text.split(/[\s,]+/).filter((part) => part !== '')
  const odd = words.find((word) => !isNetwork(word))
  if (odd === undefined) return words
  return new Refusal(
    `${quote(odd)} is neither an IP address nor a network`,
    'Write the addresses of your proxies, such as 127.0.0.1, ::1 or 10.0.0.0/8.',
  )
}

/** A prefix of zero bits is refused: it would trust every client, and each could claim any address. */
function isNetwork(word: string): boolean {
  const [, address = '', prefix = '1'] = /^([\da-f:.]+)(?:\/(\d{1,3}))?$/i.exec(word) ?? []
  const bits = isIP(address) === 6 ? 128 : 32
  return isIP(address) !== 0 && Number(prefix) >= 1 && Number(prefix) <= bits
}

/** The pattern of permalinks: a path on the site with Jekyll's placeholders, percent-encoded or not. */
export function permalinkPattern(text: string): string | Refusal {
  const example = 'Write a path such as /:categories/:year/:month/:day/:title.html.'
  if (!text.startsWith('/')) return new Refusal(`${quote(text)} does not begin with a slash`, example)
  const path = decodeLeniently(text)
  if (/[?#\s]|%2f/i.test(text) || /[\\\p{Cc}]|\/\/|\/\.\.?(?:\/|$)/u.test(path)) {
    return new Refusal(
      `${quote(text)} is not a path: it contains one of ? # \\ // /.. %2F or a space`,
      example,
    )
  }
  const words = path.match(/:[a-z_]+/gi) ?? []
  const unknown = words.find((word) => placeholderIn(word.slice(1)) === undefined)
  if (unknown !== undefined) {
    return new Refusal(
      `${quote(unknown)} is not a placeholder`,
      `The placeholders are :${placeholderNames.join(' :')}.`,
    )
  }
  if (!words.some((word) => distinctive.has(placeholderIn(word.slice(1)) ?? ''))) {
    return new Refusal(
      `${quote(text)} gives one address to all posts of a day`,
      `Add one of :${[...distinctive].join(' :')}, as in /:year/:month/:day/:title.html.`,
    )
  }
  if (!isOwnAddress(exampleOf(path))) return text
  return new Refusal(`${quote(text)} gives posts addresses that the site needs itself`, example)
}

/** The placeholders that tell posts of one day apart. */
const distinctive: ReadonlySet<string> = new Set(['title', 'slug', 'name', 'second'])

/** The path of a post as a pattern gives it, with names that stand for all others. */
function exampleOf(path: string): string {
  return path.replace(/:([a-z_]+)/g, (_, word: string) => {
    const name = placeholderIn(word) ?? ''
    return (name === 'output_ext' ? '.html' : 'x') + word.slice(name.length)
  })
}
