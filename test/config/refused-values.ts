import type { SettingName } from '../../src/config/settings.js'
import { placeholderNames } from '../../src/model/placeholders.js'

const aFlag = 'is neither true nor false. Write true or false.'
const zoneHint = 'is not the name of a time zone. Write a name such as Asia/Shanghai or Europe/Berlin.'
const pathHint = 'Write a path such as /:categories/:year/:month/:day/:title.html.'
const notAPath = `is not a path: it contains one of ? # \\ // /.. %2F or a space. ${pathHint}`
const oneADay =
  'gives one address to all posts of a day. ' +
  'Add one of :title :slug :name :second, as in /:year/:month/:day/:title.html.'
const siteNeeds = `gives posts addresses that the site needs itself. ${pathHint}`
const notHttp = 'is not an address that begins with http:// or https://. Write the whole address, such as'
const notAHost =
  'is neither an IP address nor a host name. ' +
  'Write 127.0.0.1 for this machine alone, or 0.0.0.0 for everyone who can reach it.'
const notAName =
  'is not a host name. ' +
  'Write names only, without https:// and without a path: player.bilibili.com, www.youtube.com.'
const secret = 'the address contains a user name or a password. Leave them out: everybody can read the feeds.'

function notIn(min: number, max: number): string {
  return `is not a whole number from ${min} to ${max}. Write a number from ${min} to ${max}, in digits only.`
}

