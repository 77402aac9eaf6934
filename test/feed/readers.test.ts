import assert from 'node:assert/strict'
import { extractFromJson, extractFromXml } from '@extractus/feed-extractor'
import { parseFeed } from '@rowanmanning/feed-parser'
import RssParser from 'rss-parser'
import type { ZonedFeed } from '../../src/feed/zoned-feed.js'
import type { FormatName } from '../../src/model/format.js'
import { render } from './make-feed.js'
import { ordinaryFeeds } from './sample-feeds.js'

/** What a reader understands of an item. */
interface Understood {
  readonly id: string | null | undefined
  readonly title: string | null | undefined
  readonly link: string | null | undefined
  /** Milliseconds since the epoch. */
  readonly published: number
}

interface Reader {
  readonly formats: readonly FormatName[]
  /** Formats in which it takes the last change for the date of publication. */
  readonly datesByUpdate?: readonly FormatName[]
  read(document: string): Promise<Understood[]> | Understood[]
}

/** Each reader: the formats that it knows, and what it understands of a document. */
const readers: Readonly<Record<string, Reader>> = {
  'rss-parser': {
    formats: ['rss', 'atom'],
    async read(document) {
      const parser = new RssParser<object, { id?: string }>()
      const { items } = await parser.parseString(document)
      return items.map(({ guid, id, title, link, pubDate }) => ({
        id: guid ?? id,
        title,
        link,
        published: Date.parse(pubDate ?? ''),
      }))
    },
  },
  '@rowanmanning/feed-parser': {
    formats: ['rss', 'atom'],
    read(document) {
      return parseFeed(document).items.map(({ id, title, url, published }) => ({
        id,
        title,
        link: url,
        published: Number(published),
      }))
    },
  },
  '@extractus/feed-extractor': {
    formats: ['rss', 'atom', 'json'],
    datesByUpdate: ['atom'],
    read(document) {
      const { entries = [] } = document.startsWith('{') ? extractFromJson(document) : extractFromXml(document)
      return entries.map(({ id, title, link, published }) => ({
        id,
        title,
        link,
        published: Date.parse(published ?? ''),
      }))
    },
  },
  'JSON.parse': {
    formats: ['json'],
    read(document) {
      const items: { id: string; title: string; url: string; date_published: string }[] =
        JSON.parse(document).items
      return items.map(({ id, title, url, date_published }) => ({
        id,
        title,
        link: url,
        published: Date.parse(date_published),
      }))
    },
  },
}

function expectedOf(feed: ZonedFeed, byUpdate: boolean): Understood[] {
  return feed.items.map(({ id, title, link, date, published = date }) => ({
    id,
    title,
    link,
    published: (byUpdate ? date : published).getTime(),
  }))
}

for (const [name, { formats, datesByUpdate = [], read }] of Object.entries(readers)) {
  describe(`The reader ${name}`, () => {
    for (const sample of ordinaryFeeds().filter(({ feed }) => feed.items.length > 0)) {
      for (const format of formats) {
        it(`finds ids, titles, links and instants unchanged: ${sample.name} in ${format}`, async () => {
          const expected = expectedOf(sample.feed, datesByUpdate.includes(format))
          assert.deepEqual(await read(render(sample.feed, format)), expected)
        })
      }
    }
  })
}
