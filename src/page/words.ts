import type { GroupKind } from '../model/scope.js'
import { chineseGuide, englishGuide, type Guide } from './guides.js'

/** All words of our own on a page, in one language. */
export interface Words {
  /** With a fixed locale, so that no page depends on the host's. */
  readonly numbers: Pick<Intl.NumberFormat, 'format'>
  readonly skip: string
  readonly mainMenu: string
  readonly home: string
  readonly allFeeds: string
  readonly newest: string
  readonly activeTags: string
  /** Kinds of scopes: `kind` above one scope, `kinds` above many. */
  readonly kind: Readonly<Record<'site' | GroupKind, string>>
  readonly kinds: Readonly<Record<GroupKind, string>>
  readonly name: string
  readonly count: string
  readonly colon: string
  readonly subscribe: string
  posts(count: string, one: boolean): string
  /** Before the link to a file. */
  readonly importAll: string
  readonly combine: string
  feedsOf(title: string): string
  shown(shown: string, total: string): string
  readonly empty: string
  readonly noPosts: string
  readonly noneOfKind: string
  allOfKind(kinds: string): string
  readonly pages: string
  readonly pageBefore: string
  readonly pageAfter: string
  readonly history: string
  readonly newerPosts: string
  readonly olderPosts: string
  period(period: PeriodParts): string
  readonly published: string
  readonly updated: string
  readonly lastPost: string
  readonly neighbours: string
  readonly newer: string
  readonly older: string
  readonly carriedBy: string
  readonly carriedByNone: string
  readonly jump: string
  readonly guide: Guide
  /** The guide in the other language. */
  readonly otherGuide: Guide
  readonly openedFeed: OpenedFeed
  /** Names of HTTP errors by status code, where the English ones need translation. */
  readonly errors: Readonly<Record<number, string>>
  /** What the errors mean, likewise. */
  readonly reasons: Readonly<Record<number, string>>
}

/** Words shown above a feed that is opened in a browser, in addition to the guide. */
interface OpenedFeed {
  readonly kicker: string
  readonly how: string
  /** Shown instead in an archive, whose own address nobody should subscribe to. */
  readonly archive: string
  readonly page: string
}

/** A year, month, day or hour, or a part of an hour, counted from 1. */
export interface PeriodParts {
  readonly year: number
  readonly month: number | undefined
  readonly day: number | undefined
  readonly hour: number | undefined
  readonly part: number | undefined
}

const chinese: Words = {
  numbers: numbersOf('zh-CN'),
  skip: '跳到正文',
  mainMenu: '主菜单',
  home: '首页',
  allFeeds: '全部订阅源',
  newest: '最新',
  activeTags: '最近更新的标签',
  kind: { site: '全站', category: '分类', tag: '标签', author: '作者' },
  kinds: { category: '分类', tag: '标签', author: '作者' },
  name: '名称',
  count: '篇数',
  colon: '：',
  subscribe: '订阅',
  posts: (count) => `${count} 篇`,
  importAll: '批量导入阅读器',
  combine: '任意组合',
  feedsOf: (title) => `“${title}”的订阅源`,
  shown: (shown, total) => `以下是最新的 ${shown} 篇，共 ${total} 篇。`,
  empty: '这里现在还没有文章。先订阅也无妨：第一篇一发布，就会出现在你的阅读器里。',
  noPosts: '现在还没有文章。',
  noneOfKind: '还没有。',
  allOfKind: (kinds) => `全部${kinds}`,
  pages: '分页',
  pageBefore: '上一页',
  pageAfter: '下一页',
  history: '往期文章',
  newerPosts: '较新的文章',
  olderPosts: '较早的文章',
  period: ({ year, month, day, hour, part }) =>
    [
      `${year}年`,
      month && `${month}月`,
      day && `${day}日`,
      hour !== undefined && `${hour}时`,
      part && `（第${part}部分）`,
    ]
      .filter(Boolean)
      .join(''),
  published: '发布',
  updated: '更新',
  lastPost: '最近一篇',
  neighbours: '前后文章',
  newer: '较新一篇',
  older: '较早一篇',
  carriedBy: '收录本文的订阅源',
  carriedByNone: '本文不在任何订阅源中。',
  jump: '跳到',
  guide: chineseGuide,
  otherGuide: englishGuide,
  openedFeed: {
    kicker: '订阅源',
    how: '要订阅，请复制本页地址，在阅读器（例如 NetNewsWire、FreshRSS、Miniflux、Inoreader 或 Feedly）里选择“添加订阅”，再粘贴进去。',
    archive: '这里是过去的文章，新文章不会出现在这里。要订阅，请用订阅源自己的地址：它在下面的网页上。',
    page: '网页',
  },
  errors: {
    400: '无法理解这个请求',
    404: '没有这个页面',
    405: '不支持这种请求方式',
    410: '内容已撤下',
    429: '请求太频繁',
    500: '服务器出错了',
    503: '正在准备，请稍后再来',
  },
  reasons: {
    400: '地址里有认不出的部分。',
    404: '这个地址没有内容：也许写错了，也许已经移走。',
    405: '这个地址只能读取。',
    410: '这里的内容已经撤下，不会再回来。',
    500: '问题已经记下，请过一会儿再试。',
    503: '文章还在读取，请过一会儿再来。',
  },
}

