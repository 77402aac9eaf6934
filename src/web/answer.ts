import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Found, Publication } from '../publication/publication.js'
import type { Body, BodyFile, Coding, Resource } from '../publication/resource.js'
import { preferredCoding } from './coding.js'
import { evaluateConditions, type Validators } from './conditional.js'
import { refuse } from './error-handler.js'
import type { Exchange } from './exchange.js'
import { corsHeaders, type HeaderView, notModifiedHeaders, okHeaders, partHeaders } from './headers.js'
import { allowed, answerOptions, type MethodKind, methodKind } from './methods.js'
import type { FlatHeaders } from './prepared-head.js'
import { evaluateRange } from './range.js'
import { retryAfterSeconds } from './retry-after.js'
import { sendFile } from './send-file.js'
import { parseTarget, rawTarget } from './target.js'
import type { WebSettings } from './web-settings.js'

/** Requests that a publication had nothing for: asking it again would be in vain. */
const passedOn = new WeakMap<IncomingMessage, Publication>()

/**
 * Answers a request for any address of the publication: feeds, pages and assets alike.
 *
 * Mounted in the Express app, and called before it by `server.ts`: the same bytes, four times as fast. If the
 * publication answers synchronously, so does this: one `writeHead` with prepared headers, one `end`.
 *
 * @returns false if the publication has no such address; the app then answers 404
 * @throws whatever the publication throws or rejects with; `fail` turns that into a 500
 */
export function answer(
  publication: Publication,
  req: IncomingMessage,
  res: ServerResponse,
  settings: WebSettings,
): boolean | Promise<boolean> {
  if (passedOn.get(req) === publication) return false
  const exchange = { publication, settings, req, res }
  const method = methodKind(req.method)
  if (method === 'unknown') return refused(exchange, 501)
  const target = parseTarget(rawTarget(req))
  if (target === undefined) return answerOddTarget(exchange, method)
  // Read before the document is made: a change may overtake it meanwhile, in a second that is over when it is sent.
  const nowMs = settings.now()
  const found = publication.find(target)
  return 'kind' in found
    ? answerFound(exchange, method, found, nowMs)
    : found.then((later) => answerFound(exchange, method, later, nowMs))
}

/** `OPTIONS *` asks about the server as a whole (RFC 9110 §9.3.7); any other such target is refused. */
function answerOddTarget(exchange: Exchange, method: MethodKind): boolean {
  if (method !== 'options' || exchange.req.url !== '*') return refused(exchange, 400)
  answerOptions(exchange.res, false)
  return true
}

function answerFound(
  exchange: Exchange,
  method: MethodKind,
  found: Found,
  nowMs: number,
): boolean | Promise<boolean> {
  switch (found.kind) {
    case 'absent':
      passedOn.set(exchange.req, exchange.publication)
      return false
    case 'resource':
      if (method === 'read') return answerResource(exchange, found.resource, nowMs)
      return answerMethod(exchange, method, corsHeaders(found.resource.kind).length > 0)
    case 'moved':
      // A browser sends OPTIONS before it follows a redirect, and the new address may be a feed's.
      return method === 'read' ? answerMoved(exchange, found.location) : answerMethod(exchange, method, true)
    case 'gone':
      return refused(exchange, 410)
    case 'not-ready':
      return refused(exchange, 503, undefined, ['Retry-After', String(found.retryAfterSeconds)])
    case 'refused':
      return refused(exchange, 400, found.reason)
  }
}

function answerMethod(exchange: Exchange, method: MethodKind, shared: boolean): boolean {
  if (method !== 'options') return refused(exchange, 405, undefined, ['Allow', allowed])
  answerOptions(exchange.res, shared)
  return true
}

/** Cached for an hour only, so that clients forget an alias that is taken back. @see RFC 9110 §15.4.2 */
function answerMoved({ req, res }: Exchange, location: string): boolean {
  const words = Buffer.from(`${location}\n`)
  res.writeHead(301, [
    ...['Location', location],
    ...['Content-Type', 'text/plain; charset=utf-8'],
    ...['Content-Length', String(words.byteLength)],
    ...['Cache-Control', 'public, max-age=3600'],
    ...['Access-Control-Allow-Origin', '*'],
    ...['X-Content-Type-Options', 'nosniff'],
  ])
  res.end(req.method === 'HEAD' ? undefined : words)
  return true
}

/** What the answer with a resource depends on besides the resource. */
interface View extends HeaderView {
  /** A time at which the resource was certainly current, in milliseconds since the epoch. */
  readonly nowMs: number
}

/** Conditions first, then bytes: a 304 costs no compression (RFC 9110 §13.2.2). */
function answerResource(exchange: Exchange, resource: Resource, nowMs: number): boolean | Promise<boolean> {
  const { settings, req, res } = exchange
  const view = { settled: isSettled(resource.modified, nowMs), pagePolicy: settings.pagePolicy, nowMs }
  const verdict = evaluateConditions(req, validatorsOf(resource, view), nowMs)
  if (verdict === 'failed') return refused(exchange, 412)
  if (verdict === 'not-modified') {
    res.writeHead(304, notModifiedHeaders(resource, view))
    res.end()
    return true
  }
  const waitSeconds = retryAfterSeconds(exchange, resource)
  if (waitSeconds > 0) return refused(exchange, 429, undefined, ['Retry-After', String(waitSeconds)])
  const coding = preferredCoding(req.headers['accept-encoding'], resource.codings)
  const body = resource.body(coding)
  if (body instanceof Promise) return body.then((later) => sendBody(exchange, resource, coding, later, view))
  return sendBody(exchange, resource, coding, body, view)
}

function validatorsOf({ etag, modified }: Resource, { settled }: View): Validators {
  return { etag, modified: settled ? modified : undefined }
}

function sendBody(
  exchange: Exchange,
  resource: Resource,
  coding: Coding,
  body: Body,
  view: View,
): boolean | Promise<boolean> {
  const { req, res } = exchange
  const isBytes = body instanceof Uint8Array
  if (req.method === 'GET' && !isBytes) return answerFile(exchange, resource, body, view)
  res.writeHead(200, okHeaders(resource, coding, body, view))
  res.end(req.method === 'GET' && isBytes ? body : undefined)
  return true
}

/** Ranges are defined for GET only (RFC 9110 §14.2), and useful only for files, which may be large. */
function answerFile(
  exchange: Exchange,
  resource: Resource,
  file: BodyFile,
  view: View,
): boolean | Promise<boolean> {
  const part = evaluateRange(exchange.req.headers, validatorsOf(resource, view), file.size, view.nowMs)
  if (part === 'whole') return sendFile(exchange, okHeaders(resource, 'identity', file, view), file)
  if (part === 'unsatisfiable') {
    return refused(exchange, 416, undefined, ['Content-Range', `bytes */${file.size}`])
  }
  return sendFile(exchange, partHeaders(resource, part, file.size, view), file, part)
}

/**
 * Whether the second of the last change is over. Until then another change may get the same `Last-Modified`, and a
 * client that fetched in between would get a false 304 (RFC 9110 §8.8.2.2). The same holds while a clock that was set
 * back has not caught up: the date would lie in the future (§8.8.2.1). Always false without a date.
 */
function isSettled(modified: number | undefined, nowMs: number): boolean {
  return modified !== undefined && Math.floor(nowMs / 1000) > Math.floor(modified / 1000)
}

function refused(exchange: Exchange, status: number, reason?: string, headers: FlatHeaders = []): true {
  refuse(exchange, status, { reason, headers })
  return true
}
