import type { ServerResponse } from 'node:http'
import type { ByteRange } from '../model/byte-range.js'
import type { BodyFile } from '../publication/resource.js'
import { refuse } from './error-handler.js'
import type { Exchange } from './exchange.js'
import type { FlatHeaders } from './prepared-head.js'

/** For a file that has changed since it was indexed: by then it will have been indexed again. */
const retryAfterSeconds = 5

/**
 * Streams a file, or a part of it, no faster than the client takes it; the file is closed if the client goes away.
 *
 * @returns always true: the request was answered, with 503 if the file cannot be opened as it was indexed
 * @throws if the file turns out to have changed, in the middle of the response
 */
export async function sendFile(
  exchange: Exchange,
  headers: FlatHeaders,
  file: BodyFile,
  part?: ByteRange,
): Promise<boolean> {
  const { settings, res } = exchange
  let pieces: AsyncIterable<Uint8Array>
  try {
    pieces = await file.open(part)
  } catch (error) {
    settings.logger.warn(
      { err: error, path: exchange.req.url },
      'a file has changed since it was indexed, or cannot be read',
    )
    refuse(exchange, 503, { headers: ['Retry-After', String(retryAfterSeconds)] })
    return true
  }
  res.writeHead(part === undefined ? 200 : 206, headers)
  await sendPieces(pieces, part === undefined ? file.size : part.last - part.first + 1, res)
  return true
}

/**
 * Sends exactly as many bytes as were announced. One more would be read as the beginning of the next response, and a
 * client that waits for one that never comes keeps its connection open.
 *
 * Not with `pipeline`, which waits for ever, with the file open, if the client left before it began, or if the response
 * is queued behind another: such a response gets no event when its connection closes.
 */
async function sendPieces(
  pieces: AsyncIterable<Uint8Array>,
  size: number,
  res: ServerResponse,
): Promise<void> {
  const { socket } = res.req
  let left = size
  for await (const piece of pieces) {
    if (socket.destroyed) return // leaving the loop closes the file
    left -= piece.byteLength
    if (left < 0) break
    if (!res.write(piece) && !socket.destroyed) await drainOrEnd(res)
  }
  if (left !== 0) throw new Error(`a file changed while ${size} bytes of it were being sent`)
  res.end()
}

function drainOrEnd(res: ServerResponse): Promise<void> {
  const { socket } = res.req
  return new Promise((resolve) => {
    const done = () => {
      res.off('drain', done)
      socket.off('close', done)
      resolve()
    }
    res.on('drain', done)
    socket.on('close', done)
  })
}
