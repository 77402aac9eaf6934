import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  archivePath,
  feedPath,
  homePath,
  isOwnAddress,
  ownerPath,
  pagePath,
  parseAddress,
} from '../../src/model/address.js'
import { formatNames } from '../../src/model/format.js'
import { type Group, groupKinds, siteScope } from '../../src/model/scope.js'
import { decodePath, segmentOf } from '../../src/model/segment.js'

const reserved = (
  'feed feeds index category tag author archive search status problems sitemap robots opml metrics ' +
  'healthz readyz hub theme assets id'
).split(' ')

const category = (name: string): Group => ({ kind: 'category', name })

describe("The address of a scope's feed", () => {
  it('is short for the site and for categories', () => {
    assert.equal(feedPath(siteScope, 'rss'), '/feed.xml')
    assert.equal(feedPath(category('hongwang'), 'rss'), '/hongwang.xml')
    assert.equal(feedPath(category('hongwang'), 'atom'), '/hongwang.atom')
    assert.equal(feedPath(category('hongwang'), 'json'), '/hongwang.json')
  })

  it('names the kind for tags and authors', () => {
    assert.equal(
      feedPath({ kind: 'tag', name: '红网新闻' }, 'rss'),
      '/tag/%E7%BA%A2%E7%BD%91%E6%96%B0%E9%97%BB.xml',
    )
    assert.equal(feedPath({ kind: 'author', name: 'Li Wei' }, 'atom'), '/author/Li%20Wei.atom')
  })

  for (const name of [...reserved, 'Feed', 'THEME']) {
    it(`is under /category/ for a category with the reserved name ${name}`, () => {
      assert.equal(feedPath(category(name), 'rss'), `/category/${name}.xml`)
    })
  }
})

describe("The address of a scope's page", () => {
  it('names the kind of scope, and is / for the site', () => {
    assert.equal(pagePath(siteScope), '/')
    assert.equal(pagePath(category('hongwang')), '/category/hongwang.html')
    assert.equal(pagePath({ kind: 'tag', name: '' }), '/tag/~e3b0c442.html')
  })
})

describe("The address of a scope's archive", () => {
  it('is in a folder beside its feeds, or beside its page', () => {
    assert.equal(archivePath(category('hongwang'), '2021-12', 'rss'), '/hongwang/archive/2021-12.xml')
    assert.equal(
      archivePath(category('hongwang'), '2021-12', 'page'),
      '/category/hongwang/archive/2021-12.html',
    )
    assert.equal(
      archivePath({ kind: 'tag', name: '红' }, '2021-12-30T15.2', 'json'),
      '/tag/%E7%BA%A2/archive/2021-12-30T15.2.json',
    )
    assert.equal(archivePath(category('archive'), '2021', 'atom'), '/category/archive/archive/2021.atom')
  })

  it('is short for the whole site', () => {
    assert.equal(archivePath(siteScope, '2021', 'atom'), '/archive/2021.atom')
    assert.equal(archivePath(siteScope, '2021-12-30', 'page'), '/archive/2021-12-30.html')
  })
})

