import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type ConfigSources, loadConfig } from '../../src/config/load-config.js'
import { settingNames } from '../../src/config/settings.js'
import { formatProblem } from '../../src/model/problem.js'

function configOf(sources: Partial<ConfigSources>) {
  const loaded = loadConfig({ environment: {}, ...sources })
  return 'config' in loaded ? loaded.config : assert.fail(loaded.problems.map(formatProblem).join('\n'))
}

function messagesOf(sources: Partial<ConfigSources>): string[] {
  const loaded = loadConfig({ environment: {}, ...sources })
  return 'problems' in loaded ? loaded.problems.map(formatProblem) : []
}

describe('Settings', () => {
  it('have defaults that suit a new site', () => {
    assert.deepEqual(configOf({}), {
      CONTENT_DIR: 'content',
      DATA_DIR: '.feedmill',
      HOST: '127.0.0.1',
      PORT: 3000,
      SITE_URL: undefined,
      SITE_TITLE: 'Feedmill',
      SITE_DESCRIPTION: 'A folder of posts in; every feed out',
      SITE_LANGUAGE: 'zh-CN',
      SITE_TIMEZONE: 'Asia/Shanghai',
      SITE_AUTHOR: undefined,
      SITE_ICON: undefined,
      GUID_BASE: undefined,
      GUIDS: 'path',
      PERMALINK: '/:categories/:year/:month/:day/:title.html',
      FEED_LIMIT: 20,
      FEED_HOURS: 24,
      FEED_MAX: 200,
      FEED_CONTENT: 'full',
      MAX_AGE_MIN: 300,
      MAX_AGE_MAX: 900,
      PAGE_MAX_AGE: 60,
      S_MAXAGE: 30,
      STALE_WHILE_REVALIDATE: 30,
      STALE_IF_ERROR: 86_400,
      FEED_TYPE_XML: false,
      WEBSUB_HUB: undefined,
      KEEP_DAYS: undefined,
      KEEP_POSTS: undefined,
      FUTURE: false,
      DRAFTS: false,
      SEARCH: 'full',
      RESCAN_SECONDS: 30,
      TRUST_PROXY: [],
      CONNECTIONS_MAX: 10_000,
      RATE_LIMIT: undefined,
      OPERATOR_TOKEN: undefined,
      LOG_LEVEL: 'info',
      POST_BYTES_MAX: 5_000_000,
      IFRAME_HOSTS: [],
      CACHE_MB: 128,
    })
  })

  it('come from the command line first, then from the environment, then from .env', () => {
    const dotenvText = 'CONTENT_DIR=c\nPORT=3\nSITE_TITLE=Three'
    const environment = { CONTENT_DIR: 'b', PORT: '2' }
    const config = configOf({ contentDir: 'a', environment, dotenvText })
    assert.deepEqual([config.CONTENT_DIR, config.PORT, config.SITE_TITLE], ['a', 2, 'Three'])
    assert.equal(configOf({ environment, dotenvText }).CONTENT_DIR, 'b')
    assert.equal(configOf({ dotenvText }).CONTENT_DIR, 'c')
  })

  it('have their default if the value that takes precedence is empty', () => {
    assert.equal(configOf({ environment: { PORT: '' }, dotenvText: 'PORT=3' }).PORT, 3000)
    assert.equal(configOf({ dotenvText: 'PORT=\nSITE_URL="  "' }).SITE_URL, undefined)
  })

  it('may have white space around them', () => {
    assert.equal(configOf({ environment: { PORT: ' 8080\n' } }).PORT, 8080)
  })

  it("ignore the environment's other names, and inherited properties", () => {
    assert.equal(configOf({ environment: { PATH: '/bin', SITE_ULR: 'x', NODE_ENV: 'test' } }).PORT, 3000)
    assert.equal(configOf({ environment: Object.create({ PORT: 'x' }) }).PORT, 3000)
  })

  it('report all their problems at once, each with its name and a cure', () => {
    const environment = { PORT: '70000', SITE_URL: 'example.com', FUTURE: 'maybe' }
    assert.deepEqual(messagesOf({ environment, contentDir: '\0' }), [
      'CONTENT_DIR: setting-invalid: "\\u{0}" is not the name of a folder. Remove the NUL character.',
      'PORT: setting-invalid: "70000" is not a whole number from 0 to 65535. Write a number from 0 to 65535, in digits only.',
      'SITE_URL: setting-invalid: "example.com" is not an address that begins with http:// or https://. Write the whole address, such as https://example.com.',
      'FUTURE: setting-invalid: "maybe" is neither true nor false. Write true or false.',
    ])
  })

  it('are checked together: a feed cannot carry fewer posts at most than always', () => {
    const reason = 'a feed cannot carry at least 300 posts (FEED_LIMIT) and at most 200 (FEED_MAX)'
    const cure = 'Set FEED_MAX to 300 or more, or FEED_LIMIT to 200 or less.'
    assert.deepEqual(messagesOf({ environment: { FEED_LIMIT: '300' } }), [
      `FEED_LIMIT: setting-invalid: ${reason}. ${cure}`,
    ])
    assert.deepEqual(messagesOf({ environment: { FEED_LIMIT: '300' }, dotenvText: '\nFEED_MAX=200' }), [
      `.env:2: setting-invalid: FEED_MAX: ${reason}. ${cure}`,
    ])
    assert.deepEqual(messagesOf({ environment: { FEED_LIMIT: '300', FEED_MAX: '300' } }), [])
    assert.equal(messagesOf({ environment: { FEED_LIMIT: '300', FEED_MAX: 'x' } }).length, 1)
    assert.deepEqual(messagesOf({ environment: { MAX_AGE_MAX: '60' } }), [
      'MAX_AGE_MAX: setting-invalid: a feed cannot be cached for at least 300 seconds (MAX_AGE_MIN) and at most 60 ' +
        '(MAX_AGE_MAX). Set MAX_AGE_MAX to 300 or more, or MAX_AGE_MIN to 60 or less.',
    ])
  })

  it('are accepted or refused, whatever is written, and never throw', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'https://',
        'https://x.cn/',
        '/:',
        'Asia/',
        '1',
        '[',
        '::',
        'a.b',
        '%',
        '%2f',
        '\0',
        'en-',
      ),
    )
    const environment = fc.dictionary(
      fc.constantFrom(...settingNames),
      fc.array(text).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(environment, (given) => {
        for (const message of messagesOf({ environment: given }))
          assert.match(message, /^[A-Z_]+: setting-invalid: .+\. .+[.?]$/)
      }),
      { numRuns: 60 },
    )
  })
})

