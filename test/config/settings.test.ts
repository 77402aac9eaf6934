import assert from 'node:assert/strict'
import { Refusal } from '../../src/config/setting.js'
import { type SettingName, settingNames, settings } from '../../src/config/settings.js'
import { fillPlaceholders } from '../../src/content/permalink-placeholders.js'
import { placeholderNames } from '../../src/model/placeholders.js'

/** What each setting takes, and what it makes of it. */
const accepted: Record<SettingName, [string, unknown][]> = {
  CONTENT_DIR: [
    ['posts', 'posts'],
    ['/srv/新闻 posts', '/srv/新闻 posts'],
    ['../x', '../x'],
  ],
  DATA_DIR: [['/var/lib/feedmill', '/var/lib/feedmill']],
  HOST: [
    ...['0.0.0.0', '127.0.0.1', '::', '::1', 'localhost', 'news.example.com'].map(
      (host): [string, string] => [host, host],
    ),
    ['[::1]', '::1'],
    ['News.Example.COM', 'news.example.com'],
    ['新闻.example', 'xn--efvy88h.example'],
  ],
  PORT: [
    ['0', 0],
    ['80', 80],
    ['65535', 65_535],
    ['08080', 8080],
  ],
  SITE_URL: [
    ['https://news.example.com', 'https://news.example.com'],
    ['https://news.example.com/', 'https://news.example.com'],
    ['HTTPS://News.Example.com:443/finance/', 'https://news.example.com/finance'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://[::1]:3000/a', 'http://[::1]:3000/a'],
    ['https://例子.中国', 'https://xn--fsqu00a.xn--fiqs8s'],
    ['https://x.cn/新闻/%e7%ba%a2', 'https://x.cn/%E6%96%B0%E9%97%BB/%E7%BA%A2'],
    ['https://x.cn/a/../b', 'https://x.cn/b'],
    ['', undefined],
  ],
  SITE_TITLE: [
    ['红网  <财经> & more', '红网 <财经> & more'],
    ['cafe\u0301\u200b', 'caf\u00e9'],
  ],
  SITE_DESCRIPTION: [['All of it', 'All of it']],
  SITE_LANGUAGE: [
    ['zh-CN', 'zh-CN'],
    ['ZH-hans-cn', 'zh-Hans-CN'],
    ['en', 'en'],
    ['sr-Latn', 'sr-Latn'],
  ],
  SITE_TIMEZONE: [
    ...[
      'Asia/Shanghai',
      'UTC',
      'GMT',
      'PRC',
      'CET',
      'America/Argentina/Buenos_Aires',
      'Etc/GMT-8',
      'Japan',
      'asia/shanghai',
    ].map((zone): [string, string] => [zone, zone]),
  ],
  SITE_AUTHOR: [
    ['红网 编辑部', '红网 编辑部'],
    ['', undefined],
  ],
  SITE_ICON: [
    ['https://x.cn/i.png?v=2', 'https://x.cn/i.png?v=2'],
    ['', undefined],
  ],
  GUID_BASE: [
    ['http://old.example.com/', 'http://old.example.com'],
    ['', undefined],
  ],
  GUIDS: [
    ['path', 'path'],
    ['Jekyll', 'jekyll'],
  ],
  PERMALINK: [
    ...[
      '/:categories/:year/:month/:day/:title.html',
      '/:title/',
      '/:i_month-:i_day-:short_year-:y_day',
      '/p/:hour:minute:second',
    ].map((pattern): [string, string] => [pattern, pattern]),
    ['/:year_:title', '/:year_:title'],
    ['/新闻/:slug.html', '/新闻/:slug.html'],
    ['/%e6%96%b0/a%20b/100%/:slug.html', '/%e6%96%b0/a%20b/100%/:slug.html'],
  ],
  FEED_LIMIT: [
    ['1', 1],
    ['500', 500],
  ],
  FEED_HOURS: [
    ['0', 0],
    ['8760', 8760],
  ],
  FEED_MAX: [
    ['1', 1],
    ['2000', 2000],
  ],
  FEED_CONTENT: [
    ['full', 'full'],
    ['summary', 'summary'],
  ],
  MAX_AGE_MIN: [
    ['60', 60],
    ['86400', 86_400],
  ],
  MAX_AGE_MAX: [
    ['60', 60],
    ['86400', 86_400],
  ],
  PAGE_MAX_AGE: [
    ['0', 0],
    ['86400', 86_400],
  ],
  S_MAXAGE: [
    ['1', 1],
    ['86400', 86_400],
  ],
  STALE_WHILE_REVALIDATE: [
    ['0', 0],
    ['86400', 86_400],
  ],
  STALE_IF_ERROR: [
    ['0', 0],
    ['2592000', 2_592_000],
  ],
  FEED_TYPE_XML: [
    ['true', true],
    ['false', false],
  ],
  WEBSUB_HUB: [
    ['https://hub.example.com/', 'https://hub.example.com/'],
    ['http://127.0.0.1:8080/publish?site=a b#x', 'http://127.0.0.1:8080/publish?site=a%20b'],
    ['', undefined],
  ],
  KEEP_DAYS: [
    ['30', 30],
    ['36500', 36_500],
    ['', undefined],
  ],
  KEEP_POSTS: [
    ['1', 1],
    ['1000000', 1_000_000],
    ['', undefined],
  ],
  FUTURE: [
    ['true', true],
    ['false', false],
    ['YES', true],
    ['no', false],
    ['on', true],
    ['off', false],
    ['1', true],
    ['0', false],
  ],
  DRAFTS: [
    ['true', true],
    ['0', false],
  ],
  SEARCH: [
    ['full', 'full'],
    ['Title', 'title'],
    ['off', 'off'],
  ],
  RESCAN_SECONDS: [
    ['1', 1],
    ['86400', 86_400],
  ],
  TRUST_PROXY: [
    ['127.0.0.1', ['127.0.0.1']],
    ['10.0.0.0/8, ::1 fd00::/8', ['10.0.0.0/8', '::1', 'fd00::/8']],
    ['192.0.2.1/32,2001:DB8::1/128', ['192.0.2.1/32', '2001:DB8::1/128']],
  ],
  CONNECTIONS_MAX: [
    ['10', 10],
    ['1000000', 1_000_000],
  ],
  RATE_LIMIT: [
    ['1', 1],
    ['10000', 10_000],
  ],
  OPERATOR_TOKEN: [
    ['0123456789abcdef', '0123456789abcdef'],
    ['AZaz09-._~+/AZaz09==', 'AZaz09-._~+/AZaz09=='],
    ['', undefined],
  ],
  LOG_LEVEL: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].map((level) => [level, level]),
  POST_BYTES_MAX: [
    ['5 MB', 5_000_000],
    ['1000', 1000],
    ['1.5mb', 1_500_000],
    ['1 MiB', 1_048_576],
    ['512KB', 512_000],
    ['100 MB', 1e8],
  ],
  IFRAME_HOSTS: [
    ['player.bilibili.com', ['player.bilibili.com']],
    ['a.example, B.example,a.example c.example', ['a.example', 'b.example', 'c.example']],
    ['', []],
  ],
  CACHE_MB: [
    ['1', 1],
    ['16384', 16_384],
  ],
}

