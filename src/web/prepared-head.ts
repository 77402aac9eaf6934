import { type IncomingMessage, ServerResponse, validateHeaderName, validateHeaderValue } from 'node:http'

/** Names and values in turns, as `writeHead` takes them without any work. */
export type FlatHeaders = string[]

/** Headers of an answer that is given again and again: the same, checked and as they are sent. */
export type PreparedHeaders = FlatHeaders & { readonly text: string }

/** How long a connection is kept that nothing is asked on; in milliseconds. */
export const keepAliveMs = 65_000

/** @throws where a name or value is none (RFC 9110 §5.1, §5.5) */
export function prepare(headers: FlatHeaders): PreparedHeaders {
  const lines: string[] = []
  for (let at = 0; at < headers.length; at += 2) {
    const [name = '', value = ''] = headers.slice(at, at + 2)
    validateHeaderName(name)
    validateHeaderValue(name, value)
    lines.push(`${name}: ${value}\r\n`)
  }
  return Object.assign(headers, { text: lines.join('') })
}

/** What Node writes a head by, and where it puts it: `_storeHeader` is called at the end of `writeHead`. */
interface HeadWriter {
  _storeHeader(statusLine: string, headers: FlatHeaders | undefined): void
  _header: string | null
}

const { _storeHeader: storeHeader } = ServerResponse.prototype as ServerResponse & HeadWriter

/**
 * An answer that sends prepared headers as they lie. Node would check each name and value again and join them again,
 * an eighth of all work. Where the connection is to end, to HTTP/1.0 (which knows
 * no chunks), and for headers that are not prepared, it does.
 */
export class PreparedResponse<Request extends IncomingMessage = IncomingMessage>
  extends ServerResponse<Request>
  implements HeadWriter
{
  declare _header: string | null

  _storeHeader(statusLine: string, headers: FlatHeaders | PreparedHeaders | undefined): void {
    if (
      this.shouldKeepAlive &&
      this.useChunkedEncodingByDefault &&
      headers !== undefined &&
      'text' in headers
    )
      this._header = statusLine + headers.text + commonLines()
    else storeHeader.call(this, statusLine, headers)
  }
}

let linesSecond: number | undefined
let lines = ''

/** What Node adds to each head, to the letter. */
function commonLines(): string {
  const second = Math.floor(Date.now() / 1000)
  if (second === linesSecond) return lines
  linesSecond = second
  const date = new Date(second * 1000).toUTCString()
  lines = `Date: ${date}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${keepAliveMs / 1000}\r\n\r\n`
  return lines
}
