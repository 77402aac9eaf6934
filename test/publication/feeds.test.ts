import assert from 'node:assert/strict'
import { closeSites, openSite, postText } from '../support/open-site.js'

const seedPost = `---
layout: post
title: "岭南农商银行：当好网格“店小二” 为百姓提供“保姆式”服务"
date: 2021-12-30 15:26:20 +0800
categories: hongwang
tags: 红网新闻
---
<p>正文。</p>

[返回首页](//old.example.com/)`

describe('The feeds of a folder', () => {
  afterEach(closeSites)

  it('are served in three formats with the offset that the author wrote', async () => {
    const site = await openSite({ '_posts/2021-12-30-NW1.md': seedPost })
    const rss = await site.get('/hongwang.xml')
    assert.equal(rss.status, 200)
    assert.equal(rss.headers['content-type'], 'application/rss+xml; charset=utf-8')
    assert.ok(rss.text.includes('<pubDate>Thu, 30 Dec 2021 15:26:20 +0800</pubDate>'))
    assert.ok(rss.text.includes('当好网格“店小二” 为百姓提供“保姆式”服务'))
    const atom = await site.get('/hongwang.atom')
    assert.ok(atom.text.includes('<published>2021-12-30T15:26:20+08:00</published>'))
    const json = JSON.parse((await site.get('/hongwang.json')).text)
    assert.equal(json.items[0].date_published, '2021-12-30T15:26:20+08:00')
    assert.equal(json.items[0].id, 'https://feeds.example.com/id/2021-12-30-NW1')
    assert.match(json.items[0].content_html, /href="https:\/\/old\.example\.com\/"/)
  })

  it('carry a recording on another host even if its length is unknown, but not if its type is', async () => {
    const at = (url: string) => postText({ categories: 'c', enclosure: `https://media.example.com/${url}` })
    const site = await openSite({ '2022-01-05-a.md': at('a.mp3?x=1'), '2022-01-05-b.md': at('b') })
    const { text } = await site.get('/c.xml')
    const enclosures = [...text.matchAll(/<enclosure[^>]*>/g)].map(([tag]) => tag)
    assert.deepEqual(enclosures, [
      '<enclosure url="https://media.example.com/a.mp3?x=1" length="0" type="audio/mpeg"/>',
    ])
    const { items } = JSON.parse((await site.get('/c.json')).text)
    assert.deepEqual(
      items.flatMap((item: { attachments?: unknown[] }) => item.attachments ?? []),
      [{ url: 'https://media.example.com/a.mp3?x=1', mime_type: 'audio/mpeg' }],
    )
  })

  it('carry a recording beside its post with its length and type, unless the author states others', async () => {
    const at = (minute: number, enclosure: string) =>
      postText({ date: `2022-01-05 09:0${minute}:00 +0800`, categories: 'c', enclosure })
    const site = await openSite({
      'a.md': at(3, 'talk.mp3'),
      'b.md': at(2, '{ url: talk.mp3, length: 7, type: audio/x-talk }'),
      'c.md': at(1, 'nowhere.mp3'),
      'talk.mp3': 'recording',
    })
    const { text } = await site.get('/c.xml')
    const url = 'https://feeds.example.com/talk.mp3'
    assert.deepEqual(text.match(/<enclosure[^>]*>/g), [
      `<enclosure url="${url}" length="9" type="audio/mpeg"/>`,
      `<enclosure url="${url}" length="7" type="audio/x-talk"/>`,
    ])
    assert.equal(text.match(/<item>/g)?.length, 3)
  })

  it('exist for the site, each category, each tag and each author', async () => {
    const post = postText({ categories: 'hongwang', tags: '红网新闻', author: '林岸' })
    const site = await openSite({ '_posts/2022-01-05-a.md': post })
    const paths = [
      '/feed',
      '/hongwang',
      `/tag/${encodeURIComponent('红网新闻')}`,
      `/author/${encodeURIComponent('林岸')}`,
    ]
    for (const path of paths) {
      for (const suffix of ['.xml', '.atom', '.json']) {
        const { status, text } = await site.get(path + suffix)
        assert.equal(status, 200, path + suffix)
        assert.ok(text.includes('青禾新材'), path + suffix)
      }
    }
  })

  it('answer every spelling of an address with the same bytes, and use only one themselves', async () => {
    const site = await openSite({ 'a.md': postText({ tags: 'café红' }) })
    const written = '/tag/caf%C3%A9%E7%BA%A2.xml'
    const canonical = await site.get(written)
    assert.equal(canonical.status, 200)
    assert.ok(canonical.text.includes(`https://feeds.example.com${written}`))
    for (const spelling of [
      '/tag/caf%c3%a9%e7%ba%a2.xml',
      '/tag/cafe%CC%81%E7%BA%A2.xml',
      `${written}?utm=1`,
    ]) {
      const { status, text, headers } = await site.get(spelling)
      assert.equal(status, 200, spelling)
      assert.equal(text, canonical.text, spelling)
      assert.equal(headers['etag'], canonical.headers['etag'], spelling)
    }
  })

  it('redirect from the long address of a category to its short one, and keep reserved names under /category/', async () => {
    const site = await openSite({ 'a.md': postText({ categories: '[hongwang, feed]' }) })
    const moved = await site.get('/category/hongwang.xml')
    assert.equal(moved.status, 301)
    assert.equal(moved.headers['location'], 'https://feeds.example.com/hongwang.xml')
    assert.equal((await site.get('/category/feed.xml')).status, 200)
    assert.ok((await site.get('/feed.xml')).text.includes('<title>Feedmill</title>'))
    assert.equal((await site.get('/category/nobody.xml')).status, 404)
  })

  it('carry what was published within FEED_HOURS of the newest, beyond FEED_LIMIT, up to FEED_MAX', async () => {
    const files: Record<string, string> = {}
    for (let hour = 0; hour < 20; hour++) {
      // Only the last of them is in the new year: all others are in an archive, too.
      const date = new Date(Date.UTC(2021, 11, 31, 5 + hour)).toISOString().replace(/:00\.000Z$/, '+08:00')
      files[`p${hour}.md`] = postText({ date, categories: 'c' })
    }
    const settings = { FEED_LIMIT: '3', FEED_HOURS: '6', FEED_MAX: '5' }
    const site = await openSite(files, settings)
    const items = async () => JSON.parse((await site.get('/c.json')).text).items.length
    assert.equal(await items(), 5)
    assert.equal(
      JSON.parse((await (await site.reopen({ FEED_MAX: '200' })).get('/c.json')).text).items.length,
      7,
    )
  })

  it('carry every post that is in no archive, whatever FEED_LIMIT says', async () => {
    const files = Array.from({ length: 20 }, (_, day) => {
      const date = `2022-01-${String(day + 1).padStart(2, '0')} 09:00:00 +0800`
      return [`p${day}.md`, postText({ date, categories: 'c' })] as const
    })
    const site = await openSite(Object.fromEntries(files), {
      FEED_LIMIT: '3',
      FEED_HOURS: '6',
      FEED_MAX: '5',
    })
    assert.equal(JSON.parse((await site.get('/c.json')).text).items.length, 20)
  })

  it('stay 200, without entries, when their last post is gone', async () => {
    const site = await openSite({
      'a.md': postText({ categories: 'hongwang' }),
      'b.md': postText({ categories: 'b' }),
    })
    await site.remove('a.md')
    await site.rescan()
    const { status, body } = await site.get('/hongwang.json')
    assert.equal(status, 200)
    assert.deepEqual(body.items ?? JSON.parse((await site.get('/hongwang.json')).text).items, [])
    assert.ok((await site.get('/hongwang.atom')).text.includes('<updated>1970-01-01T00:00:00Z</updated>'))
    const again = await site.reopen()
    assert.equal((await again.get('/hongwang.xml')).status, 200)
  })

  it('leave out bodies if FEED_CONTENT says so', async () => {
    const post = postText({ categories: 'c', description: '一句话。' }, '<p>很长的正文。</p>')
    const site = await openSite({ 'a.md': post }, { FEED_CONTENT: 'summary' })
    for (const suffix of ['.xml', '.atom', '.json']) {
      const { text } = await site.get(`/c${suffix}`)
      assert.ok(text.includes('一句话。'), suffix)
      assert.ok(!text.includes('很长的正文'), suffix)
    }
  })

  it('refer to the stylesheet for browsers by its absolute address', async () => {
    const site = await openSite(
      { 'a.md': postText({ categories: 'c' }) },
      { SITE_URL: 'https://example.com/news' },
    )
    const named = '\n<?xml-stylesheet href="https://example.com/news/theme/feed.css" type="text/css"?>\n<'
    for (const path of ['/news/c.xml', '/news/c.atom']) {
      assert.ok((await site.get(path)).text.includes(named), path)
    }
    const { status, headers, text } = await site.get('/news/theme/feed.css')
    assert.equal(status, 200)
    assert.equal(headers['content-type'], 'text/css; charset=utf-8')
    assert.ok(text.includes('全部订阅源：https://example.com/news/feeds.html'))
  })

  it('are sent as generic XML if FEED_TYPE_XML says so, which changes their ETags but no byte', async () => {
    const site = await openSite({ 'a.md': postText({ categories: 'c' }) })
    const paths = ['/c.xml', '/c.atom', '/c.json']
    const before = await Promise.all(paths.map((path) => site.get(path)))
    const changed = await site.reopen({ FEED_TYPE_XML: 'true' })
    const after = await Promise.all(paths.map((path) => changed.get(path)))
    assert.deepEqual(
      after.map(({ headers }) => headers['content-type']),
      ['application/xml; charset=utf-8', 'application/xml; charset=utf-8', 'application/feed+json'],
    )
    const [rss, atom, json] = after.map(({ headers }, n) => headers['etag'] === before[n]?.headers['etag'])
    assert.deepEqual([rss, atom, json], [false, false, true])
    assert.deepEqual(
      after.map(({ text }) => text),
      before.map(({ text }) => text),
    )
  })

  it('name the hub in every format, and in a header of 200 and 304', async () => {
    const files = { 'a.md': postText({ categories: 'c' }) }
    const site = await openSite(files, { WEBSUB_HUB: 'https://hub.example.com/?a=1&b=2' })
    const named = {
      '.xml': '<atom:link href="https://hub.example.com/?a=1&amp;b=2" rel="hub"/>',
      '.atom': '<link rel="hub" href="https://hub.example.com/?a=1&amp;b=2"/>',
      '.json': '"hubs":[{"type":"WebSub","url":"https://hub.example.com/?a=1&b=2"}]',
    }
    for (const [suffix, link] of Object.entries(named)) {
      const address = `https://feeds.example.com/c${suffix}`
      const both = `<${address}>; rel="self", <https://hub.example.com/?a=1&b=2>; rel="hub"`
      const { text, headers } = await site.get(`/c${suffix}`)
      assert.ok(text.includes(link), text)
      assert.equal(headers['link'], both)
      const known = await site.get(`/c${suffix}`, { 'If-None-Match': headers['etag'] ?? '' })
      assert.equal(known.status, 304)
      assert.equal(known.headers['link'], both)
    }
  })

  it('name no hub if there is none', async () => {
    const site = await openSite({ 'a.md': postText({ categories: 'c' }) })
    for (const suffix of ['.xml', '.atom', '.json']) {
      const { text, headers } = await site.get(`/c${suffix}`)
      assert.doesNotMatch(text + headers['link'], /hub/)
    }
  })

  it('tell a tag from a category of the same title', async () => {
    const site = await openSite({ 'a.md': postText({ categories: '宏观', tags: '宏观' }) })
    const title = async (path: string) => JSON.parse((await site.get(path)).text).title
    assert.equal(await title(`/${encodeURIComponent('宏观')}.json`), '宏观 - Feedmill')
    assert.equal(await title(`/tag/${encodeURIComponent('宏观')}.json`), '#宏观 - Feedmill')
  })
})
