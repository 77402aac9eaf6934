import type { IncomingMessage } from 'node:http'
import type { Target } from '../publication/publication.js'

/** The longest target that is accepted, in bytes (RFC 9112 §3 asks for at least 8,000). */
export const targetBytesMax = 8_192

/**
 * Parses the target of a request: `/a?b`, or `http://any.host/a?b` as proxies write it. The host in it is ignored: we
 * answer for one site only, and its address comes from the settings.
 *
 * The path stays as it was sent, even `//x/y`; the query is everything after the first `?`. A fragment, which no client
 * should send, is dropped.
 *
 * @returns undefined if it has neither form, or its percent-encoding is not UTF-8 (`%zz`, `%ff`)
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
 * The target of a request as it was sent. If the app is mounted beneath a path of another one, Express cuts that path
 * off `url`, but the addresses of a publication are whole paths.
 */
export function rawTarget(req: IncomingMessage): string {
  return 'originalUrl' in req && typeof req.originalUrl === 'string' ? req.originalUrl : (req.url ?? '')
}

/**
 * Whether a request has a valid `Host`: exactly one in HTTP/1.1, at most one in HTTP/1.0, and nothing in it that a host
 * cannot contain.
 *
 * Of two `Host` fields Node silently keeps the first, whereas a proxy in front of us may have believed the second.
 *
 * @see RFC 9112 §3.2
 */
export function hasValidHost(req: IncomingMessage): boolean {
  let hosts = 0
  const { rawHeaders } = req
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') hosts++
  }
  if (hosts === 0) return req.httpVersionMinor === 0
  return hosts === 1 && /^[\w.~!$&'()*+,;=%:[\]-]*$/.test(req.headers.host ?? '')
}
