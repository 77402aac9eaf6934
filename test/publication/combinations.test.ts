import assert from 'node:assert/strict'
import {
  closeSites,
  openSite,
  openSiteWithoutWaiting,
  postText,
  type TestSite,
} from '../support/open-site.js'
import { carried, dated, files, indexed } from './combined-folder.js'

describe('A combination', () => {
  afterEach(closeSites)

  it('links to the page of its only name, and uses the title from feeds.yml', async () => {
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

  it('changes when a post of its own does, and not when another does', async () => {
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

  it('carries its newest posts, and those of FEED_HOURS before, up to FEED_MAX', async () => {
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

  it('of a name that no post has is an empty feed, not an error', async () => {
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

  it('with search words is refused if there is no search', async () => {
    const site = await openSite(files, { SEARCH: 'off' })
    const { status, body } = await site.get('/feed.xml?category=one&q=a')
    assert.equal(status, 400)
    assert.match(body.detail, /no search,/)
    assert.deepEqual(await carried(site, 'category=one'), ['b', 'a'])
  })

  it('is gone if the whole site is, and not ready while the folder is first read', async () => {
    const site = await openSite({ ...files, 'feeds.yml': 'site:\n  gone: true\n' })
    assert.equal((await site.get('/feed.xml?category=one')).status, 410)
    const unread = await openSiteWithoutWaiting(files)
    assert.equal((await unread.get('/feed.xml?category=one')).status, 503)
    await unread.open.ready
    assert.equal((await unread.get('/feed.xml?category=one')).status, 200)
  })

  it('is made from the feed of the whole site only: other addresses ignore its keys', async () => {
    const site = await openSite(files, { SITE_URL: 'https://example.com/news' })
    const etag = async (path: string) => (await site.get(path)).headers['etag']
    assert.equal(await etag('/news/two.xml?category=one'), await etag('/news/two.xml'))
    assert.equal(await etag('/news/feed.xml?_=1&fbclid=category'), await etag('/news/feed.xml'))
    assert.notEqual(await etag('/news/feed.xml?category=one'), await etag('/news/feed.xml'))
    assert.match(
      (await site.get('/news/feed.xml?category=one')).headers['link'] ?? '',
      /^<https:\/\/example\.com\/news\/feed\.xml\?category=one>/,
    )
    // A proxy may have stripped the site's path.
    assert.equal(await etag('/feed.xml?category=one'), await etag('/news/feed.xml?category=one'))
  })

  it('evicts no other document than one of its own kind', async () => {
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

  it('is made in the order of requests, and put off if too many are waiting', async () => {
    const site = await openSite(files)
    const asked = Array.from({ length: 203 }, (_, n) => `category=one&tag=${n % 203}`)
    const answers = asked.map((query) => site.open.publication.find({ path: '/feed.xml', query }))
    const kinds = (await Promise.all(answers)).map(({ kind }) => kind)
    assert.deepEqual(
      ['resource', 'not-ready'].map((kind) => kinds.filter((one) => one === kind).length),
      [201, 2],
    )
  })

  it('names no hub, since it is not announced', async () => {
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
})
