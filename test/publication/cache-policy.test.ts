import assert from 'node:assert/strict'
import { closeSites, openSite, postText } from '../support/open-site.js'

/** One post a day, so that feeds may be cached for as long as possible. */
const posts = {
  'a.md': postText({ date: '2022-01-05 09:00:00', permalink: '/a.html', categories: 'c' }),
  'b.md': postText({ date: '2022-01-06 09:00:00', permalink: '/b.html', categories: 'c' }),
  'p.png': Buffer.from('png'),
}

/** The cache headers of a 200, and of a 304. */
const paths = [
  '/feed.xml',
  '/c.atom',
  '/c.json',
  '/',
  '/category/c.html',
  '/a.html',
  '/feeds.html',
  '/p.png',
  '/theme/page.css',
]

describe('How long answers may be cached', () => {
  afterEach(closeSites)

  it('is a quarter of an hour for a quiet feed, a minute for a page, half a minute for shared caches', async () => {
    const site = await openSite(posts)
    const rest = 's-maxage=30, stale-while-revalidate=30, stale-if-error=86400'
    assert.equal((await site.get('/c.xml')).get('cache-control'), `public, max-age=900, ${rest}`)
    assert.equal((await site.get('/a.html')).get('cache-control'), `public, max-age=60, ${rest}`)
    assert.equal((await site.get('/p.png')).get('cache-control'), `public, max-age=3600, ${rest}`)
  })

  it('is what the settings say, also in the ttl of RSS', async () => {
    const site = await openSite(posts, {
      MAX_AGE_MIN: '60',
      MAX_AGE_MAX: '7200',
      PAGE_MAX_AGE: '5',
      S_MAXAGE: '10',
      STALE_WHILE_REVALIDATE: '0',
      STALE_IF_ERROR: '0',
    })
    const feed = await site.get('/c.xml')
    assert.equal(feed.get('cache-control'), 'public, max-age=7200, s-maxage=10')
    assert.match(feed.text, /<ttl>120<\/ttl>/)
    assert.equal((await site.get('/a.html')).get('cache-control'), 'public, max-age=5, s-maxage=10')
  })

  it('changes with the settings, and so do the ETags of what says it', async () => {
    const site = await openSite(posts)
    const before = await site.get('/c.json')
    const after = await (await site.reopen({ MAX_AGE_MAX: '600' })).get('/c.json')
    assert.match(String(after.get('cache-control')), /max-age=600,/)
    assert.notEqual(after.get('etag'), before.get('etag'))
  })

  const extremes = {
    least: {
      MAX_AGE_MIN: '60',
      MAX_AGE_MAX: '60',
      PAGE_MAX_AGE: '0',
      S_MAXAGE: '1',
      STALE_WHILE_REVALIDATE: '0',
      STALE_IF_ERROR: '0',
    },
    most: {
      MAX_AGE_MIN: '86400',
      MAX_AGE_MAX: '86400',
      PAGE_MAX_AGE: '86400',
      S_MAXAGE: '86400',
      STALE_WHILE_REVALIDATE: '86400',
      STALE_IF_ERROR: '2592000',
    },
  }
  for (const [what, settings] of Object.entries(extremes)) {
    it(`never keeps a reader from asking conditionally, even at the ${what} that can be set`, async () => {
      const site = await openSite(posts, settings)
      for (const path of paths) {
        const full = await site.get(path)
        const spared = await site.get(path, { 'If-None-Match': String(full.get('etag')) })
        assert.deepEqual([full.status, spared.status], [200, 304], path)
        for (const { headers } of [full, spared]) {
          assert.equal(headers['expires'], undefined)
          assert.doesNotMatch(String(headers['cache-control']), /no-cache|no-store|must-revalidate|private/)
        }
        if (/xml|atom|json/.test(path)) assert.match(String(full.get('cache-control')), /max-age=(60|86400),/)
      }
    })
  }
})
