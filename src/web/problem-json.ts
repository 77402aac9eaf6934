import { STATUS_CODES } from 'node:http'

/** Media type of an error for machines (RFC 9457 §3). */
export const problemMediaType = 'application/problem+json'

/**
 * Renders an error for machines. Its type is `about:blank`, which is the default and left out: the status says it all,
 * and the title is then the phrase of the status (RFC 9457 §4.2.1).
 *
 * @param reason - for the client; it must not give away internals
 */
export function renderProblem(status: number, reason: string): Buffer {
  return Buffer.from(JSON.stringify({ title: titleOf(status), status, detail: reason }))
}

/** The phrase of a status, such as `Not Found` (RFC 9110 §15). */
export function titleOf(status: number): string {
  return STATUS_CODES[status] ?? 'Unknown'
}
