import { englishGuide, simplifiedGuide } from './guides.js'
import { numbersOf, type Words } from './words.js'

const englishMonths =
  'January February March April May June July August September October November December'.split(' ')

/** For every language but Chinese. */
export const englishWords: Words = {
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
  otherGuide: simplifiedGuide,
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
