import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener, type ServerOptions } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { keepAliveMs, PreparedResponse, prepare } from '../../src/web/prepared-head.js'

const fields = [
  'Content-Type',
  'text/plain',
  'Content-Length',
  '5',
  'ETag',
  'W/"a"',
  'Vary',
  'Accept-Encoding',
]

/** What is sent on a connection for successive requests, the last of which closes it. */
async function answersOf(options: ServerOptions, handle: RequestListener, requests: string): Promise<string> {
  const server = createServer({ keepAliveTimeout: keepAliveMs, ...options }, handle).listen(0, '127.0.0.1')
  try {
    await once(server, 'listening')
    const address = server.address()
    assert.ok(address !== null && typeof address === 'object')
    const socket = connect(address.port, '127.0.0.1')
    socket.end(requests)
    return (await text(socket)).replaceAll(/^Date: .* GMT\r$/gm, 'Date: now\r')
  } finally {
    server.close()
  }
}

/** The same for a response with prepared headers, and for one with the same headers as Node sends them. */
async function bothOf(
  status: number,
  requests: string,
  headers: string[] = fields,
): Promise<[prepared: string, plain: string]> {
  const handle: (headers: string[]) => RequestListener = (headers) => (_req, res) => {
    res.writeHead(status, headers).end(status === 200 ? 'hello' : undefined)
  }
  return [
    await answersOf({ ServerResponse: PreparedResponse }, handle(prepare([...headers])), requests),
    await answersOf({}, handle(headers), requests),
  ]
}

const ask = (method: string, ...more: string[]) =>
  [`${method} / HTTP/1.1`, 'Host: a', ...more, '', ''].join('\r\n')

describe('A prepared head', () => {
  for (const status of [200, 304, 404]) {
    it(`is exactly what Node sends with ${status}`, async () => {
      const [prepared, plain] = await bothOf(status, ask('GET') + ask('HEAD') + ask('GET'))
      assert.equal(prepared, plain)
      assert.equal(prepared.split('Keep-Alive: timeout=65\r\n').length, 4)
    })
  }

  it('says that the connection is closed when it is', async () => {
    const [prepared, plain] = await bothOf(200, ask('GET') + ask('GET', 'Connection: close'))
    assert.equal(prepared, plain)
    assert.match(prepared, /Connection: close\r\n/)
  })

  it('closes the connection of an HTTP/1.0 client as Node does, even if it asks to keep it', async () => {
    const [prepared, plain] = await bothOf(200, 'GET / HTTP/1.0\r\n\r\n')
    assert.equal(prepared, plain)
    assert.match(prepared, /Connection: close\r\n/)
    const bare = fields.slice(0, 2)
    const kept = 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n'
    const [preparedToo, plainToo] = await bothOf(304, kept, bare)
    assert.equal(preparedToo, plainToo)
  })

  it('cannot be made from headers that would inject another line', () => {
    assert.throws(() => prepare(['Link', '</a>\r\nSet-Cookie: b']), { code: 'ERR_INVALID_CHAR' })
    assert.throws(() => prepare(['Link\r\nA', 'b']), { code: 'ERR_INVALID_HTTP_TOKEN' })
  })
})
