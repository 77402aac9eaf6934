import assert from 'node:assert/strict'
import fc from 'fast-check'
import { combinationKeys } from '../../src/model/combination.js'
import { formatNames, formats } from '../../src/model/format.js'
import { parseFeed } from '../feed/parse-documents.js'
import { closeSites, openSite, openSiteUnread, postText, type TestSite } from '../support/open-site.js'

const dated = (day: number, header: Record<string, string>, body?: string) =>
  postText({ date: `2022-01-${String(day).padStart(2, '0')} 09:00:00 +0800`, ...header }, body)

const files = {
  'a.md': dated(1, { categories: 'one', tags: 'x', author: '林岸' }, '<p>中国人民银行</p>'),
  'b.md': dated(2, { categories: 'one two', tags: 'y' }, '<p>银行</p>'),
  'c.md': dated(3, { categories: 'two', tags: 'x' }),
  'd.md': dated(4, { categories: 'three', tags: '红网新闻' }, '<p>银行</p>'),
}

const idOf = (id: string) => id.replace('https://feeds.example.com/id/', '')
const carried = async (site: TestSite, query: string): Promise<string[]> => {
  const { status, text } = await site.get(`/feed.json?${query}`)
  assert.equal(status, 200, query)
  return JSON.parse(text).items.map(({ id }: { id: string }) => idOf(id))
}
const indexed = (site: TestSite) =>
  site.until(async () => {
    const { search } = site.open.catalogue.status()
    return search === undefined || search.indexed === search.total
  })

