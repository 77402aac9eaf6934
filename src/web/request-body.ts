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
  if (announced === undefined && encoding === undefined) return true
  if (announced !== undefined && Number(announced) > discardedBytesMax) return false
  let bytes = 0
  req.on('data', (piece: Buffer) => {
    bytes += piece.byteLength
    if (bytes > discardedBytesMax) req.socket.destroy()
  })
  return true
}
