import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import request from 'supertest'
import type { BodyFile } from '../../src/publication/resource.js'
import { createApp } from '../../src/web/app.js'
import { makeLogger } from '../../src/web/logger.js'
import { makeWebSettings } from '../../src/web/web-settings.js'
import { defer } from '../support/deferred.js'
import { FakePublication, found, makeFileResource, seedTag } from '../support/fake-publication.js'
import { RawClient } from '../support/raw-client.js'
import { startSite, stopSites } from '../support/running-site.js'

const piece = Buffer.alloc(65_536, 'r')

function fileOf(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, size: number): BodyFile {
  return { size, open: async () => Readable.from(pieces, { objectMode: false }) }
}

function publish(file: BodyFile): FakePublication {
  return new FakePublication({ '/rain.png': found(makeFileResource(file)) })
}

/** A file of a gigabyte that records how much of it was read, and whether it was closed. */
function hugeFile() {
  const seen = { read: 0, closed: defer() }
  const size = 2 ** 30
  async function* pieces() {
    try {
      for (; seen.read < size; seen.read += piece.length) yield piece
    } finally {
      seen.closed.resolve()
    }
  }
  return { seen, file: { size, open: async () => pieces() } }
}

describe('A resource that is a file', () => {
  afterEach(stopSites)

  it('is sent whole, with its length and without a coding', async () => {
    const app = createApp(publish(fileOf([piece, Buffer.from('end')], piece.length + 3)))
    const answer = await request(app).get('/rain.png').buffer(true).expect(200)
    assert.equal(answer.headers['content-length'], String(piece.length + 3))
    assert.equal(answer.headers['content-type'], 'image/png')
    assert.equal(answer.headers['content-encoding'], undefined)
    assert.deepEqual(answer.body, Buffer.concat([piece, Buffer.from('end')]))
  })

  it('is not opened for HEAD, nor for a 304', async () => {
    const app = createApp(publish({ size: 1234, open: () => assert.fail('it was opened') }))
    const head = await request(app).head('/rain.png').expect(200)
    assert.equal(head.headers['content-length'], '1234')
    await request(app).get('/rain.png').set('If-None-Match', seedTag).expect(304)
  })

  it('is 503 with Retry-After if it cannot be opened as it was indexed', async () => {
    const lines: string[] = []
    const logger = makeLogger('warn', { write: (line) => lines.push(line) })
    const open = () => Promise.reject(new Error('/srv/content/rain.png changed'))
    const app = createApp(publish({ size: 1, open }), undefined, makeWebSettings({ logger }))
    const answer = await request(app).get('/rain.png').expect(503)
    assert.equal(answer.headers['retry-after'], '5')
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.doesNotMatch(answer.text, /srv|changed/)
    assert.equal(lines.length, 1)
  })

  const torn: Record<string, BodyFile> = {
    'shorter than it was': fileOf([piece], piece.length + 1),
    'longer than it was': fileOf([piece, piece], piece.length + 1),
    'not readable to its end': fileOf(
      (async function* () {
        yield piece
        throw new Error('EIO')
      })(),
      2 * piece.length,
    ),
  }
  for (const [what, file] of Object.entries(torn)) {
    it(`cuts its connection if it is ${what}: half a file is never taken for a whole one`, async () => {
      const lines: string[] = []
      const logger = makeLogger('error', { write: (line) => lines.push(line) })
      const { port } = await startSite(publish(file), { web: { logger } })
      const client = await RawClient.open(port)
      client.send('GET /rain.png HTTP/1.1\r\nHost: a\r\n\r\n')
      const text = await client.rest()
      const body = text.slice(text.indexOf('\r\n\r\n') + 4)
      assert.ok(body.length < file.size, `${body.length} of ${file.size}`)
      assert.equal(lines.length, 1)
    })
  }

  it('is closed when its client goes away, which is not logged as an error', async () => {
    const lines: string[] = []
    const logger = makeLogger('warn', { write: (line) => lines.push(line) })
    const { seen, file } = hugeFile()
    const { port } = await startSite(publish(file), { web: { logger } })
    const client = await RawClient.open(port)
    client.send('GET /rain.png HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(client.socket, 'data')
    client.socket.destroy()
    await seen.closed.promise
    assert.ok(seen.read < file.size)
    assert.deepEqual(lines, [])
  })

  it('is also closed if its client went away while it was being opened', async () => {
    const lines: string[] = []
    const logger = makeLogger('warn', { write: (line) => lines.push(line) })
    const [asked, mayOpen] = [defer(), defer()]
    const { seen, file } = hugeFile()
    const open = async () => {
      asked.resolve()
      await mayOpen.promise
      return file.open()
    }
    const server = await startSite(publish({ ...file, open }), { web: { logger } })
    const client = await RawClient.open(server.port)
    client.send('GET /rain.png HTTP/1.1\r\nHost: a\r\n\r\n')
    await asked.promise
    client.socket.destroy()
    await server.close()
    mayOpen.resolve()
    await seen.closed.promise
    assert.deepEqual(lines, [])
  })

  it('is also closed if its response was queued behind another when the connection was closed', async () => {
    const asked = defer()
    const { seen, file } = hugeFile()
    const publication = new FakePublication({
      '/never.xml': () => new Promise(() => undefined),
      '/rain.png': () => {
        asked.resolve()
        return found(makeFileResource(file))
      },
    })
    const { port } = await startSite(publication)
    const client = await RawClient.open(port)
    client.send('GET /never.xml HTTP/1.1\r\nHost: a\r\n\r\nGET /rain.png HTTP/1.1\r\nHost: a\r\n\r\n')
    await asked.promise
    client.socket.destroy()
    await seen.closed.promise
    assert.ok(seen.read < 64 * 2 ** 20, `${seen.read} bytes were read`)
  })

  it('is read no faster than its client takes it', async () => {
    const { seen, file } = hugeFile()
    const { port } = await startSite(publish(file))
    const slow = await RawClient.open(port)
    slow.send('GET /rain.png HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(slow.socket, 'data')
    slow.socket.pause()
    // While one client takes nothing, others are answered, and what was read for it fits into buffers.
    for (let other = 0; other < 50; other++)
      await request(`http://127.0.0.1:${port}`).get('/healthz').expect(200)
    assert.ok(seen.read < 64 * 2 ** 20, `${seen.read} bytes were read`)
    slow.socket.destroy()
    await seen.closed.promise
  })
})
