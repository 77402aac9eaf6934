import { STATUS_CODES } from 'node:http'

/** Media type of a fault told to a machine (RFC 9457 §3). */
export const problemMediaType = 'application/problem+json'

/**
 * Tells a fault to a machine. The type is `about:blank`, which is left out as its default: the status
 * says it all, and the title is then the status's own phrase (RFC 9457 §4.2.1).
 *
 * @param reason - for whoever asked; nothing of the inside may be in it
 */
export function renderProblem(status: number, reason: string): Buffer {
  return Buffer.from(JSON.stringify({ title: titleOf(status), status, detail: reason }))
}

/** `Not Found` (RFC 9110 §15). */
export function titleOf(status: number): string {
  return STATUS_CODES[status] ?? 'Unknown'
}
