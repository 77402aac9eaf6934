import { composeFeedOptions, composeItem } from '../../src/feed/compose.js'
import { ZonedDate } from '../../src/feed/zoned-date.js'
import { ZonedFeed } from '../../src/feed/zoned-feed.js'
import type { ZonedItem } from '../../src/feed/zoned-item.js'
import type { Site } from '../../src/model/site.js'
import { hostileFeed } from './hostile-feed.js'
import { hostileTexts } from './hostile-texts.js'
import { archiveLinks, makeFeed, makeItem } from './make-feed.js'

/** A sample feed for readers and validators. */
export interface SampleFeed {
  /** Safe in a file name. */
  readonly name: string
  readonly feed: ZonedFeed
}

/** Feeds as a site publishes them: nothing odd, but everything that sites use. */
export function ordinaryFeeds(): SampleFeed[] {
  return [
    { name: 'category', feed: categoryFeed() },
    { name: 'category-empty', feed: makeFeed([]) },
    { name: 'summaries', feed: makeFeed(numbered(5, { content: '' })) },
    { name: 'bodies-only', feed: makeFeed(numbered(5, { summary: '' })) },
    { name: 'podcast', feed: podcastFeed() },
    { name: 'archive', feed: makeFeed(numbered(5, {}), archiveLinks) },
  ]
}

/** Feeds with texts that have broken feeds, and with as little as a feed can have. */
export function hostileFeeds(): SampleFeed[] {
  const bare: ZonedItem = { title: '', link: '', date: new Date(Number.NaN) }
  const nothing = { title: '', link: '', description: '', id: '', feedLinks: {}, language: '' }
  return [
    ...hostileTexts.map(({ text }, index) => ({ name: `hostile-${index}`, feed: hostileFeed(text) })),
    { name: 'nothing', feed: makeFeed([], nothing) },
    { name: 'nothing-with-items', feed: makeFeed([bare, { ...bare, title: 'x' }], nothing) },
  ]
}

/** Items an hour apart, newest first, each with an offset of its own. */
function numbered(count: number, item: Partial<ZonedItem>): ZonedItem[] {
  return Array.from({ length: count }, (_, index) => {
    const offset = [480, 0, -300, 330, 540][index % 5] ?? 0
    return makeItem({
      title: `第${index}条要闻`,
      id: `https://news.example/id/hongwang/${index}`,
      link: `https://news.example/hongwang/${index}.html`,
      date: new ZonedDate(1_640_849_180_000 - index * 3_600_000, offset),
      ...item,
    })
  })
}

function podcastFeed(): ZonedFeed {
  const audio = {
    url: 'https://news.example/a.mp3',
    type: 'audio/mpeg',
    length: 1_234_567,
    title: '早报',
    duration: 61,
  }
  return makeFeed(numbered(3, { audio, image: 'https://news.example/a.png', language: 'en' }), {
    icon: 'https://news.example/icon.png',
    image: 'https://news.example/logo.png',
    hub: 'https://hub.example/',
    author: { name: 'Ann', email: 'ann@news.example', link: 'https://ann.example/' },
    copyright: '© 2021 红网',
    stylesheet: 'https://news.example/theme/feed.css',
    ttl: 15,
  })
}

const site: Site = {
  title: '财经要闻',
  description: '每日要闻',
  url: 'https://news.example',
  guidBase: 'https://news.example',
  language: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  author: '编辑部',
}

/** A feed made from posts, as the publication does it. */
function categoryFeed(): ZonedFeed {
  const options = composeFeedOptions(site, {
    scope: { kind: 'category', name: 'hongwang' },
    title: '红网 - 财经要闻',
    description: '红网的要闻 & 评论 <每日>',
    page: 'https://news.example/category/hongwang.html',
    addresses: {
      rss: 'https://news.example/hongwang.xml',
      atom: 'https://news.example/hongwang.atom',
      json: 'https://news.example/hongwang.json',
    },
    updated: { instantMs: 1_640_852_780_000, offsetMinutes: 480 },
    maxAgeSeconds: 900,
  })
  const feed = new ZonedFeed(options)
  for (const title of ['银行间市场要闻', 'A & B 合并：<一>', '"引号" 与 \'引号\'', '𠮷野家 👨‍👩‍👧']) {
    feed.addItem(composePost(title, feed.items.length))
  }
  return feed
}

function composePost(title: string, index: number): ZonedItem {
  const published = { instantMs: 1_640_849_180_000 - index * 3_600_000, offsetMinutes: index === 1 ? 0 : 480 }
  const path = `/hongwang/2021/12/30/${index}.html`
  const post = {
    source: `_posts/hongwang/${index}.md`,
    guid: `https://news.example/id/hongwang/${index}`,
    permalink: path,
    title,
    published,
    updated: index === 0 ? { ...published, instantMs: published.instantMs + 3_600_000 } : published,
    categories: ['hongwang'],
    tags: ['红网新闻'],
    authors: index === 2 ? [{ name: '李明' }] : [{ name: 'Ann', email: 'ann@news.example' }],
    inFeeds: true,
  }
  const html = `<p>正文 &amp; <a href="https://news.example/x?a=1&amp;b=2">链接</a>：1 &lt; 2</p>\n<pre>a\n  b</pre>`
  const term = (kind: string, name: string, title: string) => ({
    name,
    title,
    page: `https://news.example/${kind}/${encodeURIComponent(name)}.html`,
  })
  const terms = {
    categories: [term('category', 'hongwang', '红网')],
    tags: [term('tag', '红网新闻', '红网新闻')],
  }
  const link = `https://news.example${path}`
  return composeItem(site, { post, link, html, summary: `${title}：1 < 2 & 3`, ...terms }, 'full')
}
