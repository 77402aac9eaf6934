import assert from 'node:assert/strict'
import { closeSites, openSite, postText, type TestSite } from '../support/open-site.js'
import { changedBetween, validators } from '../support/validators.js'

const dated = (day: number, header: Record<string, string>) =>
  postText({ date: `2022-01-${String(day).padStart(2, '0')} 09:00:00 +0800`, ...header })

const files = {
  'a.md': dated(1, { categories: 'one', tags: 'x' }),
  'b.md': dated(2, { categories: 'two', tags: 'y' }),
  'c.md': dated(3, { categories: 'two', tags: 'y' }),
  'd.md': dated(4, { categories: 'two', tags: 'y' }),
  'about.md': dated(1, { feed: 'false', permalink: '/about.html' }),
}
const feedsOf = (...paths: string[]) =>
  paths.flatMap((path) => [`${path}.xml`, `${path}.atom`, `${path}.json`])
const pages = (site: TestSite) =>
  [...site.open.publication.paths()].filter((path) => /\/2022\/|about/.test(path))
const read = async (site: TestSite, path: string): Promise<{ id: string }[]> =>
  JSON.parse((await site.get(path)).text).items

describe('A site that keeps only the newest of its history', () => {
  afterEach(closeSites)

  it('takes a post that is too old out of every document, and answers its page with 410', async () => {
    const site = await openSite(files, { KEEP_DAYS: '2' })
    assert.deepEqual(pages(site).sort(), [
      '/about.html',
      '/two/2022/01/02/b.html',
      '/two/2022/01/03/c.html',
      '/two/2022/01/04/d.html',
    ])
    assert.equal((await site.get('/one/2022/01/01/a.html')).status, 410)
    assert.equal((await site.get('/one/2022/01/01/z.html')).status, 404)
    const empty = await site.get('/one.json')
    assert.deepEqual([empty.status, JSON.parse(empty.text).items], [200, []])
    assert.ok(!(await site.get('/feeds.html')).text.includes('/one.xml'))
    assert.equal((await site.get('/readyz')).body.posts, 4)
  })

  it('changes exactly the documents that lose a post, and what the new one touches', async () => {
    const site = await openSite(files, { KEEP_DAYS: '3' })
    const before = await validators(site)
    await site.write('e.md', dated(5, { categories: 'two', tags: 'y' }))
    await site.rescan()
    const changed = changedBetween(before, await validators(site))
    const own = ['/two/2022/01/05/e.html', '/two/2022/01/04/d.html']
    const lost = ['/one/2022/01/01/a.html', '/two/2022/01/02/b.html', '/category/one.html', '/tag/x.html']
    const both = [
      '/',
      ...['/feeds.html', '/feeds/category.html', '/feeds/tag.html'],
      // A category and a tag have lost their last post.
      ...['/feeds.opml', '/feeds/category.opml', '/feeds/tag.opml'],
      '/category/two.html',
      '/tag/y.html',
      ...feedsOf('/feed', '/two', '/tag/y'),
    ]
    assert.deepEqual(changed, [...own, ...lost, ...both, ...feedsOf('/one', '/tag/x')].sort())
  })

  it('shows a post that only its category keeps without neighbours, and without the feed of the site', async () => {
    const site = await openSite(files, { KEEP_POSTS: '2' })
    const page = (await site.get('/one/2022/01/01/a.html')).text
    const [carriers = ''] = /<section class="carriers".*?<\/section>/s.exec(page) ?? []
    assert.ok(
      carriers.includes('/one.xml') && carriers.includes('/tag/x.xml') && !carriers.includes('/feed.xml'),
    )
    assert.doesNotMatch(page, /class="neighbours"/)
    assert.equal((await site.get('/two/2022/01/02/b.html')).status, 410)
    assert.equal((await read(site, '/feed.json')).length, 2)
    assert.equal((await read(site, '/one.json')).length, 1)
  })

  it('follows its settings at a restart, and reads no file for that', async () => {
    const site = await openSite(files)
    const before = await validators(site)
    const fewer = await site.reopen({ KEEP_DAYS: '1' })
    assert.equal((await read(fewer, '/feed.json')).length, 2)
    assert.equal((await fewer.get('/one/2022/01/01/a.html')).status, 410)
    for (const path of ['/two/2022/01/04/d.html', '/about.html'])
      assert.equal((await validators(fewer)).get(path), before.get(path), path)
    const again = await fewer.reopen({ KEEP_DAYS: '' })
    assert.equal((await read(again, '/feed.json')).length, 4)
    assert.equal((await again.get('/one/2022/01/01/a.html')).status, 200)
    assert.equal(again.open.rebuilt, undefined)
  })

  it('is the same site whether it began with these settings or was changed to them', async () => {
    const lived = await openSite(files)
    const late = await lived.reopen({ KEEP_POSTS: '2', KEEP_DAYS: '2' })
    const etags = (found: Map<string, string>) =>
      [...found].map(([path, both]) => `${path} ${both.split(' ')[0]}`).sort()
    const fresh = await openSite(files, { KEEP_POSTS: '2', KEEP_DAYS: '2' })
    assert.deepEqual(etags(await validators(late)), etags(await validators(fresh)))
  })
})
