import assert from 'node:assert/strict'
import fc from 'fast-check'
import { groupKinds } from '../../src/model/scope.js'
import { renderArchive } from '../../src/page/archive-page.js'
import { renderErrorPage } from '../../src/page/error-page.js'
import { renderFeedList } from '../../src/page/feed-list-page.js'
import { renderFeedsPage } from '../../src/page/feeds-page.js'
import { renderHome } from '../../src/page/home-page.js'
import { renderListing } from '../../src/page/listing-page.js'
import { renderPost } from '../../src/page/post-page.js'
import type { Frame, PostView, ScopeView } from '../../src/page/view.js'
import { readHtml } from './html-reader.js'

const pieces = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '" style="position:fixed',
  'javascript:alert(1)',
  '</title></head><base href="//evil.example/">',
  '</main></body></html>',
  '<!--',
  ']]>',
  '&lt;script&gt;',
  '&#x6a;',
  '\u0000\u0008\u2028',
  '\ud800',
  '\udc00<',
  '`',
  '\r\n\t',
  '红网',
]
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 4 })
  .map((parts) => parts.join(''))
const maybe = fc.option(hostile, { nil: undefined })
const time = fc.record({
  instantMs: fc.integer({ min: -6e10, max: 2.5e11 }).map((seconds) => seconds * 1000),
  offsetMinutes: fc.integer({ min: -840, max: 840 }),
})
const feeds = fc.record({ rss: hostile, atom: hostile, json: hostile })
const kinds = ['site', 'category', 'tag', 'author'] as const

/** Leaves out what is undefined, as the types require. */
function compact<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}

const scope: fc.Arbitrary<ScopeView> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    name: hostile,
    title: hostile,
    feedTitle: hostile,
    description: maybe,
    image: maybe,
    page: hostile,
    feeds,
    count: fc.nat(),
  })
  .map(compact)
const scopes = fc.array(scope, { maxLength: 2 })
const post: fc.Arbitrary<PostView> = fc
  .record({
    title: hostile,
    page: hostile,
    published: time,
    updated: time,
    summary: maybe,
    image: maybe,
    categories: scopes,
    tags: scopes,
    authors: scopes,
    language: maybe,
  })
  .map(compact)
const posts = fc.array(post, { maxLength: 2 })
const frame: fc.Arbitrary<Frame> = fc.record({
  site: fc
    .record({
      title: hostile,
      description: hostile,
      url: hostile,
      guidBase: hostile,
      language: fc.oneof(hostile, fc.constant('zh-CN')),
      timeZone: hostile,
      icon: maybe,
    })
    .map(compact),
  wholeSite: scope,
  feedsPage: hostile,
  stylesheet: hostile,
})
const page = fc.oneof(
  fc.tuple(frame, scope, posts).map(([at, tag, newest]) => {
    const categories = { kind: 'category', scopes: [tag, tag], total: 3, all: tag.page } as const
    return renderHome(at, { categories, tags: [{ scope: tag, posts: newest }], newest })
  }),
  fc.tuple(frame, scope, posts).map(([at, of, list]) => renderListing(at, { scope: of, posts: list })),
  fc.tuple(frame, scope, posts).map(([at, of, list]) => {
    const archive = { name: '2021-12', page: of.page }
    return renderArchive(at, { scope: of, archive, posts: list, older: archive })
  }),
  fc
    .tuple(frame, post, posts, scopes)
    .map(([at, one, [newer, older], carriedBy]) =>
      renderPost(at, { post: one, body: '<p>x</p>', newer, older, carriedBy }),
    ),
  fc.tuple(frame, scope, scopes, scopes, scopes).map(([at, site, categories, tags, authors]) => {
    const kinds = { category: categories, tag: tags, author: authors }
    const [all, opml] = [site.page, site.page]
    const lists = groupKinds.map((kind) => ({ kind, scopes: kinds[kind], total: 500, all, opml }))
    return renderFeedsPage(at, { site, opml, lists })
  }),
  fc.tuple(frame, scopes, fc.constantFrom(...groupKinds)).map(([at, list, kind]) =>
    renderFeedList(at, {
      ...{ kind, scopes: list, total: 600, page: 2 },
      ...{ pages: [at.feedsPage, at.feedsPage], opml: at.feedsPage },
    }),
  ),
  fc
    .tuple(frame, fc.integer({ min: 400, max: 599 }), hostile, hostile)
    .map(([at, status, title, reason]) => renderErrorPage(at, { status, title, reason })),
)

const ownElements = new Set(
  (
    'html head meta title link body a header h1 h2 h3 p span nav ul ol li main div section article time img ' +
    'footer details summary table thead tbody tr th td'
  ).split(' '),
)

describe('A page of hostile titles, names and addresses', () => {
  it('has no element, attribute or address other than those that pages have', () => {
    fc.assert(
      fc.property(page, (document) => {
        for (const { name, attributes } of readHtml(document)) {
          assert.ok(ownElements.has(name), name)
          for (const [attribute, value] of attributes) {
            assert.doesNotMatch(attribute, /^(?:on|style$|srcdoc$|http-equiv$)/)
            if (attribute === 'href' || attribute === 'src') {
              assert.match(value, /^(?:https?:\/\/|\/|#[a-z]|about:invalid$|data:,$)/i)
            }
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