const aFlag = 'is neither true nor false. Write true or false.'
const zoneHint = 'is not the name of a time zone. Write a name such as Asia/Shanghai or Europe/Berlin.'
const pathHint = 'Write a path such as /:categories/:year/:month/:day/:title.html.'
const notAPath = `is not a path: it has one of ? # \\ // /.. %2F or a blank. ${pathHint}`
const notHttp = 'is not an address that begins with http:// or https://. Write it whole, such as'
const notAHost =
  'is neither an IP address nor the name of a host. ' +
  'Write 127.0.0.1 for this machine alone, or 0.0.0.0 for all who can reach it.'
const notAName =
  'is not the name of a host. ' +
  'Write names alone, without https:// and path: player.bilibili.com, www.youtube.com.'
const secret = 'the address holds a user name or a password. Write it without: feeds are read by everybody.'

function notIn(min: number, max: number): string {
  return `is not a whole number from ${min} to ${max}. Write a number from ${min} to ${max}, in digits alone.`
}

/** What each setting refuses, and in which words; a `"` begins what follows the quoted value. */
const refused: Record<SettingName, [string, string][]> = {
  CONTENT_DIR: [['a\0b', '"a\\u{0}b" is not the name of a folder. Take the NUL character out of it.']],
  DATA_DIR: [['\0', '"\\u{0}" is not the name of a folder. Take the NUL character out of it.']],
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
  SITE_TITLE: [
    ['\u200b\u202e', '"\\u{200b}\\u{202e}" has nothing in it that can be seen. Write some words.'],
  ],
  SITE_DESCRIPTION: [['\u2060', '"\\u{2060}" has nothing in it that can be seen. Write some words.']],
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
  SITE_AUTHOR: [
    ['\ufeff\u200e', '"\\u{feff}\\u{200e}" has nothing in it that can be seen. Write some words.'],
  ],
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
    ['/:yaer/:title', `":yaer" is not a placeholder. Known are :${placeholderNames.join(' :')}.`],
    ['/:Title', `":Title" is not a placeholder. Known are :${placeholderNames.join(' :')}.`],
    ['/%3Ayaer', `":yaer" is not a placeholder. Known are :${placeholderNames.join(' :')}.`],
    ['/:titles', `":titles" is not a placeholder. Known are :${placeholderNames.join(' :')}.`],
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

describe('The table of settings', () => {
  for (const name of settingNames) {
    it(`has a line about ${name}, and a default that it accepts`, () => {
      const { doc, fallback, parse } = settings[name]
      assert.match(doc, /^\S[^\n]{15,160}[.]$/)
      assert.ok(!(parse(fallback) instanceof Refusal))
    })
  }
})

for (const name of settingNames) {
  describe(name, () => {
    for (const [text, value] of accepted[name]) {
      it(`takes ${JSON.stringify(text)}`, () => assert.deepEqual(settings[name].parse(text), value))
    }
    for (const [text, message] of refused[name]) {
      it(`refuses ${JSON.stringify(text)}`, () => {
        const refusal: unknown = settings[name].parse(text)
        assert.ok(refusal instanceof Refusal, JSON.stringify(refusal))
        assert.equal(`${refusal.reason}. ${refusal.hint}`, message)
      })
    }
  })
}

describe('A placeholder that PERMALINK takes', () => {
  const wall = { year: 2022, month: 1, day: 5, hour: 9, minute: 5, second: 6 }
  const parts = { wall, categories: ['a'], slug: 'rain', name: 'rain' }
  for (const name of placeholderNames) {
    it(`can be filled by a post: :${name}`, () => {
      assert.ok('path' in fillPlaceholders(`/:${name}`, parts))
    })
  }
})
