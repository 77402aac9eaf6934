import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer, Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** How long stopping may take, in milliseconds. */
export interface DrainTimes {
  /** How long an idle connection is left open: a request may be on its way. */
  readonly idleMs: number
  /** After this, unfinished responses are cut off. */
  readonly deadlineMs: number
}

/** The responses that a server has in flight, and how it stops without dropping any of them. */
export class Traffic {
  readonly #server: Server
  /**
   * Every connection, with the responses in flight on it. Kept by connection, because a response that is queued behind
   * another gets no event when its connection closes.
   */
  readonly #underWay = new Map<Duplex, Set<ServerResponse>>()
  #idleMs: number | undefined
  #idleTimer: NodeJS.Timeout | undefined

  constructor(server: Server) {
    this.#server = server
    server.on('connection', (socket: Socket) => {
      this.#underWay.set(socket, new Set())
      socket.once('close', () => this.#underWay.delete(socket))
    })
  }

  get draining(): boolean {
    return this.#idleMs !== undefined
  }

  /** Call for each request. While the server stops, its response is the last on its connection. */
  arrived(res: ServerResponse): void {
    if (this.draining) res.shouldKeepAlive = false
  }

  /** Call for a response that takes longer than this turn of the event loop. */
  took(res: ServerResponse): void {
    const answers = this.#underWay.get(res.req.socket)
    answers?.add(res)
    res.once('close', () => {
      answers?.delete(res)
      if (this.draining) this.#closeIdleSoon()
    })
  }

  /** Whether a response is in flight on a connection. */
  isBusy(socket: Duplex): boolean {
    return (this.#underWay.get(socket)?.size ?? 0) > 0
  }

  /**
   * Stops the server: responses in flight are finished, with `Connection: close` if their header is still to be sent;
   * no connection is accepted any more; idle ones are closed. Resolves when the last connection is gone.
   *
   * `http.Server.close()` alone would close idle connections immediately, and with them requests that have reached the
   * machine but not this process: under load, some fail at every restart. It would also stop timing out connections
   * that never finish sending their header.
   */
  async drain({ idleMs, deadlineMs }: DrainTimes): Promise<void> {
    this.#idleMs = idleMs
    for (const answers of this.#underWay.values()) {
      for (const res of answers) if (!res.headersSent) res.shouldKeepAlive = false
    }
    const deadline = setTimeout(() => this.#server.closeAllConnections(), deadlineMs)
    // One more turn of the event loop: connections that the kernel has accepted are still served.
    await new Promise((resolve) => setTimeout(resolve, 0))
    const closed = new Promise((resolve) => NetServer.prototype.close.call(this.#server, resolve))
    this.#closeIdleSoon()
    await closed
    clearTimeout(deadline)
    clearTimeout(this.#idleTimer)
    this.#server.close() // only now, since it stops the timeouts for slow connections
  }

  /** After `idleMs`, closes the connections that are idle then. */
  #closeIdleSoon(): void {
    this.#idleTimer ??= setTimeout(() => {
      this.#idleTimer = undefined
      // Node takes a connection that never sent anything to be busy with its first request.
      for (const socket of this.#underWay.keys()) {
        if (socket instanceof Socket && socket.bytesRead === 0) socket.destroy()
      }
      this.#server.closeIdleConnections()
    }, this.#idleMs)
  }
}
