import assert from 'node:assert/strict'
import { mock } from 'node:test'
import fc from 'fast-check'
import { absolutePictureUrl, absoluteUrl } from '../../src/model/absolute-url.js'

const base = 'https://feeds.example.com/rain/2022/01/05/harbour.html'

describe('An absolute address', () => {
  const absolute: [string, string, string][] = [
    ['keeps http as it is', 'http://a.cn/x', 'http://a.cn/x'],
    ['reads an address without a scheme as https', '//a.cn/x', 'https://a.cn/x'],
    ['reads backslashes as slashes, as browsers do', '\\\\a.cn\\x', 'https://a.cn/x'],
    ['resolves a path of the site', '/img/a.jpg', 'https://feeds.example.com/img/a.jpg'],
    [
      'resolves a path relative to the page',
      '../06/a.jpg',
      'https://feeds.example.com/rain/2022/01/06/a.jpg',
    ],
    ['never climbs above the root', '../../../../../../../a.jpg', 'https://feeds.example.com/a.jpg'],
    ['resolves a query', '?x=1', `${base}?x=1`],
    ['resolves a fragment', '#jie', `${base}#jie`],
    ['drops outer white space and controls', ' \u00a0\t\n\u0000http://a.cn/x\u3000\r\n ', 'http://a.cn/x'],
    ['drops tabs and newlines within', 'ht\ttp://a.\ncn/x', 'http://a.cn/x'],
    ['drops what has no width', '\ufeffhttp://a\u200b.cn/\u202ex\u2060', 'http://a.cn/x'],
    ['encodes Chinese', 'http://a.cn/红?网=新#闻', 'http://a.cn/%E7%BA%A2?%E7%BD%91=%E6%96%B0#%E9%97%BB'],
    ['writes the name of a host in ASCII', 'http://例子.cn/', 'http://xn--fsqu00a.cn/'],
    ['encodes spaces within', 'http://a.cn/a b', 'http://a.cn/a%20b'],
    [
      'encodes what RFC 3986 does not allow',
      'http://a.cn/[a]|^`{}"?[b]|#c#d',
      'http://a.cn/%5Ba%5D%7C%5E%60%7B%7D%22?%5Bb%5D%7C#c%23d',
    ],
    ['encodes a bare percent sign', 'http://a.cn/100%?50%', 'http://a.cn/100%25?50%25'],
    ['keeps what is already encoded', 'http://a.cn/%e7%BA?%2f', 'http://a.cn/%e7%BA?%2f'],
    ['keeps a port and an address in brackets', 'http://[::1]:8080/x', 'http://[::1]:8080/x'],
    [
      'drops a user name that poses as a host',
      'https://bank.example:pw@evil.example/',
      'https://evil.example/',
    ],
    ['keeps a mail address', 'mailto:a@b.cn?subject=x y', 'mailto:a@b.cn?subject=x%20y'],
    ['keeps a telephone number', 'tel:+86 10-123', 'tel:+86%2010-123'],
    ['drops lone surrogates', 'http://a.cn/\ud800x', 'http://a.cn/x'],
  ]
  for (const [what, address, expected] of absolute) {
    it(what, () => assert.equal(absoluteUrl(address, base), expected))
  }

  it('may be long in everything but its host', () => {
    const address = `http://a.cn/${'x'.repeat(2_000)}?${'y'.repeat(2_000)}#${'z'.repeat(2_000)}`
    assert.equal(absoluteUrl(address, base), address)
    assert.ok(absoluteUrl('x'.repeat(2_000), base)?.endsWith('x'.repeat(2_000)))
  })

  it('never has a host that is parsed in quadratic time', () => {
    const parsed = mock.method(globalThis, 'URL')
    try {
      const host = Array.from({ length: 8_000 }, (_, n) => String.fromCodePoint(0x4e00 + n)).join('')
      assert.equal(absoluteUrl(`https://${host}/`, base), undefined)
      assert.equal(parsed.mock.callCount(), 0)
    } finally {
      parsed.mock.restore()
    }
  })

  it('is https without a scheme, even on a site that is not', () => {
    assert.equal(absoluteUrl('//a.cn/x', 'http://localhost/y'), 'https://a.cn/x')
  })

  const refused = [
    '',
    ' \u200b\n',
    '//',
    'http://',
    'http://a b/',
    'http://[::1',
    'mailto:',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'java\r\nscript:alert(1)',
    ' \u0001javascript:alert(1)',
    '\u00a0javascript:alert(1)',
    'java\u0000script:alert(1)',
    'java\u200bscript:alert(1)',
    'java\u00adscript:alert(1)',
    '\ufeffjavascript:alert(1)',
    'javascript://a.cn/%0aalert(1)',
    'vbscript:msgbox(1)',
    'livescript:x',
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'blob:https://a.cn/x',
    'file:///etc/passwd',
    'ftp://a.cn/x',
    'filesystem:https://a.cn/x',
    'view-source:https://a.cn',
    'about:blank',
    'intent://a#Intent;end',
    'urn:x:y',
    `http://a.cn/${'x'.repeat(9_000)}`,
    `http://${'x'.repeat(998)}.cn/`,
    `//${'红'.repeat(500)}.${'网'.repeat(500)}/`,
    `http:\\\\${'红'.repeat(999)}`,
  ]
  for (const address of refused) {
    it(`is never made from ${JSON.stringify(address.slice(0, 50))}`, () => {
      assert.equal(absoluteUrl(address, base), undefined)
    })
  }

  const pieces = fc.constantFrom(
    ...[
      'java',
      'script',
      ':',
      '//',
      '\\',
      '\t',
      '\u200b',
      'http',
      's:',
      '@',
      '[',
      '%',
      '#',
      '?',
      '红',
      '\ud800',
      'data:',
      ' ',
    ],
  )
  it('is harmless, in ASCII and unchanged by a second pass, whatever is given', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const url = absoluteUrl(text, base)
        if (url === undefined) return
        assert.match(url, /^(?:https?:\/\/[^/@]|mailto:|tel:)[!-~]*$/)
        assert.doesNotMatch(url.replace(/^\w+:\/\/\[[\d:a-f.]+\]/, ''), /["<>\\^`{|}[\]]|%(?![\da-f]{2})/i)
        assert.equal(absoluteUrl(url, 'https://elsewhere.example/'), url)
      }),
      { numRuns: 500 },
    )
  })
})

describe('The absolute address of a picture', () => {
  it('may contain a small picture itself', () => {
    for (const kind of ['png', 'gif', 'jpeg', 'jpg', 'webp']) {
      const data = `data:image/${kind};base64,R0lGODlhAQABAAAAACw=`
      assert.equal(absolutePictureUrl(data, base), data)
    }
  })

  it('has a single spelling for such a picture', () => {
    assert.equal(absolutePictureUrl(' DATA:Image/PNG;BASE64,AA\n BB', base), 'data:image/png;base64,AABB')
  })

  const refused = [
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:image/png,<script>',
    'data:image/png;base64,<script>',
    'data:text/html;base64,AAAA',
    'data:;base64,AAAA',
    'javascript:alert(1)',
    `data:image/png;base64,${'A'.repeat(33_000)}`,
  ]
  for (const address of refused) {
    it(`is never made from ${address.slice(0, 40)}`, () => {
      assert.equal(absolutePictureUrl(address, base), undefined)
    })
  }

  it('is otherwise made as for any address', () => {
    assert.equal(absolutePictureUrl('//a.cn/x.png', base), 'https://a.cn/x.png')
  })
})
