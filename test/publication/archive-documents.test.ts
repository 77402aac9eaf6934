import assert from 'node:assert/strict'
import { Workbench } from '../catalogue/workbench.js'
import { makePost, makeRead } from '../support/make-post.js'
import { closeSites, openSite, postText, shareSite, type TestSite } from '../support/open-site.js'
import { publishPlainly } from '../support/plain-publication.js'
import { changedBetween, validators } from '../support/validators.js'
import { fetchText, walkHistory } from './walk-history.js'

const dated = (date: string, header: Record<string, string> = {}) =>
  postText({ date: `${date} +0800`, categories: 'c', ...header })

/** Posts an hour apart, beginning at a given time. */
function hourly(from: string, count: number): Record<string, string> {
  const startMs = Date.parse(`${from}:00+08:00`)
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => {
      const time = new Date(startMs + n * 3_600_000 + 8 * 3_600_000).toISOString()
      return [`${from}-${n}.md`, dated(`${time.slice(0, 10)} ${time.slice(11, 19)}`)]
    }),
  )
}

const threeYears = {
  'old.md': dated('2019-05-01 09:00:00', { tags: 't', author: '周砚' }),
  'older.md': dated('2019-04-01 09:00:00', { tags: 't' }),
  'middle.md': dated('2020-06-01 09:00:00', { tags: 't' }),
  'new.md': dated('2022-01-05 09:00:00', { tags: 't', author: '周砚' }),
  'page.md': dated('2019-05-02 09:00:00', { feed: 'false' }),
}

const names = async (site: TestSite, feed: string) =>
  (await walkHistory(site.open.publication, feed)).map(({ path }) => path)

describe('The archives of a feed at rest', () => {
  const shared = shareSite(threeYears)

  it('are its closed years, in three formats, for the site, a category, a tag and an author', async () => {
    const { site } = shared
    assert.deepEqual(await names(site, '/c.xml'), ['/c.xml', '/c/archive/2020.xml', '/c/archive/2019.xml'])
    assert.deepEqual(await names(site, '/feed.json'), [
      '/feed.json',
      '/archive/2020.json',
      '/archive/2019.json',
    ])
    assert.deepEqual(await names(site, '/tag/t.atom'), [
      '/tag/t.atom',
      '/tag/t/archive/2020.atom',
      '/tag/t/archive/2019.atom',
    ])
    const author = '/author/%E5%91%A8%E7%A0%9A'
    assert.deepEqual(await names(site, `${author}.xml`), [`${author}.xml`, `${author}/archive/2019.xml`])
    const [feed, ...archives] = await walkHistory(site.open.publication, '/c.xml')
    assert.deepEqual([feed?.ids.length, archives.map(({ ids }) => ids.length)], [4, [1, 2]])
  })

  it('may be cached for an hour, have validators, and are never immutable', async () => {
    const { site } = shared
    const { headers, status } = await site.get('/c/archive/2019.xml')
    assert.equal(status, 200)
    assert.equal(headers['content-type'], 'application/rss+xml; charset=utf-8')
    assert.match(headers['cache-control'] ?? '', /^public, max-age=3600, (?!.*immutable)/)
    assert.equal(headers['link'], '<https://feeds.example.com/c/archive/2019.xml>; rel="self"')
    const again = await site.get('/c/archive/2019.xml', { 'If-None-Match': headers['etag'] ?? '' })
    assert.equal(again.status, 304)
    assert.match((await site.get('/c/archive/2019.xml')).text, /<ttl>60<\/ttl>/)
  })

  it('do not exist for a period without posts, one that is not over, or one that is invalid', async () => {
    const { site } = shared
    for (const name of ['2021', '2022', '2019-05', '2019-05-01', '2018', '2019-13', '2019-05-01T09.1'])
      assert.equal((await site.get(`/c/archive/${name}.xml`)).status, 404, name)
    assert.equal((await site.get('/nobody/archive/2019.xml')).status, 404)
    assert.equal((await site.get('/c/archive/2019.xml?x=1')).status, 200)
  })

  it('redirect from the long address of a category to its short one, if it has one', async () => {
    const { site } = shared
    const moved = await site.get('/category/c/archive/2019.atom')
    assert.equal(moved.status, 301)
    assert.equal(moved.headers['location'], 'https://feeds.example.com/c/archive/2019.atom')
    const whole = await site.get('/feed/archive/2019.json')
    assert.equal(whole.headers['location'], 'https://feeds.example.com/archive/2019.json')
    assert.equal((await site.get('/category/c/archive/2021.atom')).status, 404)
    assert.equal((await site.get('/category/nobody/archive/2019.atom')).status, 404)
  })
})

