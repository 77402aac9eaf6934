import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import fc from 'fast-check'
import { clientAddress, Networks } from '../../src/web/client-address.js'

const proxies = new Networks(['127.0.0.1', '10.0.0.0/8', 'fd00::/8', 'fe80::/10'])

function addressOf(peer: string | undefined, forwarded?: string, trusted: Networks | undefined = proxies) {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return clientAddress({ socket: { remoteAddress: peer } as IncomingMessage['socket'], headers }, trusted)
}

describe('The address of a client', () => {
  it('is that of the connection if no proxy is trusted', () => {
    const headers = { 'x-forwarded-for': '192.0.2.9' }
    const socket = { remoteAddress: '127.0.0.1' } as IncomingMessage['socket']
    assert.equal(clientAddress({ socket, headers }, undefined), '127.0.0.1')
  })

  const rows: [string, string | undefined, string | undefined, string | undefined][] = [
    ['what a trusted proxy says', '127.0.0.1', '192.0.2.1', '192.0.2.1'],
    ['the nearest that is not a proxy of ours', '127.0.0.1', '192.0.2.9, 192.0.2.1, 10.1.2.3', '192.0.2.1'],
    ['never what a client wrote itself', '127.0.0.1', '127.0.0.1, 192.0.2.1', '192.0.2.1'],
    ['that of the connection if that is not a proxy of ours', '192.0.2.7', '192.0.2.1', '192.0.2.7'],
    ['that of the connection if the proxy reports none', '127.0.0.1', undefined, '127.0.0.1'],
    ['the farthest if all are proxies of ours', '127.0.0.1', '10.0.0.9, 10.0.0.8', '10.0.0.9'],
    ['the hop before text that is not an address', '127.0.0.1', '192.0.2.1, unknown, 10.0.0.8', '10.0.0.8'],
    ['without its port', '127.0.0.1', '192.0.2.1:5678', '192.0.2.1'],
    ['an IPv6 address', '127.0.0.1', '2001:db8::1', '2001:db8::1'],
    ['an IPv6 address without its brackets and port', '127.0.0.1', '[2001:db8::1]:443', '2001:db8::1'],
    ['also known behind an IPv6 proxy', 'fd00::2', '192.0.2.1', '192.0.2.1'],
    ['also known behind an IPv4 proxy on a dual-stack socket', '::ffff:10.0.0.1', '192.0.2.1', '192.0.2.1'],
    ['also known behind a link-local proxy with a zone', 'fe80::1%eth0', '192.0.2.1', '192.0.2.1'],
    ['the hop before an address with a zone', '127.0.0.1', '::1%10.0.0.1, 10.0.0.8', '10.0.0.8'],
    ['unknown if the connection is closed', undefined, '192.0.2.1', undefined],
  ]
  for (const [what, peer, forwarded, expected] of rows) {
    it(`is ${what}`, () => assert.equal(addressOf(peer, forwarded), expected))
  }

  it('is always an address, whatever the header holds', () => {
    const pieces = fc.constantFrom('10.0.0.1', '192.0.2.1', ',', ' ', ':', '[', ']', '::1', 'x', '%', '/8')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        assert.match(addressOf('127.0.0.1', parts.join('')) ?? '', /^[\da-f:.]+$/)
      }),
    )
  })
})
