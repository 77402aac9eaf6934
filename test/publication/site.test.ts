import assert from 'node:assert/strict'
import {
  closeSites,
  openSite,
  openSiteWithoutWaiting,
  postText,
  shareSite,
  type TestSite,
} from '../support/open-site.js'
import { problemsOf } from '../support/problems-of.js'

const post = postText({ categories: 'hongwang', tags: '红网新闻', author: '林岸' })

describe('A site at rest', () => {
  const shared = shareSite({ 'a.md': post })

  it('has a page for home, each category, tag and author, each post, and all feeds', async () => {
    const { site } = shared
    const tag = encodeURIComponent('红网新闻')
    const pages = [
      '/',
      '/category/hongwang.html',
      `/tag/${tag}.html`,
      '/feeds.html',
      '/hongwang/2022/01/05/a.html',
    ]
    for (const path of pages) {
      const { status, headers, text } = await site.get(path)
      assert.equal(status, 200, path)
      assert.equal(headers['content-type'], 'text/html; charset=utf-8')
      assert.match(text, /<link rel="alternate"[^>]*application\/rss\+xml/, path)
      assert.ok(text.includes('青禾新材') || path === '/feeds.html', path)
    }
    assert.match((await site.get('/theme/page.css')).headers['content-type'] ?? '', /text\/css/)
  })

  it('gives every feed the same title in its page and in the feed', async () => {
    const { site } = shared
    const { text } = await site.get('/category/hongwang.html')
    assert.ok(text.includes('title="hongwang - Feedmill (Atom)"'))
    assert.ok((await site.get('/hongwang.atom')).text.includes('hongwang - Feedmill</title>'))
  })

  it('answers 404 for what it never had, and 400 for what cannot be understood', async () => {
    const { site } = shared
    assert.equal((await site.get('/nothing.xml')).status, 404)
    assert.equal((await site.get('/a/b/c.html')).status, 404)
    assert.equal((await site.get('/%ff.xml')).status, 400)
  })
})

