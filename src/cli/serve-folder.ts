import type { Config } from '../config/settings.js'
import { pathPrefix } from '../model/site.js'
import { type Logger, makeLogger } from '../web/logger.js'
import { type RunningServer, startServer } from '../web/server.js'
import { makeWebSettings } from '../web/web-settings.js'
import { type CommandContext, exit } from './command.js'
import { configFor } from './folder.js'
import { logAnnouncer, logIntake, logLostBody } from './log-events.js'
import { openPublication } from './open-publication.js'
import { PendingOperations } from './operations.js'
import { PendingPublication } from './pending-publication.js'
import { Progress } from './progress.js'
import { startedEmpty } from './served-catalogue.js'
import { tellIdentity, tellListening, tellPublished, tellRebuilt } from './tell.js'

/** Delay before what the first requests would load is loaded, in milliseconds: it must hold up no first answer. */
const prepareAfterMs = 1_000

/**
 * Publishes a folder and follows its changes until told to stop.
 *
 * @returns the exit code, once everything is closed
 */
export async function serveFolder(context: CommandContext): Promise<number> {
  const config = await configFor(context.cwd, context.arguments[0])
  const stopped = whenStopped(context.signal)
  const logger = makeLogger(config.LOG_LEVEL, { write: context.out.log })
  // Listening comes first: a port that is taken is reported before anything is read, and requests that arrive
  // while the catalogue is being opened are told to come back.
  const pending = { publication: new PendingPublication(), operations: new PendingOperations() }
  const server = await listen(config, pending, logger)
  tellListening(config, server, context.out)
  try {
    await follow(config, pending, server, logger, context, stopped)
  } finally {
    await server.close()
  }
  return exit.ok
}

function whenStopped(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve()
    signal?.addEventListener('abort', () => resolve(), { once: true })
  })
}

interface Pending {
  readonly publication: PendingPublication
  readonly operations: PendingOperations
}

function listen(
  config: Config,
  { publication, operations }: Pending,
  logger: Logger,
): Promise<RunningServer> {
  const { HOST: host, PORT: port, CONNECTIONS_MAX: connectionsMax, SITE_URL } = config
  const basePath = SITE_URL === undefined ? '' : pathPrefix(SITE_URL)
  const settings = makeWebSettings({
    logger,
    basePath,
    iframeHosts: config.IFRAME_HOSTS,
    operatorToken: config.OPERATOR_TOKEN,
    trustProxy: config.TRUST_PROXY,
    rateLimit: config.RATE_LIMIT,
  })
  const app = async () => {
    const { createApp } = await import('../web/app.js')
    return createApp(publication, operations, settings)
  }
  return startServer({ publication, app, settings, host, port, connectionsMax })
}

/** Opens the publication, prints what is in it, and keeps it open until told to stop. */
async function follow(
  config: Config,
  pending: Pending,
  server: RunningServer,
  logger: Logger,
  { out, cwd }: CommandContext,
  stopped: Promise<void>,
): Promise<void> {
  const progress = new Progress(process.stdout, out.line)
  const catalogue = { isNew: true }
  const open = await openPublication(config, {
    port: server.port,
    listener: logIntake(logger, progress, catalogue),
    onBodyFailed: logLostBody(logger),
    announcing: logAnnouncer(logger),
    onServable: (publication) => pending.publication.openProvisionally(publication),
  })
  catalogue.isNew = startedEmpty(open)
  const preparing = setTimeout(() => prepare([open, server], logger), prepareAfterMs)
  try {
    tellRebuilt(open, logger)
    tellIdentity(config, open, out)
    pending.publication.open(open.publication)
    pending.operations.open(open.operations)
    const told = open.ready.then(() => {
      progress.clear()
      tellPublished(config, open, cwd, out)
    })
    await Promise.race([told, stopped])
    await stopped
    await server.close()
  } finally {
    clearTimeout(preparing)
    await open.close()
  }
}

/** Loads the rest of the program while it can be loaded. @see lazily */
function prepare(parts: readonly { prepare(): Promise<unknown> }[], logger: Logger): void {
  Promise.all(parts.map((part) => part.prepare())).then(
    () => logger.debug('everything that requests may need is loaded'),
    (error) =>
      logger.warn({ err: error }, 'a part of the program could not be loaded: it may need a restart'),
  )
}
