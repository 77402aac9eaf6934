import type { ServerResponse } from 'node:http'
import { decodePath } from '../model/segment.js'
import { refuse } from './error-handler.js'
import type { Exchange } from './exchange.js'
import { allowed, answerOptions, methodKind } from './methods.js'
import type { Operations } from './operations.js'
import { parseTarget } from './target.js'

/** What operators ask: whether the process lives, and whether it should be sent requests. */
export type Probe = 'healthz' | 'readyz'

/** Setting of the app that is on while the server stops: `/readyz` then fails. */
export const drainingSetting = 'draining'

/**
 * Reads which probe a request is, in front of the publication: while the folder is read for the first
 * time, that answers 503 to everything, and a process that is well would be ended for it.
 *
 * @param url - the target of the request as it was sent
 * @param basePath - the path in SITE_URL; probes answer with it and without
 */
export function findProbe(url: string, basePath: string): Probe | undefined {
  // Every request comes by here: nearly all leave by the first line.
  if (!url.includes('/healthz') && !url.includes('/readyz')) return undefined
  const path = decodePath(parseTarget(url)?.path ?? '')
  for (const probe of ['healthz', 'readyz'] as const)
    if (path === `/${probe}` || path === `${decodePath(basePath)}/${probe}`) return probe
  return undefined
}

/**
 * Answers a probe: `/healthz` 200 as long as anything can be answered at all; `/readyz` 200 or 503, and
 * in JSON how the house stands.
 *
 * @param draining - the server is about to stop
 */
export function answerProbe(
  exchange: Exchange,
  probe: Probe,
  operations: Operations | undefined,
  draining: boolean,
): void {
  const method = methodKind(exchange.req.method)
  if (method === 'options') answerOptions(exchange.res, false)
  else if (method !== 'read')
    refuse(exchange, method === 'unknown' ? 501 : 405, { headers: ['Allow', allowed] })
  else if (probe === 'healthz') sendJson(exchange.res, 200, { status: 'ok' })
  else sendReadiness(exchange.res, operations, draining)
}

function sendReadiness(res: ServerResponse, operations: Operations | undefined, draining: boolean): void {
  const readiness = { ready: true, ...operations?.readiness() }
  const leaving = draining || readiness.draining === true
  const ready = readiness.ready && !leaving
  sendJson(res, ready ? 200 : 503, { ...readiness, ready, draining: leaving })
}

function sendJson(res: ServerResponse, status: number, value: object): void {
  const body = Buffer.from(`${JSON.stringify(value)}\n`)
  res.writeHead(status, [
    ...['Content-Type', 'application/json'],
    ...['Content-Length', String(body.byteLength)],
    ...['Cache-Control', 'no-store'],
    ...['X-Content-Type-Options', 'nosniff'],
  ])
  res.end(res.req.method === 'HEAD' ? undefined : body)
}
