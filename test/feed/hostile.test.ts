import assert from 'node:assert/strict'
import { type FormatName, formatNames } from '../../src/model/format.js'
import { assertSaysAll, hostileFeed } from './hostile-feed.js'
import { hostileAddresses, hostileTexts } from './hostile-texts.js'
import { makeFeed, render } from './make-feed.js'

describe('A hostile text, in every field that takes text', () => {
  it('is one of at least sixty', () => {
    assert.ok(hostileTexts.length >= 60)
    assert.equal(new Set(hostileTexts.map(({ text }) => text)).size, hostileTexts.length)
  })

  for (const { name, text } of hostileTexts) {
    it(`comes back from all three formats: ${name}`, () => {
      for (const format of formatNames) assertSaysAll(format, render(hostileFeed(text), format), text)
    })
  }
})

describe('A hostile address, in every field that takes an address', () => {
  for (const [address, expected] of hostileAddresses) {
    it(`becomes an address in ASCII or is left out: ${JSON.stringify(address.slice(0, 50))}`, () => {
      for (const format of formatNames) {
        const found = addressesIn(format, address)
        const said = expected === undefined ? [] : Array.from({ length: places[format] }, () => expected)
        assert.deepEqual(found, said)
      }
    })
  }
})

/** How many of the addresses filled in below each format writes. */
const places: Readonly<Record<FormatName, number>> = { rss: 9, atom: 11, json: 10 }

/** Every address in a document whose addresses are all given as `address`. */
function addressesIn(format: FormatName, address: string): string[] {
  const feed = makeFeed(
    [
      {
        title: 'x',
        id: 'urn:x',
        link: address,
        date: new Date(0),
        image: address,
        enclosure: { url: address },
        author: [{ name: 'Ann', link: address, avatar: address }],
        category: [{ name: 'c', domain: address }],
      },
    ],
    {
      id: 'urn:y',
      link: address,
      feedLinks: { rss: address, atom: address, json: address },
      icon: address,
      image: address,
      hub: address,
      author: { name: 'Ann', link: address },
    },
  )
  const document = render(feed, format)
  const pattern =
    format === 'json'
      ? /"(?:\w*url|icon|image|avatar)":"([^"]*)"/g
      : /(?:\b(?:href|url|scheme|domain)="|<(?:link|url|uri|icon|logo)>)([^"<]+)["<]/g
  return [...document.matchAll(pattern)]
    .map(([, found = '']) => found.replaceAll('&amp;', '&'))
    .filter(Boolean)
}
