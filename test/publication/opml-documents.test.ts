import assert from 'node:assert/strict'
import type { Catalogue } from '../../src/catalogue/catalogue.js'
import type { MadeDocument } from '../../src/publication/feed-documents.js'
import { OpmlDocuments } from '../../src/publication/opml-documents.js'
import { openForEach } from '../catalogue/workbench.js'
import { childrenOf, onlyChild, parseXml, textOf, type XmlNode } from '../feed/parse-documents.js'
import { makePost, makeRead } from '../support/make-post.js'
import { closeSites, openSite, postText } from '../support/open-site.js'
import { plainCache, publishPlainly } from '../support/plain-publication.js'

const bodyOf = (document: string): XmlNode => onlyChild(parseXml(document), 'body')
const titles = (node: XmlNode) => childrenOf(node, 'outline').map(({ attributes }) => attributes['text'])
const groupsOf = (document: string): Record<string, (string | undefined)[]> =>
  Object.fromEntries(
    childrenOf(bodyOf(document), 'outline')
      .filter(({ children }) => children.length > 0)
      .map((group) => [group.attributes['text'] ?? '', titles(group)]),
  )

describe('/feeds.opml', () => {
  afterEach(closeSites)
  const post = postText({ categories: 'hongwang', tags: '红网新闻', author: '林岸' })

  it('lists every feed under its kind, after the site', async () => {
    const site = await openSite({ 'a.md': post })
    const { status, headers, text } = await site.get('/feeds.opml')
    assert.deepEqual([status, headers['content-type']], [200, 'text/x-opml; charset=utf-8'])
    assert.deepEqual(titles(bodyOf(text)), ['Feedmill', '分类', '标签', '作者'])
    assert.deepEqual(groupsOf(text), {
      分类: ['hongwang - Feedmill'],
      标签: ['红网新闻 - Feedmill'],
      作者: ['林岸 - Feedmill'],
    })
  })

  it('lists addresses that exist, and the titles that the feeds have', async () => {
    const site = await openSite({ 'a.md': post })
    const { text } = await site.get('/feeds.opml')
    const pathOf = (address = '') => address.replace('https://feeds.example.com', '')
    const groups = childrenOf(bodyOf(text), 'outline')
    const feeds = [groups[0], ...groups.slice(1).flatMap((group) => childrenOf(group, 'outline'))]
    assert.equal(feeds.length, 4)
    for (const { attributes } of feeds.filter((feed) => feed !== undefined)) {
      assert.equal(attributes['type'], 'rss')
      const feed = parseXml((await site.get(pathOf(attributes['xmlUrl']))).text)
      assert.equal(textOf(onlyChild(feed, 'channel'), 'title'), attributes['text'])
      assert.equal((await site.get(pathOf(attributes['htmlUrl']))).status, 200)
    }
  })

  it('is a resource like any other: HEAD, validators, gzip, its own address', async () => {
    const site = await openSite({ 'a.md': post }, { SITE_URL: 'https://example.com/news' })
    for (const path of ['/news/feeds.opml', '/news/feeds/tag.opml']) {
      const { headers } = await site.get(path)
      assert.equal(headers['link'], `<https://example.com${path}>; rel="self"`)
      assert.match(headers['cache-control'] ?? '', /^public, max-age=300/)
      assert.equal(headers['content-encoding'], 'gzip')
      assert.equal((await site.get(path, { 'If-None-Match': headers['etag'] ?? '' })).status, 304)
    }
    assert.equal((await site.get('/news/feeds%2Eopml')).status, 200)
  })

  it('changes with the set of feeds, and not with a post in one of them', async () => {
    const site = await openSite({ 'a.md': post })
    const etag = async () => (await site.get('/feeds.opml')).headers['etag']
    const before = await etag()
    await site.write('b.md', post)
    await site.rescan()
    assert.equal(await etag(), before)
    await site.write('c.md', postText({ categories: 'new' }))
    await site.rescan()
    assert.notEqual(await etag(), before)
  })

  it("leaves out feeds that feeds.yml has withdrawn, even the site's", async () => {
    const feeds = 'site:\n  gone: true\ncategories:\n  hongwang:\n    gone: true\n'
    const site = await openSite({ 'a.md': post, 'feeds.yml': feeds })
    assert.deepEqual(titles(bodyOf((await site.get('/feeds.opml')).text)), ['标签', '作者'])
  })

  it('names its groups in the language of the site', async () => {
    const site = await openSite({ 'a.md': post }, { SITE_LANGUAGE: 'en' })
    assert.deepEqual(Object.keys(groupsOf((await site.get('/feeds.opml')).text)), [
      'Categories',
      'Tags',
      'Authors',
    ])
  })
})

