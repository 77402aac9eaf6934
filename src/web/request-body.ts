import type { IncomingMessage } from 'node:http'

/** Most bytes of an unwanted body that are read and thrown away. */
const discardedBytesMax = 65_536

/**
 * Throws the body of a request away: no address of ours reads one, and RFC 9110 §9.3.1 gives it no meaning on a GET. If
 * it exceeds the limit without having announced its length, the connection is closed.
 *
 * @returns false if its announced length exceeds the limit: the request is to be refused (413, §15.5.14)
 */
export function discardBody(req: IncomingMessage): boolean {
  const { 'content-length': announced, 'transfer-encoding': encoding } = req.headers
  if (announced === undefined && encoding === undefined) return endNow(req)
  if (announced !== undefined && Number(announced) > discardedBytesMax) return false
  let bytes = 0
  req.on('data', (piece: Buffer) => {
    bytes += piece.byteLength
    if (bytes > discardedBytesMax) req.socket.destroy()
  })
  return true
}

/** Node's internal record of how far a request has been read. */
interface Reading {
  _dumped: boolean
  readonly _readableState: Record<'ended' | 'endEmitted' | 'destroyed' | 'closed' | 'closeEmitted', boolean>
}

/**
 * Marks a request without a body as fully read. Otherwise Node reads it after the response, with events that nobody
 * listens to, a tenth of all work. Node 24.12 has an option for this (`optimizeEmptyRequests`), Node 20 has none.
 */
function endNow(req: IncomingMessage): true {
  const reading = req as IncomingMessage & Reading
  const state = reading._readableState
  reading._dumped = true
  state.ended = true
  state.endEmitted = true
  state.destroyed = true
  state.closed = true
  state.closeEmitted = true
  return true
}
