import { ZonedDate } from '../../src/feed/zoned-date.js'
import { ZonedFeed } from '../../src/feed/zoned-feed.js'
import type { ZonedFeedOptions, ZonedItem } from '../../src/feed/zoned-item.js'
import type { FormatName } from '../../src/model/format.js'

/** 2021-12-30 15:26:20 +0800. */
export const seedDate = new ZonedDate(1_640_849_180_000, 480)

/** An ordinary item, except for what a test overrides. */
export function makeItem(item: Partial<ZonedItem> = {}): ZonedItem {
  return {
    title: '银行间市场要闻',
    id: 'https://news.example/id/hongwang/rain',
    link: 'https://news.example/hongwang/2021/12/30/rain.html',
    date: seedDate,
    summary: '今日要闻一则。',
    content: '<p>正文</p>',
    ...item,
  }
}

/** An ordinary feed without items, except for what a test overrides. */
export function makeOptions(options: Partial<ZonedFeedOptions> = {}): ZonedFeedOptions {
  return {
    id: 'https://news.example/id?category=hongwang',
    title: '红网 - 财经要闻',
    description: '红网的要闻',
    link: 'https://news.example/category/hongwang.html',
    feedLinks: {
      rss: 'https://news.example/hongwang.xml',
      atom: 'https://news.example/hongwang.atom',
      json: 'https://news.example/hongwang.json',
    },
    language: 'zh-CN',
    ...options,
  }
}

const linksBeside = (name: string) => ({
  rss: `https://news.example/hongwang${name}.xml`,
  atom: `https://news.example/hongwang${name}.atom`,
  json: `https://news.example/hongwang${name}.json`,
})

/** What an archive of that feed says in addition to what the feed says. */
export const archiveLinks: Partial<ZonedFeedOptions> = {
  feedLinks: linksBeside('/archive/2021'),
  currentLinks: linksBeside(''),
  prevArchiveLinks: linksBeside('/archive/2020'),
}

/** A feed of the items given. */
export function makeFeed(items: readonly ZonedItem[], options: Partial<ZonedFeedOptions> = {}): ZonedFeed {
  const feed = new ZonedFeed(makeOptions(options))
  for (const item of items) feed.addItem(item)
  return feed
}

/** The feed in a format. */
export function render(feed: ZonedFeed, format: FormatName): string {
  return { rss: () => feed.rss2(), atom: () => feed.atom1(), json: () => feed.json1() }[format]()
}
