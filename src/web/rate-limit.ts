import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'

/** The window of the limit, in milliseconds: nobody is ever told to wait longer. */
const windowMs = 300_000

/** Most pairs of client and feed that are remembered. One that is forgotten starts afresh. */
const pairsMax = 20_000

/**
 * Limits how often each client is sent each feed in full: a burst of so many, and after that the same number evenly
 * spread over every five minutes (the generic cell rate algorithm, ITU-T I.371).
 *
 * It keeps one number per client and feed, and no more than 20,000 of them.
 */
export class RateLimit {
  /** When a pair will have waited for all its answers so far, on the monotonic clock; least recently used first. */
  readonly #paidMs = new Map<string, number>()
  readonly #intervalMs: number

  /**
   * @param most - answers per five minutes
   * @param nowMs - a monotonic clock, in milliseconds
   */
  constructor(
    most: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.#intervalMs = windowMs / most
  }

  /**
   * Asks for one answer, and counts it if it is granted.
   *
   * @param client - an IP address; an IPv6 address stands for its /64 network, which one household has
   * @param feed - any text that identifies it
   * @returns 0 if it is granted; else how many seconds the client has to wait, at most 300
   */
  take(client: string, feed: string): number {
    const now = this.nowMs()
    const pair = pairOf(client, feed)
    const paidMs = Math.max(this.#paidMs.get(pair) ?? 0, now)
    const waitMs = paidMs + this.#intervalMs - windowMs - now
    this.#paidMs.delete(pair)
    this.#paidMs.set(pair, waitMs > 0 ? paidMs : paidMs + this.#intervalMs)
    if (this.#paidMs.size > pairsMax) this.#forgetOldest()
    return Math.ceil(Math.max(waitMs, 0) / 1000)
  }

  #forgetOldest(): void {
    for (const pair of this.#paidMs.keys()) {
      this.#paidMs.delete(pair)
      return
    }
  }
}

/** A hash, so that a combination, whose address may have thousands of characters, takes no more room than another. */
function pairOf(client: string, feed: string): string {
  return createHash('sha256')
    .update(`${networkOf(client)} ${feed}`)
    .digest('base64url')
}

/** The network of an IPv6 address is its first 64 bits (RFC 4291 §2.5.4). */
function networkOf(client: string): string {
  const [address = ''] = client.split('%') // fe80::1%eth0
  if (!isIPv6(address)) return client
  // Normalised by URL: lower case, no leading zeros, the longest run of zero groups left out.
  const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const [head, tail] = [before.split(':'), after?.split(':') ?? []]
  const zeros = Array(Math.max(8 - head.length - tail.length, 0)).fill('0')
  const groups = [...head, ...zeros, ...tail].map((group) => group || '0')
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff'
  return groups.slice(isMapped ? 6 : 0, isMapped ? 8 : 4).join(':')
}
