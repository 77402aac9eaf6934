import { Networks } from './client-address.js'
import { type Logger, silentLogger } from './logger.js'
import { RateLimit } from './rate-limit.js'

/** The operator's settings for answering requests. All of them are optional. */
export interface WebOptions {
  readonly logger?: Logger
  /** Hosts whose `iframe` elements are kept in posts, as `frame-src` takes them: `player.example.com`. */
  readonly iframeHosts?: readonly string[]
  /** The path in SITE_URL, without a trailing slash; empty if it has none. */
  readonly basePath?: string
  /** The whole text of `/.well-known/security.txt` (RFC 9116). */
  readonly securityTxt?: string
  /** The bearer token with which an operator sees `/problems.json` from anywhere. */
  readonly operatorToken?: string | undefined
  /** Addresses and networks of the proxies whose `X-Forwarded-For` is trusted. */
  readonly trustProxy?: readonly string[]
  /** How often one client is sent one feed in full, in five minutes; without a limit if left out. */
  readonly rateLimit?: number | undefined
  /** The clock, in milliseconds since the epoch: for `Last-Modified`, never for durations. */
  readonly now?: () => number
}

/** The same, with defaults filled in. One object for the app and the server in front of it. */
export interface WebSettings {
  readonly logger: Logger
  /** `Content-Security-Policy` of every page. */
  readonly pagePolicy: string
  readonly basePath: string
  readonly securityTxt: string | undefined
  readonly operatorToken: string | undefined
  readonly trusted: Networks | undefined
  readonly rateLimit: RateLimit | undefined
  readonly now: () => number
}

/** Fills in the defaults. */
export function makeWebSettings(options: WebOptions = {}): WebSettings {
  return {
    logger: options.logger ?? silentLogger,
    pagePolicy: pagePolicy(options.iframeHosts ?? []),
    basePath: options.basePath ?? '',
    securityTxt: options.securityTxt,
    operatorToken: options.operatorToken,
    trusted: options.trustProxy?.length ? new Networks(options.trustProxy) : undefined,
    rateLimit: options.rateLimit === undefined ? undefined : new RateLimit(options.rateLimit),
    now: options.now ?? Date.now,
  }
}

/**
 * What a page may load: pictures and media from anywhere, since posts refer to them; its own style sheet; frames of the
 * hosts that the operator listed; no scripts at all.
 *
 * @see Content Security Policy Level 3 §6
 */
function pagePolicy(iframeHosts: readonly string[]): string {
  // A host is put into the policy as it is: one with a space or `;` would add more than a host.
  const frames = iframeHosts.filter((host) => /^[\w.*:-]+$/.test(host))
  return [
    "default-src 'none'",
    'img-src * data:',
    'media-src *',
    "style-src 'self'",
    ...(frames.length > 0 ? [`frame-src ${frames.join(' ')}`] : []),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
