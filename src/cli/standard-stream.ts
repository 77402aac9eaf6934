import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
import type { OutputStream } from './output.js'

/** Called with each failure to write. */
type Lost = (error: unknown) => void

/**
 * Makes standard output or standard error survive failures: the disk of a log fills up, a terminal is closed, the
 * reader of a pipe leaves. What cannot be written is lost, and the program goes on.
 *
 * @param stream - `process.stdout` or `process.stderr`
 */
export function standardStream(
  stream: NodeJS.WriteStream & { readonly fd: number },
  lost: Lost,
): OutputStream {
  stream.on('error', lost)
  // Pipes and terminals are sockets: what has no reader any more never has one again.
  return isSocket(stream) ? stream : new FileStream(stream.fd, lost)
}

/** Node's types call every standard stream a socket, but one to a file or a device is none. */
function isSocket(stream: object): boolean {
  return stream instanceof Socket
}

/** Writes to a file. Node's own stream for standard output would write nothing more after its first error. */
export class FileStream implements OutputStream {
  /** The last line that was written has no end. */
  #isCut = false

  constructor(
    private readonly fd: number,
    private readonly lost: Lost,
    private readonly writePart: (fd: number, bytes: Uint8Array) => number = writeSync,
  ) {}

  /** @param text - whole lines */
  write(text: string): void {
    let rest = Buffer.from(this.#isCut ? `\n${text}` : text)
    try {
      while (rest.length > 0) {
        rest = rest.subarray(this.writePart(this.fd, rest))
        this.#isCut = rest.length > 0
      }
    } catch (error) {
      this.lost(error)
    }
  }
}
