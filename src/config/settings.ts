import { logLevels } from '../model/log-level.js'
import {
  baseAddress,
  hostNames,
  hubAddress,
  listenHost,
  networks,
  permalinkPattern,
  pictureAddress,
} from './parse-address.js'
import {
  bytes,
  choice,
  flag,
  folder,
  integer,
  language,
  line,
  optional,
  secret,
  timeZone,
} from './parse-setting.js'
import type { Refusal, Setting } from './setting.js'

/** Every setting, once: the loader, `.env.example` and the README's table are made from this. */
export const settings = {
  CONTENT_DIR: {
    parse: folder,
    fallback: 'content',
    doc: 'Folder of the posts. Read, never written.',
  },
  DATA_DIR: {
    parse: folder,
    fallback: '.feedmill',
    doc: 'Folder of the catalogue, which is made from the posts and can be deleted at any time.',
  },
  HOST: {
    parse: listenHost,
    // Someone who tries it on a laptop should not publish to the whole café; a local proxy can still reach it.
    fallback: '127.0.0.1',
    doc: 'Address to listen on: 127.0.0.1 for this machine alone, 0.0.0.0 for everyone who can reach it, as in a container.',
  },
  PORT: {
    parse: integer({ min: 0, max: 65_535 }),
    fallback: '3000',
    doc: 'Port to listen on. 0 takes a free one and says which.',
  },
  SITE_URL: {
    parse: optional(baseAddress),
    fallback: '',
    doc: 'Public address of the site. Feeds carry absolute links: set it before anyone subscribes. Empty: http://localhost and the port.',
  },
  SITE_TITLE: {
    parse: line,
    fallback: 'Feedmill',
    doc: 'Title of the site and of its main feed.',
  },
  SITE_DESCRIPTION: {
    parse: line,
    fallback: 'A folder of posts in; every feed out',
    doc: 'One sentence about the site, for feeds and pages.',
  },
  SITE_LANGUAGE: {
    parse: language,
    fallback: 'zh-CN',
    doc: 'Language of the posts, as a BCP 47 tag.',
  },
  SITE_TIMEZONE: {
    parse: timeZone,
    fallback: 'Asia/Shanghai',
    doc: 'IANA zone of dates written without an offset, and of days in permalinks, archives and pages.',
  },
  SITE_AUTHOR: {
    parse: optional(line),
    fallback: '',
    doc: 'Author of the feeds, and of posts that name none.',
  },
  SITE_ICON: {
    parse: optional(pictureAddress),
    fallback: '',
    doc: 'Absolute address of a square picture that readers show beside the feeds.',
  },
  GUID_BASE: {
    parse: optional(baseAddress),
    fallback: '',
    doc: 'What the ids of posts begin with. Empty: SITE_URL. When a site moves, put its old address here, or readers will show every post again.',
  },
  GUIDS: {
    parse: choice('path', 'jekyll'),
    fallback: 'path',
    doc: 'path: ids are made from file names. jekyll: ids are those that jekyll-feed made, for a site that comes from Jekyll.',
  },
  PERMALINK: {
    parse: permalinkPattern,
    fallback: '/:categories/:year/:month/:day/:title.html',
    doc: "Path of a post's page, with Jekyll's placeholders.",
  },
  FEED_LIMIT: {
    parse: integer({ min: 1, max: 500 }),
    fallback: '20',
    doc: 'How many of its newest posts a feed always carries; 1 to 500.',
  },
  FEED_HOURS: {
    parse: integer({ min: 0, max: 8_760 }),
    fallback: '24',
    doc: 'Beyond FEED_LIMIT, a feed also carries the posts of this many hours before its newest one; 0 to 8760.',
  },
  FEED_MAX: {
    parse: integer({ min: 1, max: 2_000 }),
    fallback: '200',
    doc: 'The most posts a feed carries because of FEED_HOURS; 1 to 2000, at least FEED_LIMIT. Posts that are in no archive yet, up to 100, it carries in any case.',
  },
  FEED_CONTENT: {
    parse: choice('full', 'summary'),
    fallback: 'full',
    doc: 'full: feeds carry whole posts. summary: they carry summaries.',
  },
  MAX_AGE_MIN: {
    // No less: a reader that may cache nothing polls as often as its own rules allow.
    parse: integer({ min: 60, max: 86_400 }),
    fallback: '300',
    doc: 'Readers may cache a feed for half the usual time between its posts, but at least for this many seconds; 60 to 86400.',
  },
  MAX_AGE_MAX: {
    parse: integer({ min: 60, max: 86_400 }),
    fallback: '900',
    doc: 'The same, at most for this many seconds; 60 to 86400, at least MAX_AGE_MIN.',
  },
  PAGE_MAX_AGE: {
    parse: integer({ min: 0, max: 86_400 }),
    fallback: '60',
    doc: 'How many seconds browsers may cache a page; 0 to 86400.',
  },
  S_MAXAGE: {
    parse: integer({ min: 1, max: 86_400 }),
    fallback: '30',
    doc: 'How many seconds a shared cache, such as a CDN, may keep anything; 1 to 86400.',
  },
  STALE_WHILE_REVALIDATE: {
    parse: integer({ min: 0, max: 86_400 }),
    fallback: '30',
    doc: 'For how many more seconds it may serve its copy while it fetches a new one; 0 to 86400.',
  },
  STALE_IF_ERROR: {
    parse: integer({ min: 0, max: 2_592_000 }),
    fallback: '86400',
    doc: 'For how many more seconds it may serve its copy while this server does not answer; 0 to 2592000 (30 days).',
  },
  FEED_TYPE_XML: {
    parse: flag,
    fallback: 'false',
    doc: 'true: RSS and Atom are sent as application/xml, which browsers display. false: as their own types, which most browsers show as source or save.',
  },
  WEBSUB_HUB: {
    parse: optional(hubAddress),
    fallback: '',
    doc: 'Absolute address of a WebSub hub. Feeds name it, and it is notified of every change, so that subscribers get it at once. Empty: none.',
  },
  KEEP_DAYS: {
    parse: optional(integer({ min: 1, max: 36_500 })),
    fallback: '',
    doc: 'Publish only the posts of this many days before the newest one; 1 to 36500. Files stay. Empty: all.',
  },
  KEEP_POSTS: {
    parse: optional(integer({ min: 1, max: 1_000_000 })),
    fallback: '',
    doc: 'How many of their newest posts the site and each category, tag and author keep; a post that none of them keeps is no longer published. 1 to 1000000. Empty: all.',
  },
  FUTURE: {
    parse: flag,
    fallback: 'false',
    doc: 'Whether to publish posts with a date in the future: true or false.',
  },
  DRAFTS: {
    parse: flag,
    fallback: 'false',
    doc: 'Whether to publish posts in _drafts: true or false.',
  },
  SEARCH: {
    parse: choice('full', 'title', 'off'),
    fallback: 'full',
    doc: 'What posts can be found by: full, all their words (0.8 KB of disk per post); title, only titles and names (0.1 KB); off, nothing.',
  },
  RESCAN_SECONDS: {
    parse: integer({ min: 1, max: 86_400 }),
    // It cannot be turned off: it catches what watching missed, and network folders report no changes at all.
    fallback: '30',
    doc: 'How often the whole folder is scanned for changes that were not noticed at once, in seconds; 1 to 86400.',
  },
  TRUST_PROXY: {
    parse: networks,
    fallback: '',
    doc: 'Proxies in front of this server whose X-Forwarded-For is believed, such as 127.0.0.1, 10.0.0.0/8. Empty: none.',
  },
  CONNECTIONS_MAX: {
    parse: integer({ min: 10, max: 1_000_000 }),
    fallback: '10000',
    doc: 'How many connections may be open at once; further ones are closed. 10 to 1000000.',
  },
  RATE_LIMIT: {
    parse: optional(integer({ min: 1, max: 10_000 })),
    fallback: '',
    doc: 'How often one client may fetch the same feed in five minutes, before 429; a 304 never counts. Needs TRUST_PROXY behind a proxy. 1 to 10000. Empty: no limit.',
  },
  OPERATOR_TOKEN: {
    parse: optional(secret),
    fallback: '',
    doc: 'Clients that send it as Authorization: Bearer may read /problems.json; 16 characters or more. Empty: only this machine may.',
  },
  LOG_LEVEL: {
    parse: choice(...logLevels),
    fallback: 'info',
    doc: 'How much is logged: trace, debug, info, warn, error, fatal or silent.',
  },
  POST_BYTES_MAX: {
    parse: bytes({ min: 1_000, max: 100_000_000 }),
    fallback: '5 MB',
    doc: 'Largest post that is read, such as 5000000 or 5 MB; 1 KB to 100 MB.',
  },
  IFRAME_HOSTS: {
    parse: hostNames,
    fallback: '',
    doc: 'Hosts whose iframes, such as players and maps, are kept in posts; separated by commas. Empty: none.',
  },
  CACHE_MB: {
    parse: integer({ min: 1, max: 16_384 }),
    fallback: '128',
    doc: 'Memory for documents ready to be sent, in MB; up to four times as much is used on disk. A site with thousands of busy feeds needs 256 or more; 1 to 16384.',
  },
} as const satisfies Record<string, Setting<unknown>>

/** Name of a setting, as in the environment. */
export type SettingName = keyof typeof settings
/** All of them, in the order of the table. */
export const settingNames = Object.keys(settings) as SettingName[]

/** The value of every setting. */
export type Config = {
  readonly [K in SettingName]: Exclude<ReturnType<(typeof settings)[K]['parse']>, Refusal>
}
