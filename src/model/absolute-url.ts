const schemes = new Set(['http:', 'https:', 'mailto:', 'tel:'])
/** Longest address accepted, in UTF-16 units; anything longer is an attack or a mistake. */
const addressCharsMax = 8_192
/** Longest host accepted, in UTF-16 units. DNS allows 253; parsing one in Unicode takes time quadratic in its length. */
const hostCharsMax = 1_000
/** Longest `data:` address of a picture, in UTF-16 units. */
const dataCharsMax = 32 * 1024

// Control characters, bidi marks and whatever else has no width. U+200C and U+200D stay: emoji and some scripts
// need them.
const invisible =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/gu

/**
 * Makes an address absolute, and refuses all but harmless schemes.
 *
 * Control characters (tabs and newlines too), invisible characters and outer white space are removed.
 * `//host/x` is read as `https:`, whatever the base; an explicit `http:` stays. User name and password are
 * dropped, since `https://bank.example@host/` deceives. The result is a URI in ASCII (RFC 3986), resolved
 * and percent-encoded as browsers do it (WHATWG URL), and passing it in again returns it unchanged.
 *
 * @param address - as its author wrote it
 * @param base - absolute address against which a relative one is resolved
 * @returns an `http:`, `https:`, `mailto:` or `tel:` address; undefined for every other scheme, and for
 *   an address that is empty, longer than 8,192 characters, names a host of more than 1,000, or cannot be parsed
 */
export function absoluteUrl(address: string, base: string): string | undefined {
  if (address.length > addressCharsMax) return undefined
  const text = cleanAddress(address)
  if (text === '') return undefined
  const url = parse(/^[\\/]{2}/.test(text) ? `https:${text}` : text, base)
  if (url === undefined || !schemes.has(url.protocol)) return undefined
  const start = url.protocol.startsWith('http') ? url.origin : url.protocol
  const uri =
    start + encode(url.pathname) + encode(url.search) + (url.hash && `#${encode(url.hash.slice(1))}`)
  return uri === url.protocol || uri.length > 3 * addressCharsMax ? undefined : uri
}

/**
 * As `absoluteUrl`, but also accepts small pictures embedded as `data:` addresses: PNG, GIF, JPEG and WebP
 * in base64, of at most 32 KB. SVG is a document and never accepted.
 */
export function absolutePictureUrl(address: string, base: string): string | undefined {
  if (address.length > dataCharsMax) return undefined
  const data = /^data:(image\/(?:png|gif|jpe?g|webp));base64,([a-z\d+/]+={0,2})$/i.exec(
    cleanAddress(address).replaceAll(' ', ''),
  )
  return data === null ? absoluteUrl(address, base) : `data:${data[1]?.toLowerCase()};base64,${data[2]}`
}

const longHost = new RegExp(`^https?:[\\\\/]*[^\\\\/?#]{${hostCharsMax + 1}}`, 'i')

/** Removes from an address what cannot be seen in it: all that browsers ignore, and more. */
export function cleanAddress(address: string): string {
  return address.replace(invisible, '').trim()
}

function parse(text: string, base: string): URL | undefined {
  if (longHost.test(text)) return undefined
  try {
    const url = new URL(text, base)
    return url.hostname.length > hostCharsMax ? undefined : url
  } catch {
    return undefined
  }
}

/** WHATWG URL leaves some characters unencoded that RFC 3986 §2 does not allow, and a bare `%`. */
function encode(part: string): string {
  return part.replace(/[^A-Za-z\d_.~!$&'()*+,;=:@/?%-]|%(?![\dA-Fa-f]{2})/gu, (character) =>
    encodeURIComponent(character.toWellFormed()),
  )
}
