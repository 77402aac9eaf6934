import { createApp } from '../../src/web/app.js'
import type { Operations } from '../../src/web/operations.js'
import { type ListenOptions, type RunningServer, startServer } from '../../src/web/server.js'
import { makeWebSettings, type WebOptions } from '../../src/web/web-settings.js'
import type { FakePublication } from './fake-publication.js'
import { type RawAnswer, RawClient } from './raw-client.js'

/** Servers that tests started and have not closed. */
const running = new Set<RunningServer>()

export interface SiteOptions {
  readonly operations?: Operations
  readonly web?: WebOptions
  readonly listen?: Partial<ListenOptions>
}

/** Serves a publication on a free local port until `stopSites`. */
export async function startSite(
  publication: FakePublication,
  options: SiteOptions = {},
): Promise<RunningServer> {
  const settings = makeWebSettings(options.web)
  const app = createApp(publication, options.operations, settings)
  // A deadline beyond that of any test, so that a connection which only the deadline would close makes the test fail.
  const drain = { idleMs: 0, deadlineMs: 600_000 }
  const server = await startServer({
    publication,
    app: () => app,
    settings,
    host: '127.0.0.1',
    port: 0,
    connectionsMax: 10_000,
    drain,
    ...options.listen,
  })
  running.add(server)
  return server
}

/** Closes all servers. Call it after each test. */
export async function stopSites(): Promise<void> {
  for (const server of running) {
    running.delete(server)
    await server.close()
  }
}

/** Sends one request, given as lines, on a connection of its own. */
export async function askRaw(port: number, ...lines: string[]): Promise<RawAnswer> {
  const client = await RawClient.open(port)
  client.send([...lines, '', ''].join('\r\n'))
  const answer = await client.answer({ bodiless: lines[0]?.startsWith('HEAD ') ?? false })
  client.socket.destroy()
  return answer
}
