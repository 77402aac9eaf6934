import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { clientAddress } from './client-address.js'
import type { WebSettings } from './web-settings.js'

/** Bytes of a connection that are in the log already: a connection serves many requests. */
const loggedBytes = new WeakMap<Socket, number>()

/**
 * Writes one line a request, when its answer was sent whole or broken off: method, path with query,
 * status, bytes sent (header and body), milliseconds, the client's address, as trusted proxies tell it, `User-Agent`, `Referer`.
 *
 * Nothing is done at all where the level is above `info`.
 */
export function logAccess({ logger, trusted }: WebSettings, req: IncomingMessage, res: ServerResponse): void {
  if (!logger.isLevelEnabled('info')) return
  const began = performance.now()
  const { method, url, socket } = req
  // Taken now: a socket that is closed no longer knows whose it was.
  const address = clientAddress(req, trusted)
  let logged = false
  const log = (aborted: boolean) => {
    if (logged) return
    logged = true
    logger.info({
      method,
      path: url,
      ...(res.headersSent ? { status: res.statusCode } : {}),
      ...(aborted ? { aborted } : {}),
      bytes: takeBytes(socket),
      ms: Math.round((performance.now() - began) * 1000) / 1000,
      address,
      ...textOf('userAgent', req.headers['user-agent']),
      ...textOf('referer', req.headers.referer),
    })
  }
  // First in the queue: Node's own listener lets the next answer of the connection begin.
  res.prependListener('finish', () => log(false))
  res.on('close', () => log(!res.writableFinished))
}

/** Bytes that the connection sent since it was last asked. */
function takeBytes(socket: Socket): number {
  const all = socket.bytesWritten
  const bytes = all - (loggedBytes.get(socket) ?? 0)
  loggedBytes.set(socket, all)
  return bytes
}

/**
 * JSON keeps a line one line. What it leaves as it is and a terminal would obey (DEL, C1 controls such
 * as U+009B, which begins an escape sequence) is replaced.
 */
function textOf(key: 'userAgent' | 'referer', text: string | undefined): Record<string, string> {
  return text === undefined ? {} : { [key]: text.replace(/[\x7f-\x9f]/g, '\ufffd') }
}