describe('The archives of a feed', () => {
  afterEach(closeSites)

  it('are gone with their feed when feeds.yml says so', async () => {
    const site = await openSite({ ...threeYears, 'feeds.yml': 'categories:\n  c:\n    gone: true\n' })
    assert.equal((await site.get('/c/archive/2019.xml')).status, 410)
    assert.equal((await site.get('/category/c/archive/2019.html')).status, 410)
    assert.ok(![...site.open.publication.paths()].includes('/c/archive/2019.xml'))
    assert.equal((await site.get('/archive/2019.xml')).status, 200)
  })

  it('of a renamed category are those under its new name', async () => {
    const feeds = 'categories:\n  c:\n    aliases: [old]\n'
    const site = await openSite({ ...threeYears, 'feeds.yml': feeds })
    for (const [from, to] of [
      ['/old/archive/2019.xml', '/c/archive/2019.xml'],
      ['/category/old/archive/2020.html', '/category/c/archive/2020.html'],
    ]) {
      const { status, headers } = await site.get(from ?? '')
      assert.deepEqual([status, headers['location']], [301, `https://feeds.example.com${to}`])
    }
    assert.equal((await site.get('/old/archive/2021.xml')).status, 404)
  })

  it('hold only what is kept of the history', async () => {
    const site = await openSite(threeYears, { KEEP_POSTS: '3' })
    assert.deepEqual(await names(site, '/c.xml'), ['/c.xml', '/c/archive/2020.xml', '/c/archive/2019.xml'])
    const [, , last] = await walkHistory(site.open.publication, '/c.xml')
    assert.equal(last?.ids.length, 1)
    const fewer = await site.reopen({ KEEP_POSTS: '2' })
    assert.deepEqual(await names(fewer, '/c.xml'), ['/c.xml', '/c/archive/2020.xml'])
    assert.equal((await fewer.get('/c/archive/2019.xml')).status, 404)
  })

  it('change only where a backdated, corrected or removed post lies', async () => {
    const site = await openSite(threeYears)
    const archivesChanged = async (change: () => Promise<void>) => {
      const before = await validators(site)
      await change()
      await site.rescan()
      const changed = changedBetween(before, await validators(site))
      return changed.filter((path) => /^\/(c|category\/c)\/archive/.test(path))
    }
    const of2019 = ['.atom', '.json', '.xml'].map((suffix) => `/c/archive/2019${suffix}`)
    const both = [...of2019, '/category/c/archive/2019.html'].sort()
    const write = (file: string, text: string) => () => site.write(file, text)
    assert.deepEqual(await archivesChanged(write('late.md', dated('2019-07-01 09:00:00'))), both)
    assert.deepEqual(
      await archivesChanged(write('late.md', dated('2019-07-01 09:00:00', { title: '改' }))),
      both,
    )
    assert.deepEqual(await archivesChanged(() => site.remove('late.md')), both)
    assert.deepEqual(await archivesChanged(write('newest.md', dated('2022-01-06 09:00:00'))), [])
    // A new year between two others changes the link of the one after it, and the page of the one before.
    const appears = await archivesChanged(
      write('between.md', dated('2019-01-01 09:00:00').replace('2019', '2018')),
    )
    assert.deepEqual(appears, [
      ...['2018.atom', '2018.json', '2018.xml'].map((name) => `/c/archive/${name}`),
      ...of2019,
      ...['2018.html', '2019.html'].map((name) => `/category/c/archive/${name}`),
    ])
  })

  it('of a year that grows past a hundred posts are its months, and the address of the year redirects to them', async () => {
    const files = { ...hourly('2020-03-31T20:00', 100), 'new.md': dated('2022-01-05 09:00:00') }
    const site = await openSite(files)
    assert.deepEqual(await names(site, '/c.xml'), ['/c.xml', '/c/archive/2020.xml'])
    await site.write('one-more.md', dated('2020-12-01 00:00:00'))
    await site.rescan()
    assert.deepEqual(await names(site, '/c.xml'), [
      '/c.xml',
      ...['2020-12', '2020-04', '2020-03'].map((name) => `/c/archive/${name}.xml`),
    ])
    for (const [path, part] of [
      ['/c/archive/2020.xml', '/c/archive/2020-12.xml'],
      ['/c/archive/2020.json', '/c/archive/2020-12.json'],
      ['/category/c/archive/2020.html', '/category/c/archive/2020-12.html'],
    ]) {
      const { status, headers } = await site.get(path ?? '')
      assert.deepEqual([status, headers['location']], [301, `https://feeds.example.com${part}`])
    }
  })

  it('hold a whole burst within one second, in parts of a hundred from the oldest', async () => {
    const burst = Array.from({ length: 250 }, (_, n) => {
      const header = { guid: `urn:b:${String(n).padStart(3, '0')}` }
      return [`b${n}.md`, dated('2022-01-05 09:00:00', header)] as const
    })
    const site = await openSite(Object.fromEntries(burst), { FEED_MAX: '20' })
    const documents = await walkHistory(site.open.publication, '/c.xml')
    assert.deepEqual(
      documents.map(({ path, ids }) => [path, ids.length]),
      [
        ['/c.xml', 50],
        ['/c/archive/2022-01-05T09.2.xml', 100],
        ['/c/archive/2022-01-05T09.1.xml', 100],
      ],
    )
    assert.equal(new Set(documents.flatMap(({ ids }) => ids)).size, 250)
    const { headers } = await site.get('/c/archive/2022.xml')
    assert.equal(headers['location'], 'https://feeds.example.com/c/archive/2022-01-05T09.2.xml')
  })

  it('keep their validators across a restart and a rebuild', async () => {
    const site = await openSite(threeYears)
    const before = await validators(site)
    const again = await site.reopen()
    assert.deepEqual(changedBetween(before, await validators(again)), [])
    const path = '/c/archive/2019.atom'
    const { headers } = await (await again.reopenWithoutData()).get(path)
    assert.equal(headers['etag'], before.get(path)?.split(' ')[0])
  })

  it('are beneath the path of the site, like everything else', async () => {
    const site = await openSite(threeYears, { SITE_URL: 'https://example.com/news' })
    const { text } = await site.get('/news/c/archive/2020.atom')
    assert.ok(text.includes('href="https://example.com/news/c/archive/2019.atom"'))
    assert.ok([...site.open.publication.paths()].includes('/news/archive/2019.html'))
  })
})

