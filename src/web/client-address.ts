import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** A set of IP addresses. */
export class Networks {
  /** Built on first use: it takes five milliseconds, which most starts do not need. */
  #list: BlockList | undefined

  /** @param networks - addresses, `127.0.0.1`, and networks, `10.0.0.0/8` */
  constructor(private readonly networks: readonly string[]) {}

  /**
   * @param address - `::ffff:10.0.0.1`, as a dual-stack socket writes it, counts as 10.0.0.1; the zone of an address
   *   (`fe80::1%eth0`, RFC 4007 §11) makes no difference
   */
  has(address: string): boolean {
    const [bare = ''] = address.split('%')
    this.#list ??= listOf(this.networks)
    return this.#list.check(bare, familyOf(bare))
  }
}

/**
 * The address of the client: the nearest hop that is not one of our proxies. Whatever `X-Forwarded-For` holds beyond
 * that was written by others, and may be anything.
 *
 * @param trusted - the proxies that are trusted; undefined: none, and the address is that of the connection
 * @returns undefined if the connection is closed already
 */
export function clientAddress(
  { socket, headers }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trusted: Networks | undefined,
): string | undefined {
  let client = socket.remoteAddress
  const forwarded = headers['x-forwarded-for']
  if (trusted === undefined || forwarded === undefined) return client
  for (const hop of String(forwarded).split(',').toReversed()) {
    if (client === undefined || !trusted.has(client)) return client
    const address = addressIn(hop)
    if (address === undefined) return client
    client = address
  }
  return client
}

/** `192.0.2.1`, `192.0.2.1:5678`, `2001:db8::1`, `[2001:db8::1]:5678`: proxies write all of them. */
function addressIn(hop: string): string | undefined {
  const text = hop.trim()
  const bare = /^\[([\da-f:.]+)\](?::\d+)?$/i.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  // A zone has a meaning only on the host that wrote it, and may be any text.
  return isIP(bare) === 0 || bare.includes('%') ? undefined : bare
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    if (prefix === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(prefix), familyOf(address))
  }
  return list
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}
