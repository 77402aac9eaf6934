import type { IncomingHttpHeaders } from 'node:http'
import { namesStrongly, namesWeakly } from './entity-tag.js'
import { parseHttpDate } from './http-date.js'

/** Outcome of a request's conditions: send it (200), the client has it (304), a precondition failed (412). */
export type Verdict = 'send' | 'not-modified' | 'failed'

/** The part of an `IncomingMessage` that holds conditions. */
export interface ConditionalRequest {
  readonly headers: IncomingHttpHeaders
  readonly headersDistinct: NodeJS.Dict<string[]>
}

/** The validators that conditions are compared with. */
export interface Validators {
  readonly etag: string
  /** Milliseconds since the epoch; undefined until the second of the last change is over. */
  readonly modified: number | undefined
}

/**
 * Evaluates the conditions of a GET or HEAD in the order of RFC 9110 §13.2.2: `If-Match`, else `If-Unmodified-Since`;
 * then `If-None-Match`, else `If-Modified-Since`.
 *
 * A date that cannot be understood counts as absent. If `If-None-Match` is sent at all, `If-Modified-Since` is ignored
 * (§13.1.3). `Cache-Control: no-cache` in a request is for caches, not for us, and changes nothing: readers send it by
 * habit, and are spared the bytes all the same.
 */
export function evaluateConditions(
  request: ConditionalRequest,
  validators: Validators,
  nowMs: number,
): Verdict {
  const { headers } = request
  const ifMatch = headers['if-match']
  if (ifMatch !== undefined) {
    if (!namesStrongly(ifMatch, validators.etag)) return 'failed'
  } else if (changedSince(request, 'if-unmodified-since', validators, nowMs) === true) {
    return 'failed'
  }
  const ifNoneMatch = headers['if-none-match']
  if (ifNoneMatch !== undefined) return namesWeakly(ifNoneMatch, validators.etag) ? 'not-modified' : 'send'
  return changedSince(request, 'if-modified-since', validators, nowMs) === false ? 'not-modified' : 'send'
}

/** @returns undefined if the field is absent, sent twice or no date, or if we have no date (§13.1.3, §13.1.4) */
function changedSince(
  request: ConditionalRequest,
  field: 'if-modified-since' | 'if-unmodified-since',
  { modified }: Validators,
  nowMs: number,
): boolean | undefined {
  const text = request.headers[field]
  if (text === undefined || modified === undefined) return undefined
  // Of two fields Node keeps the first; the standard ignores both. Node builds headersDistinct only when it is read.
  if ((request.headersDistinct[field]?.length ?? 1) > 1) return undefined
  const since = parseHttpDate(text, nowMs)
  return since === undefined ? undefined : wholeSecond(modified) > since
}

/** The time as `Last-Modified` shows it: milliseconds since the epoch, rounded down to a second. */
export function wholeSecond(instantMs: number): number {
  return Math.floor(instantMs / 1000) * 1000
}