describe('An archive', () => {
  let bench: Workbench
  beforeEach(() => {
    bench = new Workbench()
  })
  afterEach(() => bench.clear())

  const read = (name: string, day: number, text: string) => {
    const published = { instantMs: Date.UTC(2019 + day, 0, 5), offsetMinutes: 480 }
    const body = { kind: 'html', text } as const
    return makeRead({ post: makePost({ source: name, published, categories: ['c'], tags: [], body }) })
  }

  it('is not made again when a post arrives elsewhere in its scope', async () => {
    const writer = bench.writer({ future: true })
    // Bodies too large for the caches of bodies and items, so that making a document always renders one.
    const long = '雨'.repeat(12_000)
    writer.ingest({ posts: [read('a', 0, long), read('b', 1, long), read('c', 2, 'x')], complete: true })
    const window = { limit: 1, hours: 0, max: 1, archivePosts: 3 }
    const rendered: string[] = []
    const publication = publishPlainly(bench.catalogue(), window, 90_000, ({ text }) => rendered.push(text))
    const etag = async () => (await fetchText(publication, '/c/archive/2019.xml')).resource.etag
    const before = await etag()
    assert.equal(rendered.length, 1)
    writer.ingest({ posts: [read('d', 3, 'y')] })
    assert.equal(await etag(), before)
    assert.equal(rendered.length, 1)
    writer.ingest({ posts: [read('a', 0, `${long}雪`)] })
    assert.notEqual(await etag(), before)
    assert.equal(rendered.length, 2)
  })
})
