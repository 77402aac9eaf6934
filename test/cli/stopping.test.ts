import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RawClient } from '../support/raw-client.js'
import { program } from '../support/run-program.js'
import { type Served, serveFolder } from '../support/serve.js'
import { folderForEach } from '../support/temporary-folder.js'

const post = '---\ntitle: 雨\ndate: 2021-12-30 15:26:20 +0800\ncategories: news\n---\n雨。\n'
/** More than a connection buffers, so that a client that reads nothing keeps its answer in progress. */
const recordingBytes = 32_000_000

const getFeed = 'GET /news.xml HTTP/1.1\r\nHost: localhost\r\n\r\n'
const getRecording = 'GET /talk.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n'

describe('A program that serves a folder', () => {
  const content = folderForEach()
  let served: Served
  let port: number

  async function start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    served = await serveFolder(program, content.path, { LOG_LEVEL: 'warn', ...settings })
    port = Number(new URL(served.address).port)
    for (;;) {
      const client = await RawClient.open(port)
      client.send('GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
      const { status } = await client.answer()
      await client.closed
      if (status === 200) return
    }
  }

  /** A client in the middle of an answer that reads nothing more for now. */
  async function beginRecording(): Promise<RawClient> {
    const client = await RawClient.open(port)
    client.send(getRecording)
    await once(client.socket, 'data')
    client.socket.pause()
    return client
  }

  /** Resolves when connections are refused: the program has begun to stop. */
  async function untilRefused(): Promise<void> {
    const isOpen = () =>
      RawClient.open(port).then(
        (other) => other.socket.destroy(),
        () => undefined,
      )
    while ((await isOpen()) !== undefined);
  }

  beforeEach(() => {
    mkdirSync(join(content.path, '_posts'))
    writeFileSync(join(content.path, '_posts', '2021-12-30-rain.md'), post)
    writeFileSync(join(content.path, 'talk.mp3'), Buffer.alloc(recordingBytes, 'x'))
  })

  afterEach(async () => {
    served.signal('SIGKILL')
    await served.ended
  })

  it('drops no request of clients that never stop asking, and exits with 0', async () => {
    await start()
    let answered = 0
    const asking = Array.from({ length: 20 }, async () => {
      const client = await RawClient.open(port)
      for (;;) {
        client.send(getFeed)
        const { status, headers } = await client.answer()
        assert.equal(status, 200)
        answered++
        if (headers.get('connection') === 'close') return client.closed
      }
    })
    while (answered < 500) await new Promise((resolve) => setImmediate(resolve))
    const ended = served.stop()
    await Promise.all(asking)
    assert.equal(await ended, 0)
  })

  it('finishes an answer in progress, however slowly it is read', async () => {
    await start()
    const client = await beginRecording()
    const ended = served.stop()
    await untilRefused()
    client.socket.resume()
    assert.equal((await client.answer()).body.length, recordingBytes)
    assert.equal(await ended, 0)
  })

  it('ends at once on a second signal, whatever is in progress', async () => {
    await start()
    const client = await beginRecording()
    served.signal('SIGTERM')
    await untilRefused()
    served.signal('SIGTERM')
    assert.equal(await served.ended, 'SIGTERM')
    client.socket.destroy()
  })

  for (const [what, fault] of Object.entries({
    'an exception': "throw new Error('a fault of ours')",
    'a rejection': "Promise.reject(new Error('a fault of ours'))",
  })) {
    it(`finishes answers in progress when ${what} is not caught, and exits with 1`, async () => {
      const source = `if (require('node:worker_threads').isMainThread) process.on('SIGUSR2', () => { ${fault} })`
      const injected = join(content.path, 'fault.cjs')
      writeFileSync(injected, source)
      await start({ NODE_OPTIONS: `--require ${injected}` })
      const client = await beginRecording()
      served.signal('SIGUSR2')
      await untilRefused()
      client.socket.resume()
      assert.equal((await client.answer()).body.length, recordingBytes)
      assert.equal(await served.ended, 1)
    })
  }

  it('accepts no more connections than CONNECTIONS_MAX, and logs it', async () => {
    await start({ CONNECTIONS_MAX: '10' })
    const said = served.logged(/too many connections are open/)
    const clients = await Promise.all(Array.from({ length: 10 }, () => RawClient.open(port)))
    for (const client of clients) {
      client.send(getFeed)
      assert.equal((await client.answer()).status, 200)
    }
    const eleventh = await RawClient.open(port)
    assert.equal(await eleventh.rest(), '')
    await said
    for (const client of clients) client.socket.destroy()
  })
})
