import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Whether a request comes from the operator: with the token from the settings, or from this machine.
 *
 * A request with credentials is judged by those alone. One from this machine counts only if nothing says that it was
 * forwarded: behind a proxy, every client in the world comes from the loopback address.
 *
 * @param token - undefined if none is set
 */
export function isOperator(req: IncomingMessage, token: string | undefined): boolean {
  const { authorization } = req.headers
  if (authorization !== undefined) return token !== undefined && isBearer(authorization, token)
  return isLoopback(req.socket.remoteAddress) && !isPassedOn(req) && namesThisMachine(req.headers.host)
}

/** Compares hashes, which takes the same time whatever was sent. @see RFC 6750 §2.1, RFC 9110 §11.1 */
function isBearer(authorization: string, token: string): boolean {
  const given = /^bearer +(\S+) *$/i.exec(authorization)?.[1]
  return given !== undefined && timingSafeEqual(hashOf(given), hashOf(token))
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** 127.0.0.0/8 and ::1, also as a dual-stack socket writes them (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:(?:::ffff:)?127\.\d+\.\d+\.\d+|::1)$/i.test(address)
}

/**
 * Whether a request was forwarded, by the headers that proxies add (RFC 7239, RFC 9110 §7.6.3, and older ones). nginx
 * adds none unless it is told to, but asks in HTTP/1.0, which no client on this machine does.
 */
export function isPassedOn({ headers, httpVersion }: IncomingMessage): boolean {
  return httpVersion === '1.0' || Object.keys(headers).some((name) => proxyHeader.test(name))
}

const proxyHeader =
  /^(?:forwarded|via|x-forwarded.*|x-real-ip|x-client-ip|x-cluster-client-ip|x-original-.*|x-proxy.*|true-client-ip|cf-.*|fastly-.*|cdn-loop|x-envoy-.*)$/

/**
 * Whether `Host` is a loopback name. With any other it is a proxy that passes `Host` on, or a page in a browser on this
 * machine whose own host name was made to resolve to us (DNS rebinding).
 */
function namesThisMachine(host: string | undefined): boolean {
  return host !== undefined && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i.test(host)
}
