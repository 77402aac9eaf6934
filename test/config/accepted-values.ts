import type { SettingName } from '../../src/config/settings.js'

/** Texts that each setting accepts, and the values they give. */
export const accepted: Record<SettingName, [string, unknown][]> = {
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
      '/:i_month-:i_day-:short_year-:y_day-:name',
      '/:title',
      '/:collection/:slug:output_ext',
      '/tag/:title/',
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
