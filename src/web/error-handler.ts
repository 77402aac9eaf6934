import type { IncomingMessage } from 'node:http'
import type { ErrorRequestHandler } from 'express'
import { formatNames, formats } from '../model/format.js'
import type { Publication } from '../publication/publication.js'
import type { Exchange } from './exchange.js'
import { securityHeaders } from './headers.js'
import type { FlatHeaders } from './prepared-head.js'
import { problemMediaType, renderProblem, titleOf } from './problem-json.js'
import { parseQualities } from './quality.js'
import type { WebSettings } from './web-settings.js'

/** Words for whoever asked. Nothing of the inside: no path of ours, no version, no stack. */
const reasons: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood.',
  404: 'There is nothing at this address.',
  405: 'This address can only be read.',
  408: 'The request took too long to arrive.',
  410: 'This was withdrawn for good.',
  412: 'What the request asks for first does not hold.',
  413: 'The request has a larger body than is read here.',
  414: 'The address is longer than any here.',
  416: 'There is no such part of this file.',
  429: 'This was fetched too often from your address. Please ask with the ETag that you were sent.',
  431: 'The header of the request is too large.',
  500: 'Something went wrong here. It has been noted.',
  501: 'This method is not known here.',
  503: 'This cannot be answered yet. Please try again in a moment.',
  505: 'This version of HTTP is not known here.',
}

/** What a refusal says besides its status. */
export interface Refusal {
  /** For the client; the status's own words where it is left out. */
  readonly reason?: string
  readonly headers?: FlatHeaders
}

/** Words of a status. */
export function reasonOf(status: number): string {
  return reasons[status] ?? titleOf(status)
}

/**
 * Answers with a fault, 4xx or 5xx: the one place that words them. A page for people, problem+json
 * (RFC 9457) for machines; never kept by any cache.
 */
export function refuse(exchange: Exchange, status: number, { reason, headers = [] }: Refusal = {}): void {
  const { settings, req, res } = exchange
  const words = reason ?? reasonOf(status)
  const page = wantsPage(req) ? findPage(exchange, status, words) : undefined
  const body = page ?? renderProblem(status, words)
  res.writeHead(status, [
    ...['Content-Type', page === undefined ? problemMediaType : 'text/html; charset=utf-8'],
    ...['Content-Length', String(body.byteLength)],
    ...['Cache-Control', 'no-store'],
    ...(page === undefined ? machineHeaders : securityHeaders('page', settings.pagePolicy)),
    ...headers,
  ])
  res.end(req.method === 'HEAD' ? undefined : body)
}

/** A reader that runs in a browser must be able to see what went wrong. */
const machineHeaders = ['X-Content-Type-Options', 'nosniff', 'Access-Control-Allow-Origin', '*']

/**
 * Answers what was thrown: 4xx where the thrower says so (Express does of paths like `%zz`), else 500,
 * which is logged with all that is known. An answer that has begun is broken off, so that nobody takes
 * half a feed for a whole one.
 */
export function fail(exchange: Exchange, error: unknown): void {
  const { settings, req, res } = exchange
  const status = statusOf(error)
  if (status >= 500)
    settings.logger.error({ err: error, method: req.method, path: req.url }, 'request failed')
  if (res.headersSent) res.destroy()
  else refuse(exchange, status)
}

/** The last handler of the Express app. */
export function errorHandler(publication: Publication, settings: WebSettings): ErrorRequestHandler {
  // Express knows a handler of errors by its four parameters.
  return (error, req, res, _next) => fail({ publication, settings, req, res }, error)
}

function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !('status' in error)) return 500
  const { status } = error
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}

/** Whatever a page is made from may be what is broken: then the machine's words serve people, too. */
function findPage(
  { publication, settings }: Exchange,
  status: number,
  reason: string,
): Uint8Array | undefined {
  try {
    return publication.errorPage(status, titleOf(status), reason)
  } catch (error) {
    settings.logger.error({ err: error }, 'no page could be made for a fault')
    return undefined
  }
}

const pageTypes = ['text/html', 'application/xhtml+xml']
const machineTypes = ['application/problem+json', 'application/json', 'application/feed+json']

/** A browser says `text/html`. Readers of feeds do, too (Miniflux), so an address of a feed is a machine's. */
function wantsPage(req: IncomingMessage): boolean {
  if (hasFeedSuffix(req.url ?? '')) return false
  const { accept } = req.headers
  if (accept === undefined || !accept.toLowerCase().includes('html')) return false
  const wishes = parseQualities(accept)
  const wish = (types: readonly string[]) => Math.max(...types.map((type) => wishes.get(type) ?? 0))
  const page = wish(pageTypes)
  return page > 0 && page >= wish(machineTypes)
}

function hasFeedSuffix(url: string): boolean {
  const [path = ''] = url.split('?', 1)
  return formatNames.some((name) => path.endsWith(formats[name].suffix))
}
