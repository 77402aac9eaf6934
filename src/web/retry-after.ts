import type { IncomingMessage } from 'node:http'
import type { Resource } from '../publication/resource.js'
import { clientAddress, Networks } from './client-address.js'
import type { Exchange } from './exchange.js'
import { isPassedOn } from './operator.js'

/**
 * How many seconds a client has to wait before it is sent a feed in full again, 0 to 300.
 *
 * To be called once it is known that the client lacks this version: a 304 is never held up. After a 429, NetNewsWire
 * asks the whole host for nothing, for as long as `Retry-After` says.
 *
 * @see RFC 6585 §4
 */
export function retryAfterSeconds({ settings, req }: Exchange, { kind, link = '' }: Resource): number {
  const { rateLimit, trusted } = settings
  if (rateLimit === undefined || kind !== 'feed' || req.method !== 'GET') return 0
  const client = knownClient(req, trusted)
  return client === undefined ? 0 : rateLimit.take(client, link)
}

/** Networks where proxies are, but no reader on the internet (RFC 1122 §3.2.1.3, RFC 1918, RFC 4193, RFC 4291 §2.5). */
const ownNetworks = new Networks([
  ...['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'],
  ...['::1', 'fc00::/7', 'fe80::/10'],
])

/**
 * The client's address, if it can be known. All readers behind a proxy that is not trusted, or does not report them,
 * share one address: to hold up one would be to hold up all.
 */
function knownClient(req: IncomingMessage, trusted: Networks | undefined): string | undefined {
  const client = clientAddress(req, trusted)
  if (client === undefined || trusted?.has(client)) return undefined
  const isOwn = ownNetworks.has(client)
  return isOwn && client === req.socket.remoteAddress && isPassedOn(req) ? undefined : client
}
