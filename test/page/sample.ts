import type { Frame, PostView, ScopeView } from '../../src/page/view.js'

const base = 'https://news.example.cn'

/** A scope as the publication passes it in. */
export function makeScope(kind: ScopeView['kind'], name: string, more: Partial<ScopeView> = {}): ScopeView {
  const at = `${base}/${kind}/${encodeURIComponent(name)}`
  return {
    kind,
    name,
    title: name,
    feedTitle: kind === 'site' ? name : `${name} - 财经早知道`,
    page: `${at}.html`,
    feeds: { rss: `${at}.xml`, atom: `${at}.atom`, json: `${at}.json` },
    count: 3,
    ...more,
  }
}

/** A post of 2021-12-30 15:26:20 +0800, in one category and one tag. */
export function makePost(more: Partial<PostView> = {}): PostView {
  const published = { instantMs: Date.UTC(2021, 11, 30, 7, 26, 20), offsetMinutes: 480 }
  return {
    title: '央行开展1000亿元逆回购操作',
    page: `${base}/hongwang/2021/12/30/repo.html`,
    published,
    updated: published,
    categories: [makeScope('category', 'hongwang')],
    tags: [makeScope('tag', '红网新闻')],
    authors: [],
    ...more,
  }
}

/** The frame of a site in some language. */
export function makeFrame(language = 'zh-CN'): Frame {
  return {
    site: {
      title: '财经早知道',
      description: '公司、市场与宏观新闻',
      url: base,
      guidBase: base,
      language,
      timeZone: 'Asia/Shanghai',
    },
    wholeSite: makeScope('site', '财经早知道', { page: `${base}/` }),
    feedsPage: `${base}/feeds.html`,
    stylesheet: `${base}/theme/page.css`,
  }
}
