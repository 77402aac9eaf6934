import assert from 'node:assert/strict'
import { closeSites, openSite, postText, type TestSite } from '../support/open-site.js'
import { problemsOf } from '../support/problems-of.js'

describe('feeds.yml', () => {
  afterEach(closeSites)
  const post = postText({ categories: 'hongwang', tags: 'a' })

  it('gives a category its title and description', async () => {
    const feeds = 'categories:\n  hongwang:\n    title: 红网\n    description: 红网的消息\n'
    const site = await openSite({ 'a.md': post, 'feeds.yml': feeds })
    const json = JSON.parse((await site.get('/hongwang.json')).text)
    assert.equal(json.title, '红网 - Feedmill')
    assert.equal(json.description, '红网的消息')
    assert.ok((await site.get('/hongwang.atom')).text.includes('label="红网"'))
  })

  it('redirects former names and old paths, and withdraws what is gone', async () => {
    const feeds =
      'categories:\n  hongwang:\n    aliases: [hong-wang, /old/feed.xml]\n  lost:\n    gone: true\ntags:\n  a:\n    gone: true\n'
    const site = await openSite({ 'a.md': post, 'feeds.yml': feeds })
    for (const [from, to] of [
      ['/hong-wang.atom', '/hongwang.atom'],
      ['/old/feed.xml', '/hongwang.xml'],
      ['/category/hong-wang.html', '/category/hongwang.html'],
    ]) {
      const { status, headers } = await site.get(from ?? '')
      assert.equal(status, 301, from)
      assert.equal(headers['location'], `https://feeds.example.com${to}`)
    }
    assert.equal((await site.get('/lost.xml')).status, 410)
    assert.equal((await site.get('/tag/a.json')).status, 410)
  })

  it('redirects readers of a renamed category to its new feed, whatever was published before', async () => {
    const site = await openSite({ 'a.md': postText({ categories: 'old' }), 'b.md': post })
    assert.equal((await site.get('/old.xml')).status, 200)
    await site.write('a.md', postText({ categories: 'new' }))
    await site.write('feeds.yml', 'categories:\n  new:\n    aliases: [old]\n')
    await site.rescan()
    const answers = async ({ get }: TestSite) =>
      Promise.all(
        ['/old.xml', '/old.json', '/category/old.html', '/category/old.xml'].map(async (path) => {
          const { status, headers } = await get(path)
          return [status, headers['location']]
        }),
      )
    const kept = await answers(site)
    assert.deepEqual(
      kept.map(([status]) => status),
      [301, 301, 301, 301],
    )
    assert.equal(kept[0]?.[1], 'https://feeds.example.com/new.xml')
    assert.deepEqual(problemsOf(site.open.catalogue), [])
    const paths = [...site.open.publication.paths()]
    assert.deepEqual(
      paths.filter((path) => path.includes('old')),
      [],
    )
    const anew = await site.reopenWithoutData()
    assert.deepEqual(await answers(anew), kept)
    assert.deepEqual([...anew.open.publication.paths()], paths)
  })

  it('takes effect without a restart, and its last good version holds while it is broken', async () => {
    const site = await openSite({ 'a.md': post, 'feeds.yml': 'categories:\n  hongwang:\n    title: 红网\n' })
    const title = async () => JSON.parse((await site.get('/hongwang.json')).text).title
    await site.write('feeds.yml', 'categories:\n  hongwang:\n    title: 新红网\n')
    await site.rescan()
    assert.equal(await title(), '新红网 - Feedmill')
    await site.write('feeds.yml', 'categories: [\n')
    await site.rescan()
    assert.equal(await title(), '新红网 - Feedmill')
    assert.equal(problemsOf(site.open.catalogue)[0]?.code, 'feeds-file-invalid')
  })
})
