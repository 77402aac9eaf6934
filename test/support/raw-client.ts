import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** An answer as it was on the wire. */
export interface RawAnswer {
  readonly status: number
  /** Status line and header, without the blank line. */
  readonly head: string
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
}

/** A client that sends what it is given, valid or not, and reads answers one by one. */
export class RawClient {
  readonly socket: Socket
  readonly closed: Promise<unknown>
  /** Data received and not yet read, in the pieces in which it came; joined only when it is looked at. */
  #pieces: Buffer[] = []
  #bytes = 0

  private constructor(socket: Socket) {
    this.socket = socket
    this.closed = once(socket, 'close')
    socket.on('error', () => undefined)
    socket.on('data', (piece) => {
      this.#pieces.push(piece)
      this.#bytes += piece.length
    })
  }

  static async open(port: number): Promise<RawClient> {
    const socket = connect({ host: '127.0.0.1', port })
    const client = new RawClient(socket)
    await once(socket, 'connect')
    return client
  }

  send(text: string): void {
    this.socket.write(text)
  }

  /** Reads the next answer; rejects if the connection ends first. @param bodiless - it answers a HEAD */
  async answer({ bodiless = false } = {}): Promise<RawAnswer> {
    const end = await this.#until(() => {
      const at = this.#received().indexOf('\r\n\r\n')
      return at === -1 ? undefined : at
    })
    const head = this.#received().subarray(0, end).toString('latin1')
    const headers = headersOf(head)
    const status = Number(head.slice(9, 12))
    const none = bodiless || status === 204 || status === 304
    const length = none ? 0 : Number(headers.get('content-length') ?? 0)
    await this.#until(() => (this.#bytes >= end + 4 + length ? true : undefined))
    const received = this.#received()
    const rest = received.subarray(end + 4 + length)
    this.#pieces = [rest]
    this.#bytes = rest.length
    return { status, head, headers, body: received.subarray(end + 4, end + 4 + length) }
  }

  /** Waits until the server ends the connection. @returns everything that was not read as an answer */
  async rest(): Promise<string> {
    await this.closed
    return this.#received().toString('latin1')
  }

  #received(): Buffer {
    const received = Buffer.concat(this.#pieces)
    this.#pieces = [received]
    return received
  }

  async #until<T>(ask: () => T | undefined): Promise<T> {
    for (;;) {
      const value = ask()
      if (value !== undefined) return value
      if (this.socket.destroyed) throw new Error(`the connection ended after ${this.#bytes} bytes`)
      await Promise.race([once(this.socket, 'data'), this.closed])
    }
  }
}

function headersOf(head: string): Map<string, string> {
  const headers = new Map<string, string>()
  for (const line of head.split('\r\n').slice(1)) {
    const colon = line.indexOf(':')
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}