describe('The form of a path', () => {
  const forms: [string, unknown][] = [
    ['/', { kind: 'home' }],
    ['/index.html', { kind: 'moved', to: homePath }],
    ['/feeds.html', { kind: 'feeds-page' }],
    ['/feeds/tag.html', { kind: 'feed-list', group: 'tag', page: 1 }],
    ['/feeds/tag-12.opml', { kind: 'opml-list', group: 'tag', page: 12 }],
    ['/theme/page.css', { kind: 'stylesheet' }],
    ['/theme/feed.css', { kind: 'feed-stylesheet' }],
    ['/feed.xml', { kind: 'site-feed', format: 'rss' }],
    ['/feed.json', { kind: 'site-feed', format: 'json' }],
    ['/hongwang.atom', { kind: 'feed', group: 'category', segment: 'hongwang', format: 'atom' }],
    ['/a.xml.xml', { kind: 'feed', group: 'category', segment: 'a.xml', format: 'rss' }],
    ['/tag/红网.xml', { kind: 'feed', group: 'tag', segment: '红网', format: 'rss' }],
    ['/tag/feed.xml', { kind: 'feed', group: 'tag', segment: 'feed', format: 'rss' }],
    ['/author/Li Wei.json', { kind: 'feed', group: 'author', segment: 'Li Wei', format: 'json' }],
    ['/category/feed.xml', { kind: 'feed', group: 'category', segment: 'feed', format: 'rss' }],
    ['/category/hongwang.xml', { kind: 'moved', to: '/hongwang.xml' }],
    ['/category/红.json', { kind: 'moved', to: '/%E7%BA%A2.json' }],
    ['/category/hongwang.html', { kind: 'page', group: 'category', segment: 'hongwang' }],
    ['/tag/a.xml.html', { kind: 'page', group: 'tag', segment: 'a.xml' }],
    ['/archive/2021.xml', { kind: 'archive', group: 'site', segment: '', archive: '2021', part: 'rss' }],
    [
      '/a/archive/2021-12-30T15.2.json',
      { kind: 'archive', group: 'category', segment: 'a', archive: '2021-12-30T15.2', part: 'json' },
    ],
    [
      '/category/红/archive/2021-12.html',
      { kind: 'archive', group: 'category', segment: '红', archive: '2021-12', part: 'page' },
    ],
    [
      '/tag/archive/archive/2021-12-30.atom',
      { kind: 'archive', group: 'tag', segment: 'archive', archive: '2021-12-30', part: 'atom' },
    ],
    ['/feed/archive/2021.xml', { kind: 'moved', to: '/archive/2021.xml' }],
    ['/category/红/archive/2021.xml', { kind: 'moved', to: '/%E7%BA%A2/archive/2021.xml' }],
  ]
  for (const [path, address] of forms) {
    it(`says what ${path} is`, () => assert.deepEqual(parseAddress(path), address))
  }

  const others = [
    '',
    '/hongwang',
    '/hongwang.html',
    '/.xml',
    '/tag/.xml',
    '/tag/.html',
    '/tag',
    '/tag/',
    '/tag.xml',
    '/feeds.xml',
  ]
  for (const path of [
    ...others,
    '/FEED.xml',
    '/Category/a.xml',
    '/tag/a/b.xml',
    '/a/b.xml',
    '//a.xml',
    '/hongwang.XML',
    ...['/archive/2021', '/archive/21.xml', '/archive/2021-12-30T15.0.xml', '/archive/2021-12.1.xml'],
    ...['/archive/2021-12-30t15.xml', '/archive/2021.css', '/tag/archive/2021.xml', '/a/archive/2021.html'],
    ...['//archive/2021.xml', '/tag//archive/2021.xml', '/a/b/archive/2021.xml', '/feed/archive/2021.html'],
  ]) {
    it(`is not one of our addresses: ${JSON.stringify(path)}`, () =>
      assert.equal(parseAddress(path), undefined))
  }

  const group = fc.record({
    kind: fc.constantFrom(...groupKinds),
    name: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...reserved, ...reserved.map((word) => word.toUpperCase())),
      fc.string({
        unit: fc.constantFrom(
          '.',
          'xml',
          '.xml',
          '.html',
          '.atom',
          '/',
          'feed',
          'category',
          '~',
          '%',
          '\u0301',
          '＝',
        ),
      }),
    ),
  })

  it('leads back to the scope of a feed, whatever its name', () => {
    fc.assert(
      fc.property(group, fc.constantFrom(...formatNames), (scope, format) => {
        const path = decodePath(feedPath(scope, format)) ?? assert.fail()
        const segment = segmentOf(scope.name)
        assert.deepEqual(parseAddress(path), { kind: 'feed', group: scope.kind, segment, format })
        assert.ok(isOwnAddress(path))
      }),
      { numRuns: 2000 },
    )
  })

  it('leads back to the scope of a page, whatever its name', () => {
    fc.assert(
      fc.property(group, (scope) => {
        const path = decodePath(pagePath(scope)) ?? assert.fail()
        assert.deepEqual(parseAddress(path), {
          kind: 'page',
          group: scope.kind,
          segment: segmentOf(scope.name),
        })
        assert.ok(isOwnAddress(path))
      }),
      { numRuns: 1000 },
    )
  })

  const archiveName = fc.constantFrom('2021', '0001-12', '2021-12-30', '2021-12-30T15', '2021-12-30T15.12')

  it('leads back to the scope of an archive, whatever its name', () => {
    const parts = fc.constantFrom(...formatNames, 'page' as const)
    fc.assert(
      fc.property(group, archiveName, parts, (scope, archive, part) => {
        const path = decodePath(archivePath(scope, archive, part)) ?? assert.fail()
        const segment = segmentOf(scope.name)
        const address = { kind: 'archive', group: scope.kind, segment, archive, part } as const
        assert.deepEqual(parseAddress(path), address)
        const owner = part === 'page' ? pagePath(scope) : feedPath(scope, part)
        assert.equal(ownerPath(address), decodePath(owner))
        assert.ok(isOwnAddress(path))
      }),
      { numRuns: 2000 },
    )
  })

  it("redirects a category's long address to its short one, and no further", () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...formatNames), (name, format) => {
        const short = feedPath(category(name), format)
        const long = decodePath(`/category${short}`) ?? assert.fail()
        const address = parseAddress(long)
        if (address?.kind === 'moved') assert.equal(address.to, short)
        else assert.ok(short.startsWith('/category/'))
      }),
    )
  })
})

