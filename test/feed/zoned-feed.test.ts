import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Author, Category, Enclosure, Extension, Feed, FeedOptions, Item } from 'feed'
import { ZonedDate } from '../../src/feed/zoned-date.js'
import { ZonedFeed } from '../../src/feed/zoned-feed.js'
import type {
  FeedHead,
  ItemExtension,
  Person,
  ZonedCategory,
  ZonedEnclosure,
  ZonedItem,
} from '../../src/feed/zoned-item.js'
import { formatNames } from '../../src/model/format.js'
import { makeFeed, makeItem, render, seedDate } from './make-feed.js'
import { parseFeed, parseJsonFeed, textOf } from './parse-documents.js'

/**
 * Every field of the package's model, and our name for it. The compiler refuses a missing field, a surplus
 * one, and one that our model does not have.
 */
const known: {
  readonly Item: Record<keyof Item, keyof ZonedItem>
  readonly FeedOptions: Record<keyof FeedOptions, keyof FeedHead>
  readonly Enclosure: Record<keyof Enclosure, keyof ZonedEnclosure>
  readonly Author: Record<keyof Author, keyof Person>
  readonly Category: Record<keyof Category, keyof ZonedCategory>
  readonly Extension: Record<keyof Extension, keyof ItemExtension>
} = {
  Item: same(
    ['title', 'id', 'link', 'date', 'description', 'content', 'category', 'guid', 'image', 'audio', 'video'],
    ['enclosure', 'author', 'contributor', 'published', 'copyright', 'extensions'],
  ),
  FeedOptions: same(
    [
      'id',
      'title',
      'updated',
      'generator',
      'language',
      'ttl',
      'stylesheet',
      'feed',
      'feedLinks',
      'hub',
      'docs',
    ],
    ['podcast', 'category', 'author', 'link', 'description', 'image', 'favicon', 'copyright'],
  ),
  Enclosure: same(['url', 'type', 'length', 'title', 'duration']),
  Author: same(['name', 'email', 'link', 'avatar']),
  Category: same(['name', 'domain', 'scheme', 'term']),
  Extension: same(['name', 'objects']),
}

function same<T extends string>(...names: T[][]): Record<T, T> {
  return Object.fromEntries(names.flat().map((name) => [name, name])) as Record<T, T>
}

