import type { IncomingMessage } from 'node:http'

/** A body that nobody asked for is read and thrown away up to here, in bytes. */
const discardedBytesMax = 65_536

/**
 * Throws the body of a request away: no address of ours reads one, and RFC 9110 §9.3.1 gives it no
 * meaning on a GET. One that grows beyond the limit unannounced ends its connection.
 *
 * @returns false where more is announced than is read: the request is to be refused (413, §15.5.14)
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

/** What Node notes of how far a request was read. */
interface Reading {
  _dumped: boolean
  readonly _readableState: Record<'ended' | 'endEmitted' | 'destroyed' | 'closed' | 'closeEmitted', boolean>
}

/**
 * Notes of a request without a body that it was read to its end. Else Node reads it after the answer, by events that
 * nobody waits for, a tenth of all work. Node 24.12 can be told to do just this (`optimizeEmptyRequests`), Node 20 cannot.
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
