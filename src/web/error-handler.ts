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

/** What clients are told. It gives away no internals: no path of ours, no version, no stack. */
const reasons: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood.',
  404: 'There is nothing at this address.',
  405: 'This address can only be read.',
  408: 'The request took too long to arrive.',
  410: 'This was withdrawn for good.',
  412: 'A condition of the request is not met.',
  413: 'The body of the request is too large.',
  414: 'The address is too long.',
  416: 'There is no such part of this file.',
  429: 'This was fetched too often from your address. Please send back the ETag that you were given, as If-None-Match.',
  431: 'The header of the request is too large.',
  500: 'Something went wrong here. It has been noted.',
  501: 'This method is not supported.',
  503: 'This cannot be answered yet. Please try again in a moment.',
  505: 'This version of HTTP is not supported.',
}

/** The sentence for a status. */
export function reasonOf(status: number): string {
  return reasons[status] ?? titleOf(status)
}

/**
 * Answers with an error, 4xx or 5xx: the one place that words them. A page for people, problem+json (RFC 9457) for
 * machines; never cached.
 *
 * @param reason - for the client; the sentence of the status if left out
 */
export function refuse(
  exchange: Exchange,
  status: number,
  { reason, headers = [] }: { readonly reason?: string | undefined; readonly headers?: FlatHeaders } = {},
): void {
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

/** A feed reader that runs in a browser must be able to see what went wrong. */
const machineHeaders = ['X-Content-Type-Options', 'nosniff', 'Access-Control-Allow-Origin', '*']

/**
 * Answers a request whose handling threw: 4xx if the error says so (Express does for paths like `%zz`), else 500, which
 * is logged in full. A response that has begun is cut off, so that nobody takes half a feed for a whole one.
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
  // Express recognises an error handler by its four parameters.
  return (error, req, res, _next) => fail({ publication, settings, req, res }, error)
}

function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !('status' in error)) return 500
  const { status } = error
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}

/** What pages are made from may be what is broken: people then get the answer for machines, too. */
function findPage(
  { publication, settings }: Exchange,
  status: number,
  reason: string,
): Uint8Array | undefined {
  try {
    return publication.errorPage(status, titleOf(status), reason)
  } catch (error) {
    settings.logger.error({ err: error }, 'the error page could not be made')
    return undefined
  }
}

const pageTypes = ['text/html', 'application/xhtml+xml']
const machineTypes = ['application/problem+json', 'application/json', 'application/feed+json']

/** Browsers accept `text/html`. So do feed readers (Miniflux), so errors at a feed's address are for machines. */
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
