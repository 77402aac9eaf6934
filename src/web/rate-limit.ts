import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'

/** Within which so many answers are given, in milliseconds: nobody is ever told to wait longer. */
const windowMs = 300_000

/** Clients that are remembered at once, each with one feed. Whoever is forgotten may begin anew. */
const pairsMax = 20_000

/**
 * Counts how often each client was sent each feed whole: so many times at once, and after that as often as evenly
 * makes so many in five minutes (the generic cell rate algorithm, ITU-T I.371).
 *
 * It keeps one number a client and feed, and no more than 20,000 of them.
 */
export class RateLimit {
  /** When a pair will have waited for all that it got, by the monotonic clock; the longest unused first. */
  readonly #paidMs = new Map<string, number>()
  readonly #intervalMs: number

  /**
   * @param most - answers in five minutes
   * @param nowMs - a clock that is never set back
   */
  constructor(
    most: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.#intervalMs = windowMs / most
  }

  /**
   * Takes one answer.
   *
   * @param client - an IP address; one of version 6 stands for its network of 64 bits, which one household has
   * @param feed - what tells it from others
   * @returns 0 where it may be given; else for how many seconds the client is to wait, at most 300
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

/** As short for a combination, which may have thousands of characters, as for any other feed. */
function pairOf(client: string, feed: string): string {
  return createHash('sha256')
    .update(`${networkOf(client)} ${feed}`)
    .digest('base64url')
}

/** Of a host's address of version 6, 64 bits name its network (RFC 4291 §2.5.4). */
function networkOf(client: string): string {
  const [address = ''] = client.split('%') // fe80::1%eth0
  if (!isIPv6(address)) return client
  // In its one spelling: lower case, no leading zeros, the longest row of zeros left out.
  const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const [head, tail] = [before.split(':'), after?.split(':') ?? []]
  const zeros = Array(Math.max(8 - head.length - tail.length, 0)).fill('0')
  const groups = [...head, ...zeros, ...tail].map((group) => group || '0')
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff'
  return groups.slice(isMapped ? 6 : 0, isMapped ? 8 : 4).join(':')
}
