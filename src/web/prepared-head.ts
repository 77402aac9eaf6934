import { type IncomingMessage, ServerResponse, validateHeaderName, validateHeaderValue } from 'node:http'

/** Names and values alternating, as `writeHead` takes them without any work. */
export type FlatHeaders = string[]

/** Headers of a response that is sent again and again: checked, and also as the text that is sent. */
export type PreparedHeaders = FlatHeaders & { readonly text: string }

/** How long an idle connection is kept open, in milliseconds. */
export const keepAliveMs = 65_000

/** Checks headers and joins them as they are sent. @throws if a name or value is invalid (RFC 9110 §5.1, §5.5) */
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

/** Node's internals that write a head: `writeHead` ends by calling `_storeHeader`, which sets `_header`. */
interface HeadWriter {
  _storeHeader(statusLine: string, headers: FlatHeaders | undefined): void
  _header: string | null
}

const { _storeHeader: storeHeader } = ServerResponse.prototype as ServerResponse & HeadWriter

/**
 * A response that sends prepared headers as they are. Node would check and join every name and value again, an eighth
 * of all work. It still does so if the connection is to be closed, for HTTP/1.0 (which has no chunks), and for headers
 * that are not prepared.
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

/** The lines that Node adds to each head, character for character. */
function commonLines(): string {
  const second = Math.floor(Date.now() / 1000)
  if (second === linesSecond) return lines
  linesSecond = second
  const date = new Date(second * 1000).toUTCString()
  lines = `Date: ${date}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${keepAliveMs / 1000}\r\n\r\n`
  return lines
}
