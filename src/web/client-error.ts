import type { Duplex } from 'node:stream'
import { reasonOf } from './error-handler.js'
import { problemMediaType, renderProblem, titleOf } from './problem-json.js'
import { targetBytesMax } from './target.js'

/** How long a client may take to read that it was refused, in milliseconds. */
const lingerMs = 1_000

/** Errors of Node's parser, and the status that fits each; for any other it is 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431, // RFC 6585 §5
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/** A request line (RFC 9112 §3), whatever its method. */
const requestLine = /^[\w!#$%&'*+.^`|~-]+ \S+ HTTP\/1\.[01]\r?\n/

/** The beginning of one whose target does not end. */
const longLine = /^[\w!#$%&'*+.^`|~-]+ \S+$/

/** Connections that have been refused already. */
const ending = new WeakSet<Duplex>()

/** The status for an error that Node's parser reports. */
export function statusOfClientError(error: Error): number {
  if (!('code' in error) || typeof error.code !== 'string') return 400
  if (error.code === 'HPE_HEADER_OVERFLOW' && isLongLine(error)) return 414 // RFC 9110 §15.5.15
  // The parser reports an invalid method for any unknown first bytes, even for a TLS hello.
  if (error.code === 'HPE_INVALID_METHOD' && isRequest(error)) return 501 // RFC 9110 §15.6.2
  return statuses[error.code] ?? 400
}

function isRequest(error: Error): boolean {
  return requestLine.test(packetOf(error))
}

/** Whether all that was read is the beginning of a request line: the target alone overflows the header. */
function isLongLine(error: Error): boolean {
  const packet = packetOf(error)
  return packet.length > targetBytesMax && longLine.test(packet.slice(0, targetBytesMax))
}

/** The bytes that the parser was reading. */
function packetOf(error: Error): string {
  const packet = 'rawPacket' in error ? error.rawPacket : undefined
  return packet instanceof Uint8Array ? Buffer.from(packet).toString('latin1') : ''
}

/**
 * Refuses bytes that never became a request, on the bare connection, and then closes it. The client is told the status
 * and a sentence, nothing about the parser.
 *
 * @param busy - a response is in flight on the connection: anything written now would be taken for a part of it
 */
export function refuseConnection(socket: Duplex, status: number, busy: boolean): void {
  if (ending.has(socket)) return // more of the same bytes arrived
  ending.add(socket)
  socket.on('error', () => undefined) // Node no longer handles this socket: an error would go unhandled
  if (busy || !socket.writable) {
    socket.destroy()
    return
  }
  const body = renderProblem(status, reasonOf(status))
  const head = [
    `HTTP/1.1 ${status} ${titleOf(status)}`,
    `Date: ${new Date().toUTCString()}`,
    `Content-Type: ${problemMediaType}`,
    `Content-Length: ${body.byteLength}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  // Ended, not destroyed: a reset would take the response away from a client that is still sending. But it does not get
  // as long as it likes.
  const timer = setTimeout(() => socket.destroy(), lingerMs).unref()
  socket.once('close', () => clearTimeout(timer))
}
