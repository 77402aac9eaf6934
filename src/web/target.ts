import type { IncomingMessage } from 'node:http'
import type { Target } from '../publication/publication.js'

/** The longest target that is looked at, in bytes (RFC 9112 §3 asks for 8,000 at least). */
export const targetBytesMax = 8_192

/**
 * Reads the target of a request: `/a?b`, or `http://any.host/a?b` as proxies write it. The host in it
 * is not looked at: we answer for one site only, and its address comes from the settings.
 *
 * The path stays as it was sent, also `//x/y`; the query is all behind the first `?`. A fragment, which
 * no client should send, is dropped.
 *
 * @returns undefined where it is neither form, or its percent-encoding is not UTF-8 (`%zz`, `%ff`)
 * @see RFC 9112 §3.2
 */
export function parseTarget(written: string): Target | undefined {
  const hash = written.indexOf('#')
  const whole = withoutAuthority(hash === -1 ? written : written.slice(0, hash))
  if (whole === undefined) return undefined
  const mark = whole.indexOf('?')
  const path = mark === -1 ? whole : whole.slice(0, mark)
  const query = mark === -1 ? '' : whole.slice(mark + 1)
  return isDecodable(path) ? { path, query } : undefined
}

/** `GET http://host/a` → `/a`, `GET http://host?b` → `/?b` (RFC 9112 §3.2.2). */
function withoutAuthority(written: string): string | undefined {
  if (written.startsWith('/')) return written
  const authority = /^https?:\/\/[^/?]+/i.exec(written)?.[0]
  if (authority === undefined) return undefined
  const rest = written.slice(authority.length)
  return rest.startsWith('/') ? rest : `/${rest}`
}

function isDecodable(path: string): boolean {
  if (!path.includes('%')) return true
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/**
 * The target of a request as it stood on the wire. Where the app is mounted beneath a path of another
 * one, Express cuts that path off `url`; the addresses of a publication are whole paths.
 */
export function writtenTarget(req: IncomingMessage): string {
  return 'originalUrl' in req && typeof req.originalUrl === 'string' ? req.originalUrl : (req.url ?? '')
}

/**
 * Whether a request names its host as it must: once in HTTP/1.1, not twice in any version, and with nothing in
 * it that a host cannot have.
 *
 * Node keeps the first of two `Host` fields in silence, a proxy before us may have believed the second.
 *
 * @see RFC 9112 §3.2
 */
export function hasLawfulHost(req: IncomingMessage): boolean {
  let hosts = 0
  const { rawHeaders } = req
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') hosts++
  }
  if (hosts === 0) return req.httpVersionMinor === 0
  return hosts === 1 && /^[\w.~!$&'()*+,;=%:[\]-]*$/.test(req.headers.host ?? '')
}
