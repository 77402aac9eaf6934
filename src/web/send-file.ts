import { pipeline } from 'node:stream/promises'
import type { BodyFile } from '../publication/resource.js'
import { refuse } from './error-handler.js'
import type { Exchange } from './exchange.js'
import type { FlatHeaders } from './headers.js'

/** The file was changed since it was indexed; by then it will have been looked at again. */
const retryAfterSeconds = 5

/**
 * Sends a file piece by piece, no faster than the client takes it; a client that goes away closes it.
 *
 * @returns true always: it was answered, by 503 where the file cannot be had as it was indexed
 * @throws where the file turns out to be other than it was, in the middle of the answer
 */
export async function sendFile(exchange: Exchange, headers: FlatHeaders, file: BodyFile): Promise<boolean> {
  const { settings, res } = exchange
  let pieces: AsyncIterable<Uint8Array>
  try {
    pieces = await file.open()
  } catch (error) {
    settings.logger.warn({ err: error, path: exchange.req.url }, 'a file cannot be sent as it was indexed')
    refuse(exchange, 503, { headers: ['Retry-After', String(retryAfterSeconds)] })
    return true
  }
  res.writeHead(200, headers)
  try {
    await pipeline(pieces, (source) => exactly(file.size, source), res)
  } catch (error) {
    if (!isClientGone(error)) throw error
  }
  return true
}

/**
 * Passes on just as many bytes as were announced. One more would be read as the beginning of the next
 * answer, and a client that waits for one that never comes holds its connection.
 */
async function* exactly(size: number, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let sent = 0
  for await (const piece of pieces) {
    sent += piece.byteLength
    if (sent > size) break
    yield piece
  }
  if (sent !== size) throw new Error(`a file of ${size} bytes changed while it was being sent`)
}

function isClientGone(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET' || error.code === 'EPIPE'
}
