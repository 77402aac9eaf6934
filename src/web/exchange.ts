import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Publication } from '../publication/publication.js'
import type { WebSettings } from './web-settings.js'

/** One request, and all that is needed to answer it. */
export interface Exchange {
  readonly publication: Publication
  readonly settings: WebSettings
  readonly req: IncomingMessage
  readonly res: ServerResponse
}