describe('A combination', () => {
  afterEach(closeSites)

  it('carries posts that have for every key one of its values', async () => {
    const site = await openSite(files)
    await indexed(site)
    for (const [query, ids] of [
      ['category=one', 'b a'],
      ['category=one&category=three', 'd b a'],
      ['category=one&tag=x', 'a'],
      ['category=one&category=two&tag=x', 'c a'],
      ['author=林岸', 'a'],
      ['not-category=two', 'd a'],
      ['category=one&not-tag=y', 'a'],
      ['not-author=林岸&not-tag=红网新闻', 'c b'],
      ['q=银行', 'd b a'],
      ['q=人民银行', 'a'],
      ['q=银行&tag=红网新闻&tag=y', 'd b'],
      ['q=银行+四', ''],
      ['category=one&category=one&_=1&utm_source=x', 'b a'],
    ] as const)
      assert.equal((await carried(site, encodeURI(query))).join(' '), ids, query)
  })

  it('has three formats that say the same, its own address and id, and what is combined', async () => {
    const site = await openSite(files)
    const query = 'category=one&category=two&tag=x&not-author=%E6%9E%97%E5%B2%B8'
    const title = 'one / two + #x − 林岸 - Feedmill'
    const self = (suffix: string) => `https://feeds.example.com/feed.${suffix}?${query}`
    const rss = (await site.get(`/feed.xml?${query}`)).text
    assert.ok(rss.includes(`<title>${title}</title>`))
    assert.ok(rss.includes(`<atom:link href="${self('xml').replaceAll('&', '&amp;')}" rel="self"`))
    assert.ok(rss.includes('<link>https://feeds.example.com/</link>'))
    const atom = (await site.get(`/feed.atom?${query}`)).text
    assert.ok(atom.includes(`<id>https://feeds.example.com/id?${query.replaceAll('&', '&amp;')}</id>`))
    assert.ok(atom.includes(`<link rel="self" href="${self('atom').replaceAll('&', '&amp;')}"`), atom)
    const json = JSON.parse((await site.get(`/feed.json?${query}`)).text)
    assert.deepEqual([json.title, json.feed_url], [title, self('json')])
    assert.deepEqual(
      json.items.map(({ id }: { id: string }) => idOf(id)),
      ['c'],
    )
  })

  it('leads to the page of the one name that is asked for, and says its title as feeds.yml does', async () => {
    const site = await openSite({ ...files, 'feeds.yml': 'categories:\n  one:\n    title: 头条\n' })
    const of = async (query: string) => JSON.parse((await site.get(`/feed.json?${query}`)).text)
    const one = await of('category=one&q=%E9%93%B6%E8%A1%8C')
    assert.deepEqual(
      [one.title, one.home_page_url],
      ['头条 + “银行” - Feedmill', 'https://feeds.example.com/category/one.html'],
    )
    const without = await of('not-category=one')
    assert.deepEqual(
      [without.title, without.home_page_url],
      ['Feedmill − 头条', 'https://feeds.example.com/'],
    )
    assert.equal((await of('category=nothing')).home_page_url, 'https://feeds.example.com/')
  })

  it('is one resource in every spelling: same bytes, same ETag, 304, gzip, HEAD', async () => {
    const site = await openSite(files)
    const written = '/feed.xml?category=one&tag=x&tag=%E7%BA%A2%E7%BD%91%E6%96%B0%E9%97%BB'
    const { headers, text } = await site.get(written)
    assert.equal(headers['link'], `<https://feeds.example.com${written}>; rel="self"`)
    assert.match(headers['cache-control'] ?? '', /^public, max-age=900, s-maxage=30/)
    assert.match(headers['etag'] ?? '', /^W\//)
    assert.equal(headers['last-modified'], undefined)
    assert.equal(headers['content-encoding'], 'gzip')
    for (const spelling of [
      '/feed.xml?tag=x&tag=%e7%ba%a2%e7%bd%91%e6%96%b0%e9%97%bb&category=one',
      '/feed.xml?category=one&tag=x&tag=x&utm_source=a&tag=%E7%BA%A2%E7%BD%91%E6%96%B0%E9%97%BB',
      '/f%65ed%2Exml?tag=%E7%BA%A2%E7%BD%91%E6%96%B0%E9%97%BB&category=one&tag=x&',
    ]) {
      const other = await site.get(spelling)
      assert.deepEqual([other.text, other.headers['etag']], [text, headers['etag']], spelling)
      const found = await site.open.publication.find(targetOf(spelling))
      const canonical = await site.open.publication.find(targetOf(written))
      assert.ok(found.kind === 'resource' && canonical.kind === 'resource')
      assert.equal(found.resource, canonical.resource, 'from the same cache entry')
    }
    assert.equal((await site.get(written, { 'If-None-Match': headers['etag'] ?? '' })).status, 304)
    const since = { 'If-Modified-Since': new Date(Date.now() + 60_000).toUTCString() }
    assert.equal((await site.get(written, since)).status, 200)
  })

  it('changes when a post of it does, and not when another does', async () => {
    const site = await openSite(files)
    const etag = async () => (await site.get('/feed.xml?category=one&tag=x')).headers['etag']
    const before = await etag()
    await site.write('e.md', dated(5, { categories: 'one', tags: 'y' }))
    await site.write('c.md', dated(3, { title: '新', categories: 'two', tags: 'x' }))
    await site.rescan()
    assert.equal(await etag(), before)
    await site.write('b.md', dated(2, { categories: 'one', tags: 'x' }))
    await site.rescan()
    assert.notEqual(await etag(), before)
  })

  it('finds a post by its words as soon as it is indexed', async () => {
    const site = await openSite(files)
    await indexed(site)
    assert.deepEqual(await carried(site, encodeURI('q=港口')), [])
    await site.write('e.md', dated(5, { categories: 'one' }, '<p>港口</p>'))
    await site.rescan()
    await site.until(async () => (await carried(site, encodeURI('q=港口'))).length === 1)
  })

  it('carries its newest posts, and those of the hours before them, up to the most', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [
        `${n}.md`,
        postText({
          date: `2022-01-05 ${String(n % 24).padStart(2, '0')}:${n < 24 ? '10' : '20'}:00 +0800`,
          categories: 'a',
          tags: n === 7 ? 'y' : 'x',
        }),
      ]),
    )
    for (const [settings, count] of [
      [{}, 40],
      [{ FEED_LIMIT: '3', FEED_HOURS: '2' }, 3],
      [{ FEED_LIMIT: '5', FEED_HOURS: '2' }, 5],
      [{ FEED_LIMIT: '3', FEED_HOURS: '6' }, 7],
      [{ FEED_MAX: '25' }, 25],
    ] as const) {
      const site = await openSite(many, settings)
      const newest = await carried(site, 'category=a')
      assert.equal(newest.length, count, JSON.stringify(settings))
      assert.deepEqual(newest.slice(0, 3), ['23', '22', '21'])
      const tagged = await carried(site, 'category=a&tag=x')
      assert.equal(tagged.includes('7'), false)
    }
  })

  it('of a name that nothing bears is an empty feed, and not an error', async () => {
    const site = await openSite(files)
    assert.deepEqual(await carried(site, 'category=nothing'), [])
    assert.deepEqual(await carried(site, 'category=nothing&category=three'), ['d'])
    assert.ok(
      (await site.get('/feed.atom?tag=nothing')).text.includes('<updated>1970-01-01T00:00:00Z</updated>'),
    )
    await site.write('e.md', dated(5, { categories: 'nothing' }))
    await site.rescan()
    assert.deepEqual(await carried(site, 'category=nothing'), ['e'])
  })

  it('that cannot be understood is refused, with the reason', async () => {
    const site = await openSite(files)
    const { status, body, headers } = await site.get('/feed.xml?category=one&tag=')
    assert.deepEqual([status, body.detail], [400, 'A value of "tag" is empty'])
    assert.equal(headers['cache-control'], 'no-store')
    for (const query of ['category=%FF', 'q=%21', `tag=${'a'.repeat(201)}`, 'q=a&q=b&q=c&q=d&q=e'])
      assert.equal((await site.get(`/feed.xml?${query}`)).status, 400, query)
  })

  it('is refused where it searches and there is no searching', async () => {
    const site = await openSite(files, { SEARCH: 'off' })
    const { status, body } = await site.get('/feed.xml?category=one&q=a')
    assert.equal(status, 400)
    assert.match(body.detail, /no searching/)
    assert.deepEqual(await carried(site, 'category=one'), ['b', 'a'])
  })

  it('is gone where the whole site is, and not ready while the folder is first read', async () => {
    const site = await openSite({ ...files, 'feeds.yml': 'site:\n  gone: true\n' })
    assert.equal((await site.get('/feed.xml?category=one')).status, 410)
    const unread = await openSiteUnread(files)
    assert.equal((await unread.get('/feed.xml?category=one')).status, 503)
    await unread.open.ready
    assert.equal((await unread.get('/feed.xml?category=one')).status, 200)
  })

  it('is combined from the whole site alone: other addresses pass our keys over', async () => {
    const site = await openSite(files, { SITE_URL: 'https://example.com/news' })
    const etag = async (path: string) => (await site.get(path)).headers['etag']
    assert.equal(await etag('/news/two.xml?category=one'), await etag('/news/two.xml'))
    assert.equal(await etag('/news/feed.xml?_=1&fbclid=category'), await etag('/news/feed.xml'))
    assert.notEqual(await etag('/news/feed.xml?category=one'), await etag('/news/feed.xml'))
    assert.match(
      (await site.get('/news/feed.xml?category=one')).headers['link'] ?? '',
      /^<https:\/\/example\.com\/news\/feed\.xml\?category=one>/,
    )
    // A proxy may have taken the path of the site's address away.
    assert.equal(await etag('/feed.xml?category=one'), await etag('/news/feed.xml?category=one'))
  })

  it('pushes out no other document, but one of its own kind', async () => {
    const site = await openSite(files, { CACHE_MB: '1' })
    const resource = async (query: string) => {
      const found = await site.open.publication.find({ path: '/feed.xml', query })
      return found.kind === 'resource' ? found.resource : assert.fail(found.kind)
    }
    const before = [await resource(''), await resource('category=one')]
    assert.deepEqual([await resource(''), await resource('category=one')], before)
    for (let n = 0; n < 300; n++) await resource(`category=one&category=${n}`)
    assert.equal(await resource(''), before[0])
    assert.notEqual(await resource('category=one'), before[1])
  })

  it('is made after those that were asked for before, and put off where there are too many', async () => {
    const site = await openSite(files)
    const asked = Array.from({ length: 203 }, (_, n) => `category=one&tag=${n % 203}`)
    const answers = asked.map((query) => site.open.publication.find({ path: '/feed.xml', query }))
    const kinds = (await Promise.all(answers)).map(({ kind }) => kind)
    assert.deepEqual(
      ['resource', 'not-ready'].map((kind) => kinds.filter((one) => one === kind).length),
      [201, 2],
    )
  })

  it('names no hub, which is told nothing of it', async () => {
    const site = await openSite(files, { WEBSUB_HUB: 'https://hub.example/' })
    assert.match((await site.get('/feed.xml')).text, /rel="hub"/)
    const { headers, text } = await site.get('/feed.xml?category=one')
    assert.doesNotMatch(`${headers['link']} ${text}`, /hub/)
  })

  it('leaves nothing in the catalogue', async () => {
    const site = await openSite(files)
    for (let n = 0; n < 30; n++) assert.equal((await site.get(`/feed.xml?category=one&tag=${n}`)).status, 200)
    const address = '/feed.xml?category=one&tag=1'
    assert.equal(site.open.catalogue.revision(address), undefined)
    const again = await site.reopen()
    assert.equal(again.open.catalogue.storedDocument(address), undefined)
    assert.ok((await again.get(address)).headers['etag'])
  })

  it('has the same ETag after a restart and after a rebuild', async () => {
    const site = await openSite(files)
    const etag = async ({ get }: TestSite) => (await get('/feed.xml?category=one&tag=x')).headers['etag']
    const before = await etag(site)
    const again = await site.reopen()
    assert.equal(await etag(again), before)
    assert.equal(await etag(await again.reopenWithoutData()), before)
  })

  const anyQuery = fc
    .array(
      fc.tuple(
        fc.constantFrom(...combinationKeys, 'x', '', 'q%00', '__proto__'),
        fc.oneof(
          fc.constantFrom(
            'one',
            'two',
            'x',
            'y',
            '%E9%93%B6%E8%A1%8C',
            '银',
            '%',
            '%FF',
            '"',
            "'",
            '%00',
            '%27%29%3B--',
            'NEAR(a+b)',
          ),
          fc.string({ unit: 'binary', maxLength: 12 }).map((text) => encodeURIComponent(text.toWellFormed())),
          fc.string({ maxLength: 12 }).map((text) => text.replace(/[ #]/g, '')),
        ),
      ),
      { maxLength: 8 },
    )
    .map((pairs) => pairs.map(([key, value]) => `${key}=${value}`).join('&'))

  it('is a feed or a refusal whatever is asked for, and never a fault', async () => {
    const site = await openSite(files)
    await indexed(site)
    const property = fc.asyncProperty(fc.constantFrom(...formatNames), anyQuery, async (format, query) => {
      const { status, headers, text } = await site.get(`/feed${formats[format].suffix}?${query}`)
      assert.ok(status === 200 || status === 400, `${status} ${query}`)
      if (status === 400) return
      if (format === 'json') assert.ok(Array.isArray(JSON.parse(text).items))
      else assert.ok(parseFeed(text).items.length <= 4)
      assert.doesNotMatch(headers['link'] ?? '', /[^\x20-\x7e]/)
    })
    await fc.assert(property, { numRuns: 150 })
  })
})

function targetOf(written: string) {
  const [path = '', query = ''] = written.split('?')
  return { path, query }
}
