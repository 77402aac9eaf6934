import assert from 'node:assert/strict'
import { mkdir, rename } from 'node:fs/promises'
import { closeSites, openSite, postText } from '../support/open-site.js'
import { problemsOf } from '../support/problems-of.js'
import { changedBetween, validators } from '../support/validators.js'

const dated = (day: number, header: Record<string, string>, body?: string) =>
  postText({ date: `2022-01-${String(day).padStart(2, '0')} 09:00:00 +0800`, ...header }, body)

const threeFormats = (path: string) => [`${path}.xml`, `${path}.atom`, `${path}.json`]

describe('A change in the folder', () => {
  afterEach(closeSites)

  const files = {
    'a.md': dated(1, { categories: 'one', tags: 'x' }),
    'b.md': dated(2, { categories: 'two', tags: 'y' }),
    'c.md': dated(3, { categories: 'two', tags: 'y' }),
    'd.md': dated(4, { categories: 'two', tags: 'y' }),
  }

  it('by one new post changes the documents that carry it and its neighbours, and no others', async () => {
    const site = await openSite(files)
    const before = await validators(site)
    await site.write('e.md', dated(5, { categories: 'one', tags: 'x' }))
    await site.rescan()
    const changed = changedBetween(before, await validators(site))
    const own = '/one/2022/01/05/e.html'
    const neighbour = '/two/2022/01/04/d.html'
    const listings = [
      '/',
      '/feeds.html',
      '/feeds/category.html',
      '/feeds/tag.html',
      '/category/one.html',
      '/tag/x.html',
    ]
    const feeds = ['/feed', '/one', '/tag/x'].flatMap(threeFormats)
    assert.deepEqual(changed, [own, neighbour, ...listings, ...feeds].sort())
  })

  it('of a title changes its documents, with the same id', async () => {
    const site = await openSite(files)
    const idOf = async () => JSON.parse((await site.get('/one.json')).text).items[0].id
    const [before, id] = [await validators(site), await idOf()]
    await site.write('a.md', dated(1, { title: '另一个题目', categories: 'one', tags: 'x' }))
    await site.rescan()
    const changed = changedBetween(before, await validators(site))
    assert.ok(changed.includes('/one.xml') && changed.includes('/one/2022/01/01/a.html'))
    assert.ok(!changed.includes('/two.xml') && !changed.includes('/two/2022/01/04/d.html'))
    assert.equal(await idOf(), id)
  })

  it('by the first post of a scope leaves the page of a post in no feed as it is, even if that names the scope', async () => {
    const names = { categories: 'late', tags: 'soon', author: 'someone' }
    const site = await openSite({
      ...files,
      'about.md': postText({ ...names, permalink: '/about.html', feed: 'false' }),
    })
    const before = (await validators(site)).get('/about.html')
    await site.write('e.md', dated(5, names))
    await site.rescan()
    // Only a process that has not rendered the page yet would show a difference.
    assert.equal((await validators(await site.reopen())).get('/about.html'), before)
  })

  it('that writes the same bytes again changes nothing at all', async () => {
    const site = await openSite(files)
    const before = await validators(site)
    await site.write('a.md', files['a.md'])
    await site.rescan()
    assert.deepEqual(changedBetween(before, await validators(site)), [])
  })

  it('does not come from a restart: every validator stays', async () => {
    const site = await openSite(files)
    const before = await validators(site)
    const again = await site.reopen()
    assert.deepEqual(changedBetween(before, await validators(again)), [])
  })

  it('of a category moves the post from one feed to the other', async () => {
    const site = await openSite(files)
    await site.write('a.md', dated(1, { categories: 'two', tags: 'x' }))
    await site.rescan()
    const count = async (path: string) => JSON.parse((await site.get(path)).text).items.length
    assert.equal(await count('/one.json'), 0)
    assert.equal(await count('/two.json'), 4)
  })

  it("of a file's place is a change of its post, even if its bytes stay the same", async () => {
    const text = postText({ guid: 'urn:x', permalink: '/x.html', date: '""' }).replace(/date: .*\n/, '')
    const site = await openSite({ 'one/_posts/2022-01-05-x.md': text, 'two/_posts/a.png': 'x' })
    const item = async () => JSON.parse((await site.get('/feed.json')).text).items[0]
    assert.match((await item()).date_published, /^2022-01-05/)
    await site.move('one/_posts/2022-01-05-x.md', 'two/_posts/2022-01-06-x.md')
    await site.until(async () => (await item()).date_published.startsWith('2022-01-06'))
    const { id, tags } = await item()
    assert.deepEqual([id, tags], ['urn:x', ['two']])
  })

  it('that breaks a post keeps its last good version, body and all, and says what is wrong', async () => {
    const site = await openSite(files)
    await site.write('a.md', '---\ntitle: "内"引号"\ncategories: one\n---\n坏了')
    await site.rescan()
    assert.ok((await site.get('/one.xml')).text.includes('正文'))
    const [problem] = problemsOf(site.open.catalogue)
    assert.deepEqual([problem?.file, problem?.code, problem?.line], ['a.md', 'yaml-syntax', 2])
    const again = await site.reopen()
    assert.ok((await again.get('/one.xml')).text.includes('正文'))
  })

  it('that takes all files away at once removes nothing, and is reported', async () => {
    const site = await openSite(files)
    // As when a volume is unmounted: all at once, leaving an empty mount point.
    await rename(site.folder, `${site.folder}-away`)
    await mkdir(site.folder)
    await site.rescan()
    assert.equal(JSON.parse((await site.get('/two.json')).text).items.length, 3)
    assert.equal((await site.get('/readyz')).body.folder, 'missing')
    assert.equal(problemsOf(site.open.catalogue)[0]?.code, 'folder-missing')
  })

  it('never lets two posts with one permalink replace each other for good', async () => {
    const site = await openSite({
      ...files,
      'z.md': postText({ permalink: '/same.html', title: '后', categories: 'c' }),
    })
    await site.write('y.md', postText({ permalink: '/same.html', title: '先', categories: 'c' }))
    await site.rescan()
    assert.ok((await site.get('/same.html')).text.includes('先'))
    assert.equal(problemsOf(site.open.catalogue)[0]?.code, 'duplicate-permalink')
    await site.remove('y.md')
    await site.rescan()
    assert.ok((await site.get('/same.html')).text.includes('后'))
    assert.deepEqual(
      problemsOf(site.open.catalogue).filter(({ severity }) => severity === 'error'),
      [],
    )
  })

  it('gives the same bytes in whatever order files arrive, and after a rebuild', async () => {
    const site = await openSite({ 'a.md': files['a.md'] })
    for (const [file, text] of Object.entries(files).reverse()) await site.write(file, text)
    await site.rescan()
    const etags = (found: Map<string, string>) =>
      [...found].map(([path, both]) => `${path} ${both.split(' ')[0]}`).sort()
    const fresh = await openSite(files)
    assert.deepEqual(etags(await validators(site)), etags(await validators(fresh)))
  })
})

describe('A picture beside a post', () => {
  afterEach(closeSites)
  const picture = Buffer.from('not really a picture')
  const post = postText({ categories: 'c' }, '<p><img src="rain.png" alt="雨"></p>')

  it('is served at its path, which the feeds refer to', async () => {
    const site = await openSite({ '2022/a.md': post, '2022/rain.png': picture })
    const { status, headers } = await site.get('/2022/rain.png')
    assert.deepEqual([status, headers['content-type']], [200, 'image/png'])
    assert.match((await site.get('/c.json')).text, /https:\/\/feeds\.example\.com\/2022\/rain\.png/)
  })

  it('that appears later than the post that refers to it changes that post', async () => {
    const site = await openSite({ '2022/a.md': post })
    assert.match((await site.get('/c.json')).text, /example\.com\/c\/2022\/01\/05\/rain\.png/)
    await site.write('2022/rain.png', picture)
    await site.rescan()
    assert.match((await site.get('/c.json')).text, /example\.com\/2022\/rain\.png/)
  })
})
