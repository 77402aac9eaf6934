import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer, Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** How long a stop may take, in milliseconds. */
export interface DrainTimes {
  /** How long it still listens while `/readyz` fails, so that whoever sends us requests can learn of it. */
  readonly noticeMs: number
  /** How long a connection without a request is left open: one may be on its way. */
  readonly idleMs: number
  /** After this, answers that are still not done are broken off. */
  readonly deadlineMs: number
}

/** What a server has under way, and how it comes to an end without dropping any of it. */
export class Traffic {
  readonly #server: Server
  /**
   * Every connection, with the answers under way on it. Kept by connection, since an answer that waits
   * behind another when its connection ends is told nothing of that.
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

  /** A request arrived. While we stop, its answer is the last of its connection. */
  arrived(res: ServerResponse): void {
    if (this.draining) res.shouldKeepAlive = false
  }

  /** An answer will take more than this turn of the event loop. */
  took(res: ServerResponse): void {
    const answers = this.#underWay.get(res.req.socket)
    answers?.add(res)
    res.once('close', () => {
      answers?.delete(res)
      if (this.draining) this.#closeIdleSoon()
    })
  }

  /** Whether an answer is under way on a connection. */
  isBusy(socket: Duplex): boolean {
    return (this.#underWay.get(socket)?.size ?? 0) > 0
  }

  /**
   * Comes to an end: answers under way are finished and say `Connection: close` where they still can,
   * nothing new is accepted, idle connections are closed. Resolves when the last connection is gone.
   *
   * `http.Server.close()` would close idle connections in the same breath, and with them requests that
   * have reached the machine and not yet us: under load, some fail at every restart. It would also stop
   * looking for connections that send their header for ever.
   */
  async drain({ noticeMs, idleMs, deadlineMs }: DrainTimes): Promise<void> {
    this.#idleMs = idleMs
    for (const answers of this.#underWay.values()) {
      for (const res of answers) if (!res.headersSent) res.shouldKeepAlive = false
    }
    const deadline = setTimeout(() => this.#server.closeAllConnections(), noticeMs + deadlineMs)
    // Even a notice of nothing is one turn: what the machine has accepted for us by now is ours to answer.
    await new Promise((resolve) => setTimeout(resolve, noticeMs))
    const closed = new Promise((resolve) => NetServer.prototype.close.call(this.#server, resolve))
    this.#closeIdleSoon()
    await closed
    clearTimeout(deadline)
    clearTimeout(this.#idleTimer)
    this.#server.close() // only now: it ends the watch over slow connections
  }

  /** Whoever was idle then, and is now, gets no answer any more. */
  #closeIdleSoon(): void {
    this.#idleTimer ??= setTimeout(() => {
      this.#idleTimer = undefined
      // Node counts a connection that never sent anything as busy with its first request.
      for (const socket of this.#underWay.keys()) {
        if (socket instanceof Socket && socket.bytesRead === 0) socket.destroy()
      }
      this.#server.closeIdleConnections()
    }, this.#idleMs)
  }
}