const englishMonths =
  'January February March April May June July August September October November December'.split(' ')

const english: Words = {
  numbers: numbersOf('en'),
  skip: 'Skip to content',
  mainMenu: 'Main menu',
  home: 'Home',
  allFeeds: 'All feeds',
  newest: 'Newest',
  activeTags: 'Recently updated tags',
  kind: { site: 'Whole site', category: 'Category', tag: 'Tag', author: 'Author' },
  kinds: { category: 'Categories', tag: 'Tags', author: 'Authors' },
  name: 'Name',
  count: 'Posts',
  colon: ': ',
  subscribe: 'Subscribe',
  posts: (count, one) => `${count} ${one ? 'post' : 'posts'}`,
  importAll: 'Import all of these into a reader',
  combine: 'Any combination',
  feedsOf: (title) => `Feeds of “${title}”`,
  shown: (shown, total) => `These are the newest ${shown} of ${total} posts.`,
  empty:
    'There are no posts here yet. Subscribe anyway: the first one will appear in your reader as soon as it is published.',
  noPosts: 'There are no posts yet.',
  noneOfKind: 'None yet.',
  allOfKind: (kinds) => `All ${kinds.toLowerCase()}`,
  pages: 'Pages',
  pageBefore: 'Previous',
  pageAfter: 'Next',
  history: 'Earlier posts',
  newerPosts: 'Newer posts',
  olderPosts: 'Older posts',
  period: ({ year, month, day, hour, part }) => {
    const date = [day, month && englishMonths[month - 1], year].filter(Boolean).join(' ')
    return [date, hour !== undefined && `${hour}:00`, part && `part ${part}`].filter(Boolean).join(', ')
  },
  published: 'Published',
  updated: 'Updated',
  lastPost: 'Last post',
  neighbours: 'Posts before and after',
  newer: 'Newer',
  older: 'Older',
  carriedBy: 'Feeds with this post',
  carriedByNone: 'This post is in no feed.',
  jump: 'Jump to',
  guide: englishGuide,
  otherGuide: chineseGuide,
  openedFeed: {
    kicker: 'Feed',
    how: 'To subscribe, copy the address of this page, choose “Add feed” in a feed reader, such as NetNewsWire, FreshRSS, Miniflux, Inoreader or Feedly, and paste it.',
    archive:
      'These are older posts; new ones do not appear here. To subscribe, use the address of the feed itself: it is on the web page below.',
    page: 'Web page',
  },
  errors: {},
  reasons: {},
}

/**
 * The words for a site: Chinese if its language is any kind of Chinese, else English.
 *
 * @param language - BCP 47
 */
export function wordsFor(language: string): Words {
  return /^zh(?:-|$)/i.test(language) ? chinese : english
}

/** `12,345 篇`, `1 post`. */
export function countPosts(words: Words, count: number): string {
  return words.posts(words.numbers.format(count), count === 1)
}

/** Creates the formatter for the first number: a restarted server needs none before its first answer. */
function numbersOf(locale: string): Words['numbers'] {
  let made: Intl.NumberFormat | undefined
  return {
    format(number) {
      made ??= new Intl.NumberFormat(locale)
      return made.format(number)
    },
  }
}
