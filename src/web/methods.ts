import type { ServerResponse } from 'node:http'
import type { FlatHeaders } from './prepared-head.js'

/** The `Allow` of every address of ours (RFC 9110 §10.2.1). */
export const allowed = 'GET, HEAD, OPTIONS'

/** Methods that we know and refuse with 405; any other gets 501 (RFC 9110 §9.1, §9.3; RFC 5789). */
const refused = new Set(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE'])

/** How a method is answered. `CONNECT` is unknown, since only proxies implement it (RFC 9110 §9.3.6). */
export type MethodKind = 'read' | 'options' | 'refused' | 'unknown'

/** @param method - as it was sent: methods are case-sensitive (RFC 9110 §9.1) */
export function methodKind(method: string | undefined): MethodKind {
  if (method === 'GET' || method === 'HEAD') return 'read'
  if (method === 'OPTIONS') return 'options'
  return refused.has(method ?? '') ? 'refused' : 'unknown'
}

/** Headers for the preflight that a browser sends before another site's page may send `If-None-Match`. */
const preflight: FlatHeaders = [
  ...['Access-Control-Allow-Origin', '*'],
  ...['Access-Control-Allow-Methods', allowed],
  ...['Access-Control-Allow-Headers', '*'],
  ...['Access-Control-Max-Age', '86400'],
]

/**
 * Answers OPTIONS: which methods are allowed and, to the preflight of another site's page, that it may ask.
 *
 * @param shared - the address may be read by other sites' pages
 * @see RFC 9110 §9.3.7; Fetch §3.3.2 (a preflight names the method that will follow) and §3.3.3
 */
export function answerOptions(res: ServerResponse, shared: boolean): void {
  const isPreflight = res.req.headers['access-control-request-method'] !== undefined
  res.writeHead(204, ['Allow', allowed, ...(shared && isPreflight ? preflight : [])])
  res.end()
}
