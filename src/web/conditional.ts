import type { IncomingHttpHeaders } from 'node:http'
import { namesStrongly, namesWeakly } from './entity-tag.js'
import { parseHttpDate } from './http-date.js'

/** What the conditions of a request come to: send it (200), the client has it (304), they do not hold (412). */
export type Verdict = 'send' | 'not-modified' | 'failed'

/** The part of an `IncomingMessage` that says conditions. */
export interface ConditionalRequest {
  readonly headers: IncomingHttpHeaders
  readonly headersDistinct: NodeJS.Dict<string[]>
}

/** What conditions are compared with. */
export interface Validators {
  readonly etag: string
  /** Milliseconds since the epoch; undefined while the second of the last change is not over. */
  readonly modified: number | undefined
}

/**
 * Weighs the conditions of a GET or HEAD in the order of RFC 9110 §13.2.2: `If-Match`, else
 * `If-Unmodified-Since`; then `If-None-Match`, else `If-Modified-Since`.
 *
 * A condition that cannot be understood is as good as absent, but for `If-None-Match`: where it is sent
 * at all, `If-Modified-Since` is not looked at (§13.1.3). `Cache-Control: no-cache` in a request is for
 * caches, not for us, and changes nothing: readers send it by habit, and are spared the bytes all the same.
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

/** @returns undefined where the field is absent, given twice or no date, or we have no date to compare (§13.1.3, §13.1.4) */
function changedSince(
  request: ConditionalRequest,
  field: 'if-modified-since' | 'if-unmodified-since',
  { modified }: Validators,
  nowMs: number,
): boolean | undefined {
  const text = request.headers[field]
  if (text === undefined || modified === undefined) return undefined
  // Node keeps the first of two and forgets the second; the standard forgets both. It makes this list when it is asked.
  if ((request.headersDistinct[field]?.length ?? 1) > 1) return undefined
  const since = parseHttpDate(text, nowMs)
  return since === undefined ? undefined : wholeSecond(modified) > since
}

/** The time as `Last-Modified` says it. */
export function wholeSecond(instantMs: number): number {
  return Math.floor(instantMs / 1000) * 1000
}
