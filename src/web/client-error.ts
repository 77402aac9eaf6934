import type { Duplex } from 'node:stream'
import { reasonOf } from './error-handler.js'
import { problemMediaType, renderProblem, titleOf } from './problem-json.js'
import { targetBytesMax } from './target.js'

/** How long a client may take to read that it was refused, in milliseconds. */
const lingerMs = 1_000

/** What Node's parser cannot read, and the status that tells why; anything else is 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431, // RFC 6585 §5
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/** A request line (RFC 9112 §3), whatever its method. */
const requestLine = /^[\w!#$%&'*+.^`|~-]+ \S+ HTTP\/1\.[01]\r?\n/

/** One whose target does not end. */
const longLine = /^[\w!#$%&'*+.^`|~-]+ \S+$/

/** Connections that were told already. */
const ending = new WeakSet<Duplex>()

/** The status for what Node's parser reports. */
export function statusOfClientError(error: Error): number {
  if (!('code' in error) || typeof error.code !== 'string') return 400
  if (error.code === 'HPE_HEADER_OVERFLOW' && isLongLine(error)) return 414 // RFC 9110 §15.5.15
  // The parser says of anything that begins with letters that the method is invalid, also of a TLS hello.
  if (error.code === 'HPE_INVALID_METHOD' && isRequest(error)) return 501 // RFC 9110 §15.6.2
  return statuses[error.code] ?? 400
}

function isRequest(error: Error): boolean {
  return requestLine.test(packetOf(error))
}

/** Nothing but the beginning of a request line, as far as it was read: the target fills the header by itself. */
function isLongLine(error: Error): boolean {
  const packet = packetOf(error)
  return packet.length > targetBytesMax && longLine.test(packet.slice(0, targetBytesMax))
}

/** What the parser was reading. */
function packetOf(error: Error): string {
  const packet = 'rawPacket' in error ? error.rawPacket : undefined
  return packet instanceof Uint8Array ? Buffer.from(packet).toString('latin1') : ''
}

/**
 * Refuses what never became a request: there is nothing to answer but the bare connection, which ends.
 * The client learns the status and a sentence, nothing of the parser.
 *
 * @param busy - an answer is under way on the connection: anything written now would be taken for a part of it
 */
export function refuseConnection(socket: Duplex, status: number, busy: boolean): void {
  if (ending.has(socket)) return // more of the same arrived
  ending.add(socket)
  socket.on('error', () => undefined) // Node has let go of the connection: nobody else would listen
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
  // Ended, not destroyed: a reset would take the answer away from a client that is still sending. But
  // not for as long as it likes.
  const timer = setTimeout(() => socket.destroy(), lingerMs).unref()
  socket.once('close', () => clearTimeout(timer))
}