describe("The site's own addresses", () => {
  const own = [
    ...reserved.flatMap((word) => [`/${word}`, `/${word}.html`, `/${word}.txt`, `/${word}/`]),
    ...['/', '/index.html', '/feeds.html', '/feeds.opml', '/all.opml', '/hongwang.xml', '/hongwang.json'],
    ...['/Feeds.html', '/SEARCH', '/Hongwang.XML', '/Category/a.html', '/feeds.html/'],
    ...['/theme/page.css', '/Theme/PAGE.css', '/.well-known/security.txt', '/.well-known/a/b'],
    ...[
      '/archive/2021.xml',
      '/feed/2021-12.json',
      '/hongwang/archive/2021-12.xml',
      '/a/archive/2021-12-30T15.2.html',
    ],
    ...[
      '/category/hongwang.html',
      '/category/hongwang.xml',
      '/tag/a/archive/2021-12-30.atom',
      '/author/a/archive/2021.html',
    ],
    ...['/feeds/tag.html', '/feeds/tag.opml', '/feeds/tag-2.opml'],
    ...['/healthz', '/readyz', '/robots.txt', '/sitemap-1.xml', '/tag/a.html'],
  ]
  for (const path of own) it(`are never a post's: ${path}`, () => assert.ok(isOwnAddress(path)))

  const free = [
    ...[
      '/hongwang/2021/12/30/rain.html',
      '/rain.html',
      '/rain',
      '/rain/',
      '/2021/rain.html',
      '/feedback.html',
    ],
    ...[
      '/category/2021/12/30/rain.html',
      '/tag/2021/rain.html',
      '/archive/2021/rain.html',
      '/archive/rain.html',
    ],
    ...[
      '/hongwang/archive/rain.html',
      '/hongwang/archive/2021-12/rain.html',
      '/a/b/archive/2021.html',
      '/identity',
      '/search/a',
    ],
    ...['theme', 'assets', 'id', 'hub'].map((word) => `/${word}/2022/01/05/rain.html`),
    ...['/theme/rain.html', '/assets/a/b.html', '/id/2022-01-05-q01', '/hub/x'],
    ...['/hongwang/archive/202.html', '/robots/a.txt', '/a.xml/b.html', '/tags/a.html', '/x/theme/a'],
  ]
  for (const path of free) it(`leave ${path} to posts`, () => assert.ok(!isOwnAddress(path)))
})
