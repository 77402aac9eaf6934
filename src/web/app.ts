import express, { type Express, type RequestHandler } from 'express'
import type { Publication } from '../publication/publication.js'
import { answer } from './answer.js'
import { errorHandler, refuse } from './error-handler.js'
import { allowed, methodKind } from './methods.js'
import type { Operations } from './operations.js'
import { answerProbe, drainingSetting, findProbe, isAnswered } from './probes.js'
import { makeWebSettings, type WebSettings } from './web-settings.js'

const securityTxtPath = '/.well-known/security.txt'

/**
 * The whole site as an Express app, for `startServer` or to be mounted anywhere. Besides the publication it answers the
 * probes and security.txt; everything else is a 404.
 *
 * @param operations - the state of the system, for `/readyz` and `/problems.json`; without it, the site is ready
 */
export function createApp(
  publication: Publication,
  operations?: Operations,
  settings: WebSettings = makeWebSettings(),
): Express {
  const app = express()
  app.set('etag', false) // Express would hash every response; ours have an ETag already
  app.disable('x-powered-by')
  app.set('query parser', 'simple')
  app.set('trust proxy', false) // absolute addresses come from SITE_URL alone
  app.use((req, res, next) => {
    const probe = findProbe(req.originalUrl, settings.basePath)
    const exchange = { publication, settings, req, res }
    if (probe === undefined || !isAnswered(probe, exchange, operations)) return next()
    answerProbe(exchange, probe, operations, app.enabled(drainingSetting))
  })
  app.use(answering(publication, settings))
  if (settings.securityTxt !== undefined) app.use(securityTxt(publication, settings, settings.securityTxt))
  app.use((req, res) => refuse({ publication, settings, req, res }, 404))
  app.use(errorHandler(publication, settings))
  return app
}

function answering(publication: Publication, settings: WebSettings): RequestHandler {
  return async (req, res, next) => {
    if (!(await answer(publication, req, res, settings))) next()
  }
}

/** At the root of the host, whatever path the site has. @see RFC 9116 §3 */
function securityTxt(publication: Publication, settings: WebSettings, text: string): RequestHandler {
  const body = Buffer.from(text)
  return (req, res, next) => {
    if (req.path !== securityTxtPath) return next()
    if (methodKind(req.method) !== 'read') {
      return refuse({ publication, settings, req, res }, 405, { headers: ['Allow', allowed] })
    }
    res.writeHead(200, [
      ...['Content-Type', 'text/plain; charset=utf-8'],
      ...['Content-Length', String(body.byteLength)],
      ...['Cache-Control', 'public, max-age=3600'],
      ...['X-Content-Type-Options', 'nosniff'],
    ])
    res.end(req.method === 'HEAD' ? undefined : body)
  }
}
