import type { ServerResponse } from 'node:http'
import { toPlainProblem } from '../model/problem.js'
import { decodePath } from '../model/segment.js'
import { refuse } from './error-handler.js'
import type { Exchange } from './exchange.js'
import { allowed, answerOptions, methodKind } from './methods.js'
import type { Operations } from './operations.js'
import { isOperator } from './operator.js'
import { parseTarget, rawTarget } from './target.js'

/** What operators ask: is the process alive, should it be sent requests, and what is wrong with the posts. */
export type Probe = (typeof probes)[number]
const probes = ['healthz', 'readyz', 'problems.json'] as const

/** Setting of the Express app that is enabled while the server stops: `/readyz` then fails. */
export const drainingSetting = 'draining'

/**
 * Finds which probe a request is for. Probes come before the publication, which answers 503 to everything while the
 * folder is read for the first time: a healthy process would be killed for that.
 *
 * @param url - the request target as it was sent
 * @param basePath - the path in SITE_URL; probes answer with and without it
 */
export function findProbe(url: string, basePath: string): Probe | undefined {
  // Every request passes through here; nearly all leave at this line.
  if (!url.includes('/healthz') && !url.includes('/readyz') && !url.includes('/problems.json'))
    return undefined
  const path = decodePath(parseTarget(url)?.path ?? '')
  for (const probe of probes)
    if (path === `/${probe}` || path === `${decodePath(basePath)}/${probe}`) return probe
  return undefined
}

/**
 * Whether a request is answered as the probe that it names. `/problems.json` lists names of files, so for clients that
 * may not see it, it is an address that does not exist, like any other.
 */
export function isAnswered(
  probe: Probe,
  { req, settings }: Pick<Exchange, 'req' | 'settings'>,
  operations: Operations | undefined,
): boolean {
  return (
    probe !== 'problems.json' ||
    (operations?.problems !== undefined && isOperator(req, settings.operatorToken))
  )
}

/**
 * Answers a probe: `/healthz` with 200 as long as anything can be answered at all; `/readyz` with 200 or 503, and the
 * state of the system in JSON; `/problems.json` with what is wrong in the folder.
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
  else if (probe === 'readyz') sendReadiness(exchange.res, operations, draining)
  else sendProblems(exchange, operations)
}

function sendReadiness(res: ServerResponse, operations: Operations | undefined, draining: boolean): void {
  const readiness = { ready: true, ...operations?.readiness() }
  const ready = readiness.ready && !draining
  sendJson(res, ready ? 200 : 503, { ...readiness, ready, draining })
}

/** @see Operations.problems */
function sendProblems(exchange: Exchange, operations: Operations | undefined): void {
  const query = parseTarget(rawTarget(exchange.req))?.query
  const after = new URLSearchParams(query).get('after')
  const report = operations?.problems?.(after ?? undefined) ?? 'not-ready'
  if (report === 'not-ready') refuse(exchange, 503, { headers: ['Retry-After', '1'] })
  else if (report === 'bad-after')
    refuse(exchange, 400, { reason: '"after" is not the "next" of an earlier answer' })
  else sendJson(exchange.res, 200, { ...report, problems: report.problems.map(toPlainProblem) })
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
