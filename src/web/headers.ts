import type { ByteRange } from '../model/byte-range.js'
import type { Body, Coding, Resource, ResourceKind } from '../publication/resource.js'
import { toHttpDate } from './http-date.js'
import { type FlatHeaders, type PreparedHeaders, prepare } from './prepared-head.js'

/** What headers depend on besides the resource: the clock and the settings. */
export interface HeaderView {
  /** Whether the second of the last change is over, so that `Last-Modified` is final. */
  readonly settled: boolean
  readonly pagePolicy: string
}

/** The headers of one version of a resource: made for its first answer, then reused. */
interface Known {
  readonly settled: boolean
  readonly pagePolicy: string
  /** Those of a 200 in each coding, and of a 304. */
  readonly of: { [answer in Coding | 'not-modified']?: PreparedHeaders }
}

const known = new WeakMap<Resource, Known>()

/**
 * Headers of a 200 for a resource in one coding.
 *
 * @param body - in this coding; its length must be the same for every request of one version
 */
export function okHeaders(resource: Resource, coding: Coding, body: Body, view: HeaderView): FlatHeaders {
  if (!(body instanceof Uint8Array)) return makeOkHeaders(resource, coding, body, view)
  const headers = knownOf(resource, view)
  headers[coding] ??= prepare(makeOkHeaders(resource, coding, body, view))
  return headers[coding]
}

/**
 * Headers of a 206. It says all that the 200 would, the type included: a client that resumes has it already (RFC 9110
 * §15.3.7.1), but one that begins in the middle of a recording does not.
 *
 * @param part - of the file, within its size
 * @param size - of the whole file, in bytes
 */
export function partHeaders(
  resource: Resource,
  { first, last }: ByteRange,
  size: number,
  view: HeaderView,
): FlatHeaders {
  return [
    ...['Content-Type', resource.mediaType],
    ...['Content-Length', String(last - first + 1)],
    ...['Content-Range', `bytes ${first}-${last}/${size}`],
    ...['Accept-Ranges', 'bytes'],
    ...validatorHeaders(resource, view),
    ...securityHeaders(resource.kind, view.pagePolicy),
  ]
}

/** Headers of a 304: those of the 200 that a cache needs (RFC 9110 §15.4.5). */
export function notModifiedHeaders(resource: Resource, view: HeaderView): FlatHeaders {
  const headers = knownOf(resource, view)
  headers['not-modified'] ??= prepare(validatorHeaders(resource, view))
  return headers['not-modified']
}

function knownOf(resource: Resource, { settled, pagePolicy }: HeaderView): Known['of'] {
  let headers = known.get(resource)
  if (headers === undefined || headers.settled !== settled || headers.pagePolicy !== pagePolicy) {
    headers = { settled, pagePolicy, of: {} }
    known.set(resource, headers)
  }
  return headers.of
}

function makeOkHeaders(resource: Resource, coding: Coding, body: Body, view: HeaderView): FlatHeaders {
  const isBytes = body instanceof Uint8Array
  return [
    ...['Content-Type', resource.mediaType],
    ...['Content-Length', String(isBytes ? body.byteLength : body.size)],
    ...(isBytes ? [] : ['Accept-Ranges', 'bytes']), // RFC 9110 §14.3
    ...(coding === 'identity' ? [] : ['Content-Encoding', coding]),
    ...validatorHeaders(resource, view),
    ...securityHeaders(resource.kind, view.pagePolicy),
  ]
}

function validatorHeaders(resource: Resource, { settled }: HeaderView): FlatHeaders {
  const { modified } = resource
  return [
    ...['ETag', resource.etag],
    ...(settled && modified !== undefined ? ['Last-Modified', toHttpDate(modified)] : []),
    ...['Cache-Control', resource.cacheControl],
    ...['Vary', 'Accept-Encoding'],
    ...(resource.link === undefined ? [] : ['Link', resource.link]),
    ...corsHeaders(resource.kind),
  ]
}

/**
 * Any page may read feeds and assets, so that feed readers that run in a browser can: nothing here is secret, and
 * cookies are ignored. Also sent with a 304, which such a page sees if it sends `If-None-Match` itself.
 *
 * @see Fetch §3.3.3
 */
export function corsHeaders(kind: ResourceKind): FlatHeaders {
  if (kind === 'page' || kind === 'style') return []
  const exposed = kind === 'feed' ? 'ETag, Link' : 'ETag, Accept-Ranges, Content-Range'
  return ['Access-Control-Allow-Origin', '*', 'Access-Control-Expose-Headers', exposed]
}

/**
 * Headers that keep hostile posts from doing anything in a browser. `Cross-Origin-Resource-Policy` is left out on
 * purpose: feed readers that run in a browser show our pictures.
 */
export function securityHeaders(kind: ResourceKind, pagePolicy: string): FlatHeaders {
  const nosniff = ['X-Content-Type-Options', 'nosniff']
  if (kind === 'page') {
    // Some sites refuse pictures to pages of other hosts: without a Referer they are shown.
    return [...nosniff, 'Content-Security-Policy', pagePolicy, 'Referrer-Policy', 'no-referrer']
  }
  if (kind === 'active-asset') {
    // An SVG opened by itself is a document that may run scripts; in the sandbox it is only a picture. So it needs no
    // Content-Disposition, and can still be viewed in a tab of its own.
    return [...nosniff, 'Content-Security-Policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'"]
  }
  return nosniff
}