describe('A site', () => {
  afterEach(closeSites)

  it('lists its categories on the home page in the order of feeds.yml, and then by name', async () => {
    const files = Object.fromEntries(['c', 'b', 'a'].map((name) => [`${name}/_posts/1.md`, postText({})]))
    const site = await openSite({
      ...files,
      'feeds.yml': 'categories:\n  b:\n    order: 1\n    title: 头条\n',
    })
    const [, list = ''] = /<nav class="sections"[^>]*>(.*?)<\/nav>/s.exec((await site.get('/')).text) ?? []
    assert.equal(list.replace(/<[^>]*>|\s/g, ''), '全部分类3头条ac')
  })

  it('puts the path in SITE_URL before every address', async () => {
    const site = await openSite({ 'a.md': post }, { SITE_URL: 'https://example.com/news' })
    for (const path of site.open.publication.paths()) {
      assert.ok(path.startsWith('/news/'), path)
      assert.equal((await site.get(path)).status, 200, path)
    }
    const { text } = await site.get('/news/hongwang.atom')
    assert.ok(text.includes('href="https://example.com/news/hongwang.atom"'))
    assert.ok(text.includes('https://example.com/news/hongwang/2022/01/05/a.html'))
    assert.equal((await site.get('/news')).headers['location'], 'https://example.com/news/')
  })

  it('answers the same if a proxy has stripped the path in SITE_URL', async () => {
    const files = {
      '_posts/2022-01-05-a.md': post,
      '_posts/2022-01-06-b.md': post.replace(': hongwang', ': news'),
    }
    const site = await openSite(files, { SITE_URL: 'https://example.com/news' })
    for (const path of site.open.publication.paths()) {
      const [whole, stripped] = [await site.get(path), await site.get(path.slice('/news'.length))]
      assert.deepEqual([stripped.status, stripped.text], [200, whole.text], path)
      for (const header of ['etag', 'link'])
        assert.equal(stripped.headers[header], whole.headers[header], path)
    }
  })

  it('puts the path in SITE_URL before the pictures of feeds.yml', async () => {
    const files = { 'a.md': post, 'feeds.yml': 'categories:\n  hongwang:\n    image: /b/c.png\n' }
    const site = await openSite(files, { SITE_URL: 'https://example.com/news' })
    assert.equal(
      JSON.parse((await site.get('/news/hongwang.json')).text).icon,
      'https://example.com/news/b/c.png',
    )
  })

  it('answers every address that it lists, and lists no address twice', async () => {
    const site = await openSite({
      'a.md': post,
      'b/c.png': Buffer.from('x'),
      'd.md': postText({ feed: 'false' }),
      'e.md': postText({ permalink: '/f/g.png' }),
      'f/g.png': Buffer.from('x'),
    })
    const paths = [...site.open.publication.paths()]
    assert.equal(new Set(paths).size, paths.length)
    for (const path of paths) assert.equal((await site.get(path)).status, 200, path)
  })

  it('serves the posts of a category whose name is one of its own first segments', async () => {
    const words = ['theme', 'assets', 'id', 'hub', 'feed', 'search', 'archive', 'tag']
    const files = words.map((word) => [`${word}/_posts/a.md`, postText({ categories: word })])
    const site = await openSite(Object.fromEntries(files))
    for (const word of words) {
      assert.equal((await site.get(`/${word}/2022/01/05/a.html`)).status, 200, word)
      assert.equal(JSON.parse((await site.get(`/category/${word}.json`)).text).items.length, 1, word)
    }
    assert.deepEqual(problemsOf(site.open.catalogue), [])
  })

  it('leaves a post with `feed: false` out of feeds and lists, and serves its page', async () => {
    const site = await openSite({ 'a.md': postText({ categories: 'c', feed: 'false' }), 'b.md': post })
    assert.equal((await site.get('/c/2022/01/05/a.html')).status, 200)
    assert.equal((await site.get('/c.xml')).status, 404)
    assert.equal(JSON.parse((await site.get('/feed.json')).text).items.length, 1)
  })

  it('withholds a post until its date, and shows it at once if FUTURE says so', async () => {
    const files = {
      'a.md': post,
      'b.md': postText({ date: '2199-01-01 00:00:00 +0800', categories: 'later' }),
    }
    const site = await openSite(files)
    assert.equal((await site.get('/later.xml')).status, 404)
    assert.equal((await site.get('/later/2199/01/01/b.html')).status, 404)
    const open = await site.reopen({ FUTURE: 'true' })
    assert.equal((await open.get('/later.xml')).status, 200)
  })

  it('shows what is in _drafts only if DRAFTS says so', async () => {
    const site = await openSite({ 'a.md': post, '_drafts/b.md': postText({ categories: 'idea' }) })
    assert.equal((await site.get('/idea.xml')).status, 404)
    assert.equal((await (await site.reopen({ DRAFTS: 'true' })).get('/idea.xml')).status, 200)
  })

  it('sends a picture that can hold scripts with a sandbox policy', async () => {
    const site = await openSite({ 'a.md': post, 'x.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' })
    const { headers } = await site.get('/x.svg')
    assert.match(headers['content-security-policy'] ?? '', /sandbox/)
  })

  it('says that it is not ready, and never that an address does not exist, while it is first read', async () => {
    const again = await openSiteWithoutWaiting({ 'a.md': post })
    const { status, headers } = await again.get('/hongwang.xml')
    assert.equal(status, 503)
    assert.ok(Number(headers['retry-after']) > 0)
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal((await again.get('/readyz')).status, 503)
    assert.equal((await again.get('/healthz')).status, 200)
    await again.open.ready
    assert.equal((await again.get('/hongwang.xml')).status, 200)
  })

  it('is still served while every file is read again under other settings', async () => {
    const site = await openSite({ 'a.md': post })
    const again = await site.reopenWithoutWaiting({ PERMALINK: '/:year/:title.html' })
    assert.equal((await again.get('/hongwang.xml')).status, 200)
    await again.open.ready
    assert.match((await again.get('/hongwang.xml')).text, /\/2022\/a\.html/)
  })

  it('accepts the path in SITE_URL in every spelling', async () => {
    const site = await openSite({ 'a.md': post }, { SITE_URL: 'https://example.com/新闻' })
    const written = encodeURIComponent('新闻')
    for (const spelling of [written, written.toLowerCase()])
      assert.equal((await site.get(`/${spelling}/hongwang.xml`)).status, 200, spelling)
    assert.equal((await site.get('/%E6%96%B0/hongwang.xml')).status, 404)
  })

  it('lists every scope of a kind on pages of five hundred', async () => {
    const names = Array.from({ length: 501 }, (_, n) => `t${String(n).padStart(3, '0')}`)
    const files = Array.from({ length: 6 }, (_, n) => {
      const tags = names.slice(n * 100, n * 100 + 100)
      return [`${n}.md`, postText({ tags: `[${tags.join(', ')}]` })] as const
    })
    const site = await openSite(Object.fromEntries(files))
    const rows = async (path: string) => {
      const { status, text } = await site.get(path)
      assert.equal(status, 200, path)
      return [...text.matchAll(/<th scope="row"><a[^>]*>(t\d+)</g)].map(([, name]) => name)
    }
    assert.equal((await rows('/feeds.html')).length, 100)
    assert.deepEqual([...(await rows('/feeds/tag.html')), ...(await rows('/feeds/tag-2.html'))], names)
    for (const path of ['/feeds/tag-3.html', '/feeds/tag-1.html', '/feeds/tag-02.html', '/feeds/x.html'])
      assert.equal((await site.get(path)).status, 404, path)
    assert.ok([...site.open.publication.paths()].includes('/feeds/tag-2.html'))
  })

  it('lists feeds that no longer carry anything', async () => {
    const site = await openSite({ 'a.md': post, 'b.md': postText({ categories: 'gone' }) })
    await site.remove('b.md')
    await site.rescan()
    assert.ok([...site.open.publication.paths()].includes('/gone.xml'))
  })

  it('shows the picture that an author chose, also as the preview of a shared page', async () => {
    const files = {
      'x/a.md': postText({ categories: 'c', image: 'p.png', summary: '摘要' }),
      'x/p.png': Buffer.from('x'),
    }
    const site = await openSite(files)
    const address = 'https://feeds.example.com/x/p.png'
    const page = (await site.get('/c/2022/01/05/a.html')).text
    assert.ok(page.includes(`<meta property="og:image" content="${address}">`))
    assert.match((await site.get('/category/c.html')).text, new RegExp(`class="thumbnail" src="${address}"`))
    await site.remove('x/p.png')
    await site.rescan()
    assert.ok((await site.get('/c.json')).text.includes('https://feeds.example.com/c/2022/01/05/p.png'))
  })

  it('sends a picture even if a post claims its address, and reports the post', async () => {
    const site = await openSite({
      'x/p.png': Buffer.from('png'),
      'a.md': postText({ permalink: '/x/p.png', categories: 'c' }),
    })
    assert.equal((await site.get('/x/p.png')).headers['content-type'], 'image/png')
    const part = await site.get('/x/p.png', { Range: 'bytes=1-' })
    assert.deepEqual(
      [part.status, part.body.toString(), part.get('content-range')],
      [206, 'ng', 'bytes 1-2/3'],
    )
    assert.deepEqual(
      problemsOf(site.open.catalogue).map(({ code, file }) => [code, file]),
      [['page-hidden', 'a.md']],
    )
    const paths = [...site.open.publication.paths()]
    assert.equal(paths.filter((path) => path === '/x/p.png').length, 1)
  })

  it('links to no missing page from a post that is in no feed', async () => {
    const site = await openSite({
      'a.md': postText({ categories: 'c', tags: 't', feed: 'false' }),
      'b.md': post,
    })
    const { text } = await site.get('/c/2022/01/05/a.html')
    for (const [, path = ''] of text.matchAll(/href="https:\/\/feeds\.example\.com(\/[^"]*)"/g))
      assert.equal((await site.get(path)).status, 200, path)
  })

  it('has the title that feeds.yml gives it', async () => {
    const site = await openSite({
      'a.md': post,
      'feeds.yml': 'site:\n  title: 青禾财经\n  description: 每日一读\n',
    })
    assert.equal(JSON.parse((await site.get('/feed.json')).text).title, '青禾财经')
    assert.equal(JSON.parse((await site.get('/hongwang.json')).text).title, 'hongwang - 青禾财经')
    const home = (await site.get('/')).text
    assert.ok(home.includes('<title>青禾财经</title>') && home.includes('<p class="motto">每日一读</p>'))
  })

  it('gives the same bytes whatever time zone the host is in', async () => {
    const documents = async (site: TestSite) => {
      const found: string[] = []
      for (const path of site.open.publication.paths()) found.push((await site.get(path)).text)
      return found
    }
    const files = { 'a.md': postText({ date: '2022-01-05 23:30:00', categories: 'c' }), 'b.md': post }
    const zone = process.env['TZ']
    try {
      process.env['TZ'] = 'America/Los_Angeles'
      const west = await documents(await openSite(files))
      process.env['TZ'] = 'Asia/Shanghai'
      assert.deepEqual(await documents(await openSite(files)), west)
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })
})

describe('A data folder', () => {
  afterEach(closeSites)

  it('is written by one process at a time: a second one is told so', async () => {
    const site = await openSite({ 'a.md': postText({}) })
    await assert.rejects(site.openBeside(), { name: 'FeedmillError', message: /data-in-use/ })
  })

  it('that is lost is made again with the same ETags', async () => {
    const site = await openSite({ 'a.md': postText({ categories: 'c' }) })
    const before = (await site.get('/c.xml')).headers['etag']
    const again = await site.reopenWithoutData()
    assert.equal((await again.get('/c.xml')).headers['etag'], before)
  })
})
