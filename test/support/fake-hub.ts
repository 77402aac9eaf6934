import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A local hub that records what it is told, and answers as a test wants. */
export interface FakeHub {
  readonly url: string
  /** Topics of the announcements received, in order. */
  readonly topics: readonly string[]
  /** The requests received, in order. */
  readonly requests: readonly { readonly headers: IncomingMessage['headers']; readonly body: string }[]
  /** How it answers from now on; 204 by default. Each request is recorded before it is answered. */
  answer: (response: ServerResponse, topic: string) => void
  /** Resolves once it has received this many announcements in total. */
  untilTold(count: number): Promise<void>
  close(): Promise<void>
}

/** Listens on a free port of this machine. */
export async function openHub(): Promise<FakeHub> {
  const requests: FakeHub['requests'][number][] = []
  const topics: string[] = []
  const waiting = new Set<() => void>()
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const topic = new URLSearchParams(body).get('hub.url') ?? ''
    requests.push({ headers: request.headers, body })
    topics.push(topic)
    hub.answer(response, topic)
    for (const look of waiting) look()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const hub: FakeHub = {
    url: `http://127.0.0.1:${port}/publish?site=1`,
    topics,
    requests,
    answer: (response) => response.writeHead(204).end(),
    untilTold: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (topics.length < count) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
  return hub
}