describe('A file .env', () => {
  it('may begin with a BOM, and have comments, quotes, export and CRLF', () => {
    const dotenvText =
      '\ufeffPORT=8080\r\n# a comment\r\nexport SITE_TITLE="A # B" # so\r\nSITE_AUTHOR=\'C\'\r\n'
    const config = configOf({ dotenvText })
    assert.deepEqual([config.PORT, config.SITE_TITLE, config.SITE_AUTHOR], [8080, 'A # B', 'C'])
  })

  it('is quoted with the line of a wrong value; for a name given twice, the last line', () => {
    assert.deepEqual(messagesOf({ dotenvText: 'PORT=80\n\n# PORT=1\n  export PORT = x\nSITE_TITLE=PORT' }), [
      '.env:4: setting-invalid: PORT: "x" is not a whole number from 0 to 65535. Write a number from 0 to 65535, in digits only.',
    ])
  })

  it('may have no names but those of settings, which are reported in the order of their lines', () => {
    assert.deepEqual(messagesOf({ dotenvText: 'Z=1\nSITE_ULR=https://x.cn\nsite_url=x\nPORT=x' }), [
      '.env:1: setting-unknown: "Z" is not a setting. Remove the line; .env.example lists all settings.',
      '.env:2: setting-unknown: "SITE_ULR" is not a setting. Did you mean SITE_URL?',
      '.env:3: setting-unknown: "site_url" is not a setting. Did you mean SITE_URL?',
      '.env:4: setting-invalid: PORT: "x" is not a whole number from 0 to 65535. Write a number from 0 to 65535, in digits only.',
    ])
  })

  for (const text of [
    'PORT 3000\nHOST=::1',
    'PORT 3000',
    'PORT 3000\r\nHOST=::1\r\n',
    '\nPORT: 3000\n# end',
  ]) {
    it(`may have no line without an equals sign: ${JSON.stringify(text)}`, () => {
      const [message = '', ...others] = messagesOf({ dotenvText: text })
      assert.match(
        message,
        /^\.env:[12]: setting-unknown: "PORT:? 3000" is not of the form NAME=value\. Write a name, /,
      )
      assert.deepEqual(others, [])
    })
  }

  it('does not take the next line for the value of a name without one', () => {
    assert.equal(messagesOf({ dotenvText: 'PORT\nHOST=::1' }).length, 1)
  })
})