describe('/feeds/KIND.opml', () => {
  afterEach(closeSites)

  it('has the feeds of one kind, and an empty folder if there are none', async () => {
    const site = await openSite({ 'a.md': postText({ categories: 'hongwang' }) })
    const { text } = await site.get('/feeds/category.opml')
    assert.deepEqual(groupsOf(text), { 分类: ['hongwang - Feedmill'] })
    assert.match(text, /<title>分类 - Feedmill<\/title>/)
    assert.deepEqual(titles(bodyOf((await site.get('/feeds/tag.opml')).text)), ['标签'])
    for (const path of ['/feeds/site.opml', '/feeds/tag-2.opml', '/feeds/tag-1.opml'])
      assert.equal((await site.get(path)).status, 404, path)
  })

  it('continues over pages of five hundred', async () => {
    const files = Array.from({ length: 6 }, (_, n) => {
      const tags = Array.from({ length: 100 }, (_, at) => `t${n}${String(at).padStart(2, '0')}`)
      return [`${n}.md`, postText({ tags: `[${tags.join(', ')}]` })] as const
    })
    const site = await openSite(Object.fromEntries(files))
    const pages = [(await site.get('/feeds/tag.opml')).text, (await site.get('/feeds/tag-2.opml')).text]
    assert.deepEqual(
      pages.map((page) => groupsOf(page)['标签']?.length),
      [500, 100],
    )
    assert.match(pages[1] ?? '', /<title>标签 2\/2 - Feedmill<\/title>/)
  })
})

describe('The list of all feeds', () => {
  const open = openForEach()
  const site = {
    ...{ title: '财经早知道', description: '', url: 'https://a.cn', guidBase: 'https://a.cn' },
    ...{ language: 'zh-CN', timeZone: 'Asia/Shanghai' },
  }
  const textOfMade = ({ document }: MadeDocument) => Buffer.from(document.bytes).toString()
  const names = (kind: string, count: number) => Array.from({ length: count }, (_, n) => `${kind}${n}`)
  const publish = (source: string, categories: string[], tags: string[]) =>
    open.writer.ingest({ posts: [makeRead({ post: makePost({ source, categories, tags }) })] })

  it('holds tags and authors only if all of a kind fit, and as many categories as fit', async () => {
    publish('a.md', names('c', 6), names('t', 5))
    const groups = async (max: number) =>
      groupsOf(textOfMade(await new OpmlDocuments(open.catalogue, site, plainCache, max).all()))
    assert.deepEqual(Object.keys(await groups(11)), ['分类', '标签'])
    assert.deepEqual(Object.keys(await groups(10)), ['分类'])
    assert.equal((await groups(4))['分类']?.length, 4)
  })

  /** The catalogue, with a commit before a given part of the list is read from it, counted from 1. */
  function disturb(
    before: number,
    commit: () => void,
  ): { readonly disturbed: Catalogue; readonly parts: () => number } {
    let parts = 0
    const disturbed = new Proxy(open.catalogue, {
      get(catalogue, name: keyof Catalogue) {
        if (name === 'snapshot' && ++parts === before) commit()
        const value = catalogue[name]
        return typeof value === 'function' ? value.bind(catalogue) : value
      },
    })
    return { disturbed, parts: () => parts }
  }

  it('is of one state, even if a commit comes while it is made', async () => {
    publish('a.md', ['a'], ['t'])
    // The site, the categories, and before the tags:
    const { disturbed, parts } = disturb(3, () => publish('a.md', ['b'], ['u']))
    const made = await new OpmlDocuments(disturbed, site, plainCache).all()
    assert.equal(parts(), 6)
    assert.deepEqual(groupsOf(textOfMade(made)), { 分类: ['b - 财经早知道'], 标签: ['u - 财经早知道'] })
  })
  it('is dated by such a commit, and not by the one before, whose list was another', async () => {
    publish('a.md', ['a'], ['t'])
    open.writer.ingest({ complete: true })
    // After two snapshots for the stylesheet, one to resolve the list, the site, and the categories:
    const { disturbed } = disturb(6, () => {
      open.bench.clock.pass(60_000)
      publish('a.md', ['b'], ['u'])
    })
    const publication = publishPlainly(disturbed, { limit: 9, hours: 0, max: 9, archivePosts: 100 })
    const modified = async (path: string) => {
      const found = await publication.find({ path, query: '' })
      return found.kind === 'resource' ? found.resource.modified : undefined
    }
    await modified('/theme/page.css')
    const before = open.catalogue.lastCommit()
    assert.equal(await modified('/feeds.opml'), open.catalogue.lastCommit())
    assert.ok(open.catalogue.lastCommit() > before)
  })
})
