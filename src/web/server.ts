import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import type { Express } from 'express'
import { lazily } from '../model/lazily.js'
import type { Publication } from '../publication/publication.js'
import { logAccess } from './access-log.js'
import { answer } from './answer.js'
import { refuseConnection, statusOfClientError } from './client-error.js'
import { fail, refuse } from './error-handler.js'
import type { Exchange } from './exchange.js'
import { listen } from './listen.js'
import { keepAliveMs, PreparedResponse } from './prepared-head.js'
import { drainingSetting, findProbe } from './probes.js'
import { discardBody } from './request-body.js'
import { hasValidHost, targetBytesMax } from './target.js'
import { type DrainTimes, Traffic } from './traffic.js'
import type { WebSettings } from './web-settings.js'

/** Limits on hostile clients. Times in milliseconds, sizes in bytes. */
const limits = {
  maxHeaderSize: 16_384,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  /** Checked by `statusOfInvalid` instead, so that this refusal is worded like all others. */
  requireHostHeader: false,
  /** Longer than common proxies keep theirs, so that it is the proxy that closes an idle connection. */
  keepAliveTimeout: keepAliveMs,
  ServerResponse: PreparedResponse,
} as const satisfies ServerOptions

/** No honest client sends more header fields than this, however small. Node silently drops the 2,001st. */
const fieldsMax = 500

/** A client that takes nothing of its response for this long, or up to twice as long, is cut off; in milliseconds. */
const stalledMs = 60_000

const refusedToldMs = 60_000

const usualDrain: DrainTimes = { idleMs: 250, deadlineMs: 30_000 }

/** Where and how to listen. */
export interface ListenOptions {
  readonly publication: Publication
  /**
   * Returns what `createApp` made with the same publication and settings. Called by `prepare`, or at the first request
   * that only the app answers, so that a restarted server serves feeds before Express is loaded; and again only if it
   * fails.
   */
  readonly app: () => Express | Promise<Express>
  readonly settings: WebSettings
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Connections beyond this many are closed without a response. */
  readonly connectionsMax: number
  readonly drain?: Partial<DrainTimes>
}

/** A server that is listening, and where. */
export interface RunningServer {
  readonly address: string
  readonly port: number
  /** Loads the Express app before a request needs it. */
  prepare(): Promise<unknown>
  /** Stops without dropping a request. Calling it twice is safe. */
  close(): Promise<void>
}

/**
 * Starts an HTTP server that asks the publication before the Express app, and stops without dropping a request.
 *
 * @throws FeedmillError if the port is taken (`port-in-use`), or host or port cannot be listened on
 */
export async function startServer(options: ListenOptions): Promise<RunningServer> {
  const { host, port, settings } = options
  const server = createLimitedServer()
  const traffic = new Traffic(server)
  const app = new LazyApp(options.app)
  server.maxConnections = options.connectionsMax
  tellRefused(server, settings)
  serve(server, makeHandler(traffic, options.publication, app, settings), traffic, settings)
  const { address, port: taken } = await listen(server, host, port)
  server.on('error', (error) => settings.logger.error({ err: error }, 'the server had an error'))
  let closed: Promise<void> | undefined
  return {
    address,
    port: taken,
    prepare: () => app.get(),
    close() {
      app.drain()
      closed ??= traffic.drain({ ...usualDrain, ...options.drain })
      return closed
    },
  }
}

/** A server without a request handler, with all the limits on hostile clients. */
export function createLimitedServer(): Server {
  const server = createServer(limits)
  server.timeout = stalledMs
  return server
}

/** Logs that connections are being closed because there are too many; at most once a minute. */
function tellRefused(server: Server, { logger }: WebSettings): void {
  let toldMs = Number.NEGATIVE_INFINITY
  server.on('drop', () => {
    const nowMs = performance.now()
    if (nowMs - toldMs < refusedToldMs) return
    toldMs = nowMs
    logger.warn(
      { connections: server.maxConnections },
      'too many connections are open: further ones are closed',
    )
  })
}

/** The Express app, loaded when it is first needed. */
class LazyApp {
  readonly get: () => Promise<Express>
  #loaded: Express | undefined
  #draining = false

  constructor(load: ListenOptions['app']) {
    this.get = lazily(async () => {
      this.#loaded = await load()
      return this.#draining ? this.#loaded.enable(drainingSetting) : this.#loaded
    })
  }

  /** From now on `/readyz` fails. */
  drain(): void {
    this.#draining = true
    this.#loaded?.enable(drainingSetting)
  }
}

function serve(server: Server, handle: Handler, traffic: Traffic, settings: WebSettings): void {
  server.on('request', handle)
  // No 100 Continue: the body would only be thrown away (RFC 9110 §10.1.1). Node then closes the connection.
  server.on('checkContinue', handle)
  server.on('connect', (_req, socket) => refuseConnection(socket, 501, false))
  server.on('clientError', (error, socket) => {
    settings.logger.debug({ err: error }, 'a client sent a request that cannot be read')
    refuseConnection(socket, statusOfClientError(error), traffic.isBusy(socket))
  })
}

type Handler = (req: IncomingMessage, res: ServerResponse) => void

function makeHandler(
  traffic: Traffic,
  publication: Publication,
  app: LazyApp,
  settings: WebSettings,
): Handler {
  const passToApp: Handler = (req, res) => {
    traffic.took(res)
    app.get().then(
      (loaded) => loaded(req, res),
      (error) => fail({ publication, settings, req, res }, error),
    )
  }
  return (req, res) => {
    const exchange = { publication, settings, req, res }
    traffic.arrived(res)
    logAccess(settings, req, res)
    const invalid = statusOfInvalid(req)
    if (invalid !== undefined) {
      res.shouldKeepAlive = false
      refuse(exchange, invalid)
    } else if (findProbe(req.url ?? '', settings.basePath) !== undefined) passToApp(req, res)
    else ask(exchange, traffic, passToApp)
  }
}

/** The status for a request that is refused at any address, as ambiguous or too large; undefined if it is neither. */
function statusOfInvalid(req: IncomingMessage): number | undefined {
  if (req.httpVersionMajor !== 1) return 505 // RFC 9110 §15.6.6: 0.9, which the parser takes, and 2.0
  if (req.rawHeaders.length > 2 * fieldsMax) return 431
  if (!hasValidHost(req)) return 400
  if ((req.url ?? '').length > targetBytesMax) return 414
  return discardBody(req) ? undefined : 413
}

function ask(exchange: Exchange, traffic: Traffic, passToApp: Handler): void {
  const { publication, settings, req, res } = exchange
  try {
    const answered = answer(publication, req, res, settings)
    if (answered === false) passToApp(req, res)
    if (typeof answered === 'boolean') return
    traffic.took(res)
    answered.then(
      (done) => {
        if (!done) passToApp(req, res)
      },
      (error) => fail(exchange, error),
    )
  } catch (error) {
    fail(exchange, error)
  }
}
