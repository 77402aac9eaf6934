import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { clientAddress } from './client-address.js'
import type { WebSettings } from './web-settings.js'

/** Bytes of a connection that have been logged already: a connection serves many requests. */
const loggedBytes = new WeakMap<Socket, number>()

/**
 * Logs one line per request, once its response is sent or cut off: method, path with query, status, bytes sent (header
 * and body), milliseconds, the client's address as trusted proxies report it, `User-Agent`, `Referer`.
 *
 * Does nothing at all if the log level is above `info`.
 */
export function logAccess({ logger, trusted }: WebSettings, req: IncomingMessage, res: ServerResponse): void {
  if (!logger.isLevelEnabled('info')) return
  const began = performance.now()
  const { method, url, socket } = req
  // Read now: a closed socket no longer knows its remote address.
  const address = clientAddress(req, trusted)
  let logged = false
  const log = (aborted: boolean) => {
    if (logged) return
    logged = true
    logger.info({
      method,
      path: url,
      ...(res.headersSent && { status: res.statusCode }),
      ...(aborted && { aborted }),
      bytes: takeBytes(socket),
      ms: Math.round((performance.now() - began) * 1000) / 1000,
      address,
      userAgent: req.headers['user-agent'],
      referer: req.headers.referer,
    })
  }
  // Before Node's own listener, which lets the next response on the connection begin: its bytes would be counted here.
  res.prependListener('finish', () => log(false))
  res.on('close', () => log(!res.writableFinished))
}

/** Bytes sent on the connection since the last call. */
function takeBytes(socket: Socket): number {
  const all = socket.bytesWritten
  const bytes = all - (loggedBytes.get(socket) ?? 0)
  loggedBytes.set(socket, all)
  return bytes
}
