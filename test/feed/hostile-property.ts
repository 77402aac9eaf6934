import fc from 'fast-check'
import { formatNames } from '../../src/model/format.js'
import { assertSaysAll, hostileFeed } from './hostile-feed.js'
import { hostileTexts } from './hostile-texts.js'
import { makeFeed, render } from './make-feed.js'
import { parseFeed, parseJsonFeed } from './parse-documents.js'

const fragments = hostileTexts.map(({ text }) => text).filter((text) => text.length < 100)

/** Arbitrary UTF-16, mixed with what has broken feeds before. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...fragments),
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
        .map((units) => String.fromCharCode(...units)),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''))

const anyDate = fc.date({ noInvalidDate: false })

const anyMedia = fc.record({
  url: fc.oneof(anyText, fc.webUrl()),
  type: anyText,
  length: fc.double(),
  title: anyText,
  duration: fc.double(),
})

const anyPerson = fc.record(
  { name: anyText, email: anyText, link: anyText, avatar: anyText },
  { requiredKeys: [] },
)

const anyItem = fc.record(
  {
    title: anyText,
    link: fc.oneof(anyText, fc.webUrl()),
    date: anyDate,
    id: anyText,
    guid: anyText,
    published: anyDate,
    description: anyText,
    summary: anyText,
    content: anyText,
    language: anyText,
    copyright: anyText,
    image: fc.oneof(anyText, anyMedia),
    audio: fc.oneof(anyText, anyMedia),
    enclosure: anyMedia,
    author: fc.array(anyPerson, { maxLength: 3 }),
    contributor: fc.array(anyPerson, { maxLength: 2 }),
    category: fc.array(fc.record({ name: anyText, term: anyText, domain: anyText, label: anyText }), {
      maxLength: 3,
    }),
    extensions: fc.array(
      fc.record({
        name: fc.oneof(anyText, fc.constant('_x')),
        objects: fc.dictionary(anyText, fc.anything()),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['title', 'link', 'date'] },
)

const anyOptions = fc.record(
  {
    title: anyText,
    id: anyText,
    description: anyText,
    link: fc.oneof(anyText, fc.webUrl()),
    feed: anyText,
    updated: anyDate,
    offsetMinutes: fc.oneof(fc.integer(), fc.double()),
    language: anyText,
    ttl: fc.double(),
    author: anyPerson,
    image: anyText,
    icon: anyText,
    favicon: anyText,
    hub: anyText,
    generator: fc.oneof(anyText, fc.constant<false>(false)),
    copyright: anyText,
    docs: anyText,
    stylesheet: fc.oneof(anyText, fc.constant('/a.css?>')),
  },
  { requiredKeys: ['title'] },
)

/** Any text comes back from every place of every format. */
export function assertAnyTextComesBack(numRuns: number): void {
  const property = fc.property(anyText, (text) => {
    for (const format of formatNames) assertSaysAll(format, render(hostileFeed(text), format), text)
  })
  fc.assert(property, { numRuns })
}

/** Any feed of any items is a document that parses, with every item in it, and the same one each time. */
export function assertAnyFeedParses(numRuns: number): void {
  const property = fc.property(anyOptions, fc.array(anyItem, { maxLength: 4 }), (options, items) => {
    const feed = makeFeed(items, options)
    for (const format of formatNames) {
      const document = render(feed, format)
      const parsed = format === 'json' ? parseJsonFeed(document) : parseFeed(document)
      if (parsed.items.length !== items.length || render(feed, format) !== document) return false
    }
    return true
  })
  fc.assert(property, { numRuns })
}