/** Texts that each setting refuses, and the reason and hint; a leading `"` stands for the quoted value. */
export const refused: Record<SettingName, [string, string][]> = {
  CONTENT_DIR: [['a\0b', '"a\\u{0}b" is not the name of a folder. Remove the NUL character.']],
  DATA_DIR: [['\0', '"\\u{0}" is not the name of a folder. Remove the NUL character.']],
  HOST: ['a b', 'http://x.cn', 'x.cn:80', '*', '1.2.3', '-a.cn', 'a_b', '[::1]:80', '999.1.1.1', 'a..b'].map(
    (host) => [host, `"${host}" ${notAHost}`],
  ),
  PORT: ['-1', '65536', 'http', '3000.5', '1e3', '0x50', '٣'].map((port) => [
    port,
    `"${port}" ${notIn(0, 65_535)}`,
  ]),
  SITE_URL: [
    ['example.com', `"example.com" ${notHttp} https://example.com.`],
    ['x.cn:8080/a', `"x.cn:8080/a" ${notHttp} https://x.cn:8080/a.`],
    ['ftp://x.cn', `"ftp://x.cn" ${notHttp} https://news.example.com.`],
    ['//x.cn', `"//x.cn" ${notHttp} https://news.example.com.`],
    ['http:x.cn', `"http:x.cn" ${notHttp} https://news.example.com.`],
    ['https://', `"https://" ${notHttp} https://news.example.com.`],
    ['javascript:alert(1)', `"javascript:alert(1)" ${notHttp} https://news.example.com.`],
    ['https://me:secret@x.cn', secret],
    ['https://me@x.cn', secret],
    [
      'https://x.cn/a/?b=1',
      '"https://x.cn/a/?b=1" has a query or a fragment. Write the address without it: https://x.cn/a.',
    ],
    [
      'https://x.cn?',
      '"https://x.cn?" has a query or a fragment. Write the address without it: https://x.cn.',
    ],
    [
      'https://x.cn/#top',
      '"https://x.cn/#top" has a query or a fragment. Write the address without it: https://x.cn.',
    ],
    [
      'https://x.cn//a',
      '"https://x.cn//a" has a path that cannot be read. Write a path of plain names, such as /news.',
    ],
    [
      'https://x.cn/%ff',
      '"https://x.cn/%ff" has a path that cannot be read. Write a path of plain names, such as /news.',
    ],
  ],
  SITE_TITLE: [['\u200b\u202e', '"\\u{200b}\\u{202e}" has no visible characters. Write some words.']],
  SITE_DESCRIPTION: [['\u2060', '"\\u{2060}" has no visible characters. Write some words.']],
  SITE_LANGUAGE: [
    ['zh_CN', '"zh_CN" is not a language tag. Write zh-CN.'],
    ['zh_CN.UTF-8', '"zh_CN.UTF-8" is not a language tag. Write zh-CN.'],
    ['中文', '"中文" is not a language tag. Write a tag such as zh-CN or en.'],
    ['Chinese (China)', '"Chinese (China)" is not a language tag. Write a tag such as zh-CN or en.'],
  ],
  SITE_TIMEZONE: [
    ...['CST', 'EST', 'PST', '+08:00', 'UTC+8', '北京', 'Beijing', ''].map((zone): [string, string] => [
      zone,
      `"${zone}" ${zoneHint}`,
    ]),
    ['Shanghai', '"Shanghai" is not the name of a time zone. Did you mean Asia/Shanghai?'],
    ['new york', '"new york" is not the name of a time zone. Did you mean America/New_York?'],
    ['Asia/Shangai', '"Asia/Shangai" is not the name of a time zone. Did you mean Asia/Shanghai?'],
  ],
  SITE_AUTHOR: [['\ufeff\u200e', '"\\u{feff}\\u{200e}" has no visible characters. Write some words.']],
  SITE_ICON: [
    ['/icon.png', `"/icon.png" ${notHttp} https://news.example.com.`],
    ['data:image/png;base64,AA', `"data:image/png;base64,AA" ${notHttp} https://news.example.com.`],
    ['https://a:b@x.cn/i.png', secret],
  ],
  GUID_BASE: [
    ['tag:x.cn,2021', `"tag:x.cn,2021" ${notHttp} https://news.example.com.`],
    [
      'https://x.cn/?',
      '"https://x.cn/?" has a query or a fragment. Write the address without it: https://x.cn.',
    ],
  ],
  GUIDS: [
    ['uuid', '"uuid" is none of path, jekyll. Write path or jekyll.'],
    ['jekyl', '"jekyl" is none of path, jekyll. Did you mean jekyll?'],
  ],
  PERMALINK: [
    [':title.html', `":title.html" does not begin with a slash. ${pathHint}`],
    ['pretty', `"pretty" does not begin with a slash. ${pathHint}`],
    ['https://x.cn/:title', `"https://x.cn/:title" does not begin with a slash. ${pathHint}`],
    ...[
      '/:title?a',
      '/#:title',
      '/../:title',
      '/a/..',
      '/./:title',
      '//x.cn/:title',
      '/a b',
      '/a\\\\b',
      '/a%2Fb/:title',
      '/a%5cb',
      '/a%00b',
      '/%2E%2e/:title',
    ].map((pattern): [string, string] => [pattern.replace('\\\\', '\\'), `"${pattern}" ${notAPath}`]),
    ...[
      '/news.html',
      '/feed.xml',
      '/:categories/:year/:month/:day/:hour:output_ext',
      '/:slugified_categories',
    ].map((pattern): [string, string] => [pattern, `"${pattern}" ${oneADay}`]),
    ...['/:title.xml', '/tag/:title.html', '/.well-known/:slug', '/%74ag/:name.json', '/:name.opml/'].map(
      (pattern): [string, string] => [pattern, `"${pattern}" ${siteNeeds}`],
    ),
    ['/:yaer/:title', `":yaer" is not a placeholder. The placeholders are :${placeholderNames.join(' :')}.`],
    ['/:Title', `":Title" is not a placeholder. The placeholders are :${placeholderNames.join(' :')}.`],
    ['/%3Ayaer', `":yaer" is not a placeholder. The placeholders are :${placeholderNames.join(' :')}.`],
    ['/:titles', `":titles" is not a placeholder. The placeholders are :${placeholderNames.join(' :')}.`],
  ],
  FEED_LIMIT: ['0', '501', '-5', 'many'].map((text) => [text, `"${text}" ${notIn(1, 500)}`]),
  FEED_HOURS: ['8761', '1.5'].map((text) => [text, `"${text}" ${notIn(0, 8760)}`]),
  FEED_MAX: ['0', '2001'].map((text) => [text, `"${text}" ${notIn(1, 2000)}`]),
  FEED_CONTENT: [
    ['ful', '"ful" is none of full, summary. Did you mean full?'],
    ['none', '"none" is none of full, summary. Write full or summary.'],
  ],
  MAX_AGE_MIN: ['0', '59', '86401'].map((text) => [text, `"${text}" ${notIn(60, 86_400)}`]),
  MAX_AGE_MAX: ['0', '59', '86401'].map((text) => [text, `"${text}" ${notIn(60, 86_400)}`]),
  PAGE_MAX_AGE: ['-1', '86401'].map((text) => [text, `"${text}" ${notIn(0, 86_400)}`]),
  S_MAXAGE: ['0', 'no-store', '86401'].map((text) => [text, `"${text}" ${notIn(1, 86_400)}`]),
  STALE_WHILE_REVALIDATE: ['-1', '86401'].map((text) => [text, `"${text}" ${notIn(0, 86_400)}`]),
  STALE_IF_ERROR: ['1d', '2592001'].map((text) => [text, `"${text}" ${notIn(0, 2_592_000)}`]),
  FEED_TYPE_XML: [['xml', `"xml" ${aFlag}`]],
  WEBSUB_HUB: [
    ['hub.example.com', `"hub.example.com" ${notHttp} https://hub.example.com.`],
    ['ftp://hub.example.com/', `"ftp://hub.example.com/" ${notHttp} https://news.example.com.`],
    ['https://token:secret@hub.example.com/', secret],
  ],
  KEEP_DAYS: ['0', '-1', '36501', 'all', '1.5'].map((days) => [days, `"${days}" ${notIn(1, 36_500)}`]),
  KEEP_POSTS: ['0', '1000001', '1e3'].map((posts) => [posts, `"${posts}" ${notIn(1, 1_000_000)}`]),
  FUTURE: [
    ['maybe', `"maybe" ${aFlag}`],
    ['2', `"2" ${aFlag}`],
  ],
  DRAFTS: [['ja', `"ja" ${aFlag}`]],
  SEARCH: [
    ['titel', '"titel" is none of full, title, off. Did you mean title?'],
    ['no', '"no" is none of full, title, off. Write full, title or off.'],
  ],
  RESCAN_SECONDS: ['0', '86401', 'off'].map((text) => [text, `"${text}" ${notIn(1, 86_400)}`]),
  TRUST_PROXY: ['true', '*', 'localhost', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0/8', '1.2.3.4/'].map(
    (text) => [
      text,
      `"${text}" is neither an IP address nor a network. Write the addresses of your proxies, such as 127.0.0.1, ::1 or 10.0.0.0/8.`,
    ],
  ),
  CONNECTIONS_MAX: ['9', '1000001'].map((text) => [text, `"${text}" ${notIn(10, 1_000_000)}`]),
  RATE_LIMIT: ['0', 'off', '10001'].map((text) => [text, `"${text}" ${notIn(1, 10_000)}`]),
  OPERATOR_TOKEN: [
    'short',
    '0123456789abcde',
    '0123456789 abcdef',
    '令牌令牌令牌令牌令牌',
    'x'.repeat(201),
  ].map((token) => [
    token,
    'the token is too short, too long, or has a character that no header can carry. ' +
      'Write 16 to 200 letters and digits, such as openssl rand -hex 32 prints.',
  ]),
  LOG_LEVEL: [
    ['wran', '"wran" is none of trace, debug, info, warn, error, fatal, silent. Did you mean warn?'],
    [
      'loud',
      '"loud" is none of trace, debug, info, warn, error, fatal, silent. ' +
        'Write trace, debug, info, warn, error, fatal or silent.',
    ],
  ],
  POST_BYTES_MAX: ['0', '999', '101 MB', '5 potatoes', '-5 MB', 'MB', '1e6'].map((text) => [
    text,
    `"${text}" is not a size from 1 KB to 100 MB. Write a number and its unit, such as 5 MB.`,
  ]),
  IFRAME_HOSTS: ['https://x.cn', 'x.cn/a', '*.x.cn', 'x.cn:80', '127.0.0.1', 'a_b'].map((host) => [
    `ok.example, ${host}`,
    `"${host}" ${notAName}`,
  ]),
  CACHE_MB: ['0', '16385', '64 MB'].map((text) => [text, `"${text}" ${notIn(1, 16_384)}`]),
}
