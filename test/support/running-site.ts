import { createApp } from '../../src/web/app.js'
import type { Operations } from '../../src/web/operations.js'
import { type ListenOptions, type RunningServer, startServer } from '../../src/web/server.js'
import { makeWebSettings, type WebOptions } from '../../src/web/web-settings.js'
import type { FakePublication } from './fake-publication.js'
import { type RawAnswer, RawClient } from './raw-client.js'

/** Servers that tests began and have not ended. */
const running = new Set<RunningServer>()

export interface SiteOptions {
  readonly operations?: Operations
  readonly web?: WebOptions
  readonly listen?: Partial<ListenOptions>
}

/** A publication that is listened to on a free port of this machine, until `stopSites`. */
export async function startSite(
  publication: FakePublication,
  options: SiteOptions = {},
): Promise<RunningServer> {
  const settings = makeWebSettings(options.web)
  const app = createApp(publication, options.operations, settings)
  // A deadline beyond any test's own: what would only end by it fails.
  const drain = { idleMs: 0, deadlineMs: 600_000 }
  const server = await startServer({
    publication,
    app: () => app,
    settings,
    host: '127.0.0.1',
    port: 0,
    drain,
    ...options.listen,
  })
  running.add(server)
  return server
}

/** To be called after each test. */
export async function stopSites(): Promise<void> {
  for (const server of running) {
    running.delete(server)
    await server.close()
  }
}

/** One request on a connection of its own, written line by line. */
export async function askRaw(port: number, ...lines: string[]): Promise<RawAnswer> {
  const client = await RawClient.open(port)
  client.send([...lines, '', ''].join('\r\n'))
  const answer = await client.answer({ bodiless: lines[0]?.startsWith('HEAD ') ?? false })
  client.socket.destroy()
  return answer
}