/** The fields of an interface in the package's declarations, top level only. */
function declaredFields(name: string): string[] {
  const declarations = readFileSync('node_modules/feed/lib/feed.d.ts', 'utf8')
  const body = new RegExp(`^(?:interface|declare class) ${name} \\{\\n(.*?)^\\}`, 'ms').exec(
    declarations,
  )?.[1]
  assert.ok(body !== undefined, `${name} is declared`)
  return [...body.matchAll(/^ {2}(\w+)\??[:(]/gm)].map(([, field]) => field ?? '').toSorted()
}

describe('The model of the package feed', () => {
  for (const [name, fields] of Object.entries(known)) {
    it(`has the fields of ${name} that our model knows, and no others`, () => {
      assert.deepEqual(declaredFields(name), Object.keys(fields).toSorted())
    })
  }

  it('has the properties and methods of Feed that our model knows, and no others', () => {
    assert.deepEqual(
      declaredFields('Feed'),
      'addCategory addContributor addExtension addItem atom1 categories constructor contributors extensions items json1 options rss2'.split(
        ' ',
      ),
    )
  })

  it('is also ours: code written for it needs no change', () => {
    const item: Item = { title: 'a', link: 'https://news.example/a', date: new Date(0) }
    const options: FeedOptions = { title: 'x', link: 'https://news.example/', copyright: '©' }
    const feed: Feed = new ZonedFeed(options)
    feed.addItem(item)
    feed.addCategory('红网')
    feed.addContributor({ name: 'Bob' })
    const { feed: rss } = parseFeed(feed.rss2())
    assert.equal(textOf(rss, 'category'), '红网')
    assert.match(feed.atom1(), /<category term="红网"\/>\n<contributor><name>Bob<\/name><\/contributor>/)
  })
})

describe('A ZonedFeed', () => {
  it("prints a plain Date with the feed's offset, else in UTC", () => {
    const item = makeItem({ date: new Date(seedDate) })
    assert.match(
      makeFeed([item], { offsetMinutes: 540 }).rss2(),
      /<pubDate>Thu, 30 Dec 2021 16:26:20 \+0900</,
    )
    assert.match(makeFeed([item]).rss2(), /<pubDate>Thu, 30 Dec 2021 07:26:20 \+0000</)
    assert.match(makeFeed([], { offsetMinutes: 540, updated: new Date(seedDate) }).atom1(), /16:26:20\+09:00/)
  })

  it('prints both dates of an item that way', () => {
    const published = new Date(seedDate.getTime() - 60_000)
    const feed = makeFeed([makeItem({ date: new Date(seedDate), published })], { offsetMinutes: 540 })
    assert.match(feed.atom1(), /<published>2021-12-30T16:25:20\+09:00<\/published>/)
    assert.match(feed.atom1(), /<updated>2021-12-30T16:26:20\+09:00<\/updated>/)
  })

  it('gives the same instant and offset in all three formats', () => {
    const feed = makeFeed([makeItem()], { offsetMinutes: 60 })
    assert.match(feed.rss2(), /<pubDate>Thu, 30 Dec 2021 15:26:20 \+0800</)
    assert.match(feed.atom1(), /<published>2021-12-30T15:26:20\+08:00</)
    assert.match(feed.json1(), /"date_published":"2021-12-30T15:26:20\+08:00"/)
  })

  it('has the latest date of its items if it is given none, with its offset', () => {
    const later = new ZonedDate(seedDate.getTime() + 1000, 330)
    const dateless = makeItem({ date: new Date(Number.NaN) })
    const items = [makeItem(), makeItem({ date: later }), dateless]
    for (const inOrder of [items, items.toReversed()])
      assert.match(makeFeed(inOrder).rss2(), /<lastBuildDate>Thu, 30 Dec 2021 12:56:21 \+0530</)
  })

  it('resolves relative addresses against its link', () => {
    const item = makeItem({
      link: '../a b',
      image: '/p.png',
      audio: { url: 'x.mp3' },
      enclosure: { url: '/e.bin' },
    })
    const feed = makeFeed([item], {
      link: 'https://news.example/c/d',
      icon: '/i.png',
      feedLinks: { json: '/f.json' },
    })
    const { items, icon, feed_url } = parseJsonFeed(feed.json1())
    assert.equal(icon, 'https://news.example/i.png')
    assert.equal(feed_url, 'https://news.example/f.json')
    assert.equal(items[0]?.url, 'https://news.example/a%20b')
    assert.equal(items[0]?.image, 'https://news.example/p.png')
    assert.match(feed.rss2(), /<enclosure url="https:\/\/news.example\/e.bin" length="0"/)
  })

  it('takes the identity of an item from guid, id or link, in this order, and the same in all formats', () => {
    const { id: _, ...nameless } = makeItem()
    const cases = [
      [makeItem({ guid: ' g 1\0 ' }), 'g 1'],
      [makeItem({ guid: '' }), 'https://news.example/id/hongwang/rain'],
      [nameless, 'https://news.example/hongwang/2021/12/30/rain.html'],
    ] as const
    for (const [item, id] of cases) assert.deepEqual(identities(item), [id, id, id])
  })

  it('makes an identity from the content of an item that has none', () => {
    const nothing = { title: 'a', link: '', date: new Date(Number.NaN) }
    const [rss = '', atom, json] = identities(nothing)
    assert.match(rss, /^urn:uuid:/)
    assert.deepEqual([atom, json], [rss, rss])
    assert.notEqual(identities({ ...nothing, title: 'b' })[0], rss)
  })

  for (const format of formatNames) {
    it(`is a complete document in ${format} even if everything in it is empty`, () => {
      const empty = { title: '', link: '', date: new Date(Number.NaN), id: '', content: '', image: '' }
      const lists = {
        category: [{}],
        author: [{}],
        contributor: [{}],
        enclosure: { url: '' },
        extensions: [],
      }
      const feed = new ZonedFeed({
        title: '',
        description: '',
        link: '',
        feedLinks: {},
        updated: new Date(Number.NaN),
      })
      feed.addItem({ ...empty, ...lists })
      feed.addCategory('')
      feed.addContributor({})
      feed.addExtension({ name: '', objects: {} })
      const document = render(feed, format)
      const { items } = format === 'json' ? parseJsonFeed(document) : parseFeed(document)
      assert.equal(items.length, 1)
    })
  }
})

/** The identity of an item in RSS, Atom and JSON Feed. */
function identities(item: ZonedItem): (string | undefined)[] {
  const feed = makeFeed([item])
  const [rss] = parseFeed(feed.rss2()).items
  const [atom] = parseFeed(feed.atom1()).items
  return [rss && textOf(rss, 'guid'), atom && textOf(atom, 'id'), parseJsonFeed(feed.json1()).items[0]?.id]
}
