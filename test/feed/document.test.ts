import assert from 'node:assert/strict'
import { joinDocument, renderItem } from '../../src/feed/document.js'
import { formatNames } from '../../src/model/format.js'
import { makeFeed, makeItem, makeOptions, render, seedDate } from './make-feed.js'

/** The environment variable with the host's zone. */
const tz = 'TZ'

const items = [
  makeItem({ author: [{ name: '李明' }], image: 'https://news.example/a.png', language: 'en' }),
  makeItem({ content: '' }),
  makeItem({ published: new Date(0) }),
]

describe('A document', () => {
  for (const format of formatNames) {
    it(`in ${format} is the same whether its items were rendered earlier or along with it`, () => {
      const options = makeOptions({ updated: seedDate })
      const rendered = items.map((item) => renderItem(format, item))
      const joined = joinDocument(format, options, rendered)
      assert.equal(joined.toString(), render(makeFeed(items, options), format))
    })

    it(`in ${format} contains an item as the same bytes, whichever feed carries it`, () => {
      const { bytes } = renderItem(format, makeItem())
      for (const title of ['A', 'B']) {
        const feed = makeFeed([makeItem(), ...items], {
          title,
          language: 'de',
          link: 'https://other.example/',
        })
        assert.ok(Buffer.from(render(feed, format)).includes(bytes))
      }
    })

    it(`in ${format} has the same bytes for the same content, whatever zone the host is in`, () => {
      const zone = process.env[tz]
      try {
        const documents = ['UTC', 'Asia/Shanghai', 'America/New_York'].map((host) => {
          process.env[tz] = host
          return render(makeFeed(items), format)
        })
        assert.equal(new Set(documents).size, 1)
      } finally {
        if (zone === undefined) delete process.env[tz]
        else process.env[tz] = zone
      }
    })

    it(`in ${format} ends with a line feed, empty or not`, () => {
      assert.ok(joinDocument(format, makeOptions(), []).toString().endsWith('\n'))
      assert.ok(render(makeFeed(items), format).endsWith('\n'))
    })
  }

  it('declares the namespaces that it uses, and no others', () => {
    const plain = { title: 'x', feedLinks: {} }
    const bare = makeItem({ content: '' })
    const declared = (document: string) =>
      [...document.matchAll(/ xmlns:(\w+)=/g)].map(([, prefix]) => prefix)
    assert.deepEqual(declared(makeFeed([bare], plain).rss2()), [])
    assert.deepEqual(declared(makeFeed([bare]).rss2()), ['atom'])
    assert.deepEqual(declared(makeFeed([...items, bare], plain).rss2()), ['atom', 'content', 'dc', 'media'])
    assert.deepEqual(declared(makeFeed([bare]).atom1()), [])
    assert.deepEqual(declared(makeFeed([bare, ...items]).atom1()), ['media'])
  })
})
