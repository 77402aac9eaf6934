import assert from 'node:assert/strict'
import fc from 'fast-check'
import { decodeLeniently, decodePath, encodePath, encodeSegment, segmentOf } from '../../src/model/segment.js'

/** Text that is likely to meet a rule: dots, slashes, marks, decomposed and composed accents, any character. */
const name = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '.',
        '..',
        '/',
        '\\',
        '~',
        '~0badcafe',
        '%2e',
        '\0',
        '\n',
        'e\u0301',
        '\u0301',
        '≠',
        'CON',
        'a',
        '红网',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

describe('A path segment', () => {
  const kept = [
    'hongwang',
    '红网新闻',
    'TechRiver',
    'haitangguoji(xianggang)',
    'chenbao　wanbao',
    '股市,',
    'a.b',
    'a~b',
  ]
  for (const text of [...kept, 'CON', '%2e%2e', 'a b', '-', '👩‍🔬', '𠮷']) {
    it(`is the name itself if possible: ${text}`, () => assert.equal(segmentOf(text), text))
  }

  const altered = [
    ['', '~e3b0c442'],
    ['.', '~cdb4ee2a'],
    ['..', '~5ec1f7e7'],
    ['../../etc', '-..-etc~74ccf3c5'],
    ['a/../../b', 'a-..-..-b~feddf167'],
    ['a\\b', 'a-b~c62016d0'],
    ['.htaccess', 'htaccess~270939b4'],
    ['a\u0000b\u0085', 'a-b-~d67e9b78'],
    ['x~0badcafe', 'x~0badcafe~f6f69949'],
  ] as const
  for (const [text, segment] of altered) {
    it(`is marked with a hash if it had to be altered: ${JSON.stringify(text)}`, () => {
      assert.equal(segmentOf(text), segment)
    })
  }

  it('is the same for all spellings of a name', () => {
    assert.equal(segmentOf('cafe\u0301'), 'caf\u00e9')
    assert.equal(segmentOf('/e\u0301'), segmentOf('/\u00e9'))
  })

  it('is never longer than 200 bytes, its mark included', () => {
    assert.equal(segmentOf('a'.repeat(200)), 'a'.repeat(200))
    assert.match(segmentOf('a'.repeat(201)), /^a{191}~[0-9a-f]{8}$/)
    assert.match(segmentOf('网'.repeat(67)), /^网{63}~[0-9a-f]{8}$/)
    assert.match(segmentOf(`${'a'.repeat(190)}𠮷${'b'.repeat(20)}`), /^a{190}~[0-9a-f]{8}$/)
    assert.equal(Buffer.byteLength(segmentOf(`/${'a'.repeat(199)}`)), 200)
  })

  it('differs for names that begin alike and are too long', () => {
    assert.notEqual(segmentOf(`${'a'.repeat(300)}1`), segmentOf(`${'a'.repeat(300)}2`))
  })

  it('is safe in any path and in NFC, whatever the name', () => {
    fc.assert(
      fc.property(name, (text) => {
        const segment = segmentOf(text)
        assert.doesNotMatch(segment, /[/\\\p{Cc}]|^\.|^$/u)
        assert.ok(Buffer.byteLength(segment) <= 200)
        assert.equal(segment, segment.normalize('NFC'))
        assert.equal(segment, segmentOf(text.normalize('NFD')))
      }),
      { numRuns: 2000 },
    )
  })

  it('is different for different names', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        const same = one.normalize('NFC') === other.normalize('NFC')
        return same === (segmentOf(one) === segmentOf(other))
      }),
      { numRuns: 2000 },
    )
  })

  it('is different for all names of a few characters, exhaustively', () => {
    const alphabet = ['.', '/', '-', '~', 'a', '\\', '\0']
    let names = ['']
    for (let length = 0; length < 4; length++)
      names = [...new Set(['', ...names.flatMap((n) => alphabet.map((c) => n + c))])]
    assert.equal(new Set(names.map(segmentOf)).size, names.length)
  })
})

describe('A path that we write', () => {
  it('has one spelling: upper-case hex, and nothing encoded unnecessarily', () => {
    assert.equal(encodeSegment('红'), '%E7%BA%A2')
    assert.equal(encodeSegment("a-._~!$&'()*+,;=:@b"), "a-._~!$&'()*+,;=:@b")
    assert.equal(encodeSegment('%2e/?#[] "<>'), '%252e%2F%3F%23%5B%5D%20%22%3C%3E')
    assert.equal(encodePath('/tag/红 网.xml'), '/tag/%E7%BA%A2%20%E7%BD%91.xml')
  })

  it('is decoded back to the same path', () => {
    fc.assert(
      fc.property(fc.array(name), (names) => {
        const path = `/${names.map(segmentOf).join('/')}`
        const encoded = encodePath(path)
        assert.match(encoded, /^(?:[\w.~!$&'()*+,;=:@/-]|%[\dA-F]{2})*$/)
        assert.equal(decodePath(encoded), path)
      }),
    )
  })
})

describe('A path that a client sends', () => {
  it('may be in lower-case hex, in NFD, or encoded unnecessarily', () => {
    assert.equal(decodePath('/tag/%e7%ba%a2.xml'), '/tag/红.xml')
    assert.equal(decodePath('/cafe%CC%81.xml'), '/caf\u00e9.xml')
    assert.equal(decodePath('/%68ongwang%2Exml'), '/hongwang.xml')
  })

  it('is rejected if it is not UTF-8 or hides a slash', () => {
    for (const path of ['/%zz', '/%', '/%E7%BA', '/%C0%AF', '/%ED%A0%80', '/a%2Fb', '/a%2fb']) {
      assert.equal(decodePath(path), undefined, path)
    }
  })

  it('never causes an exception', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'%2fFeE/.\ud800红') }),
        (path) => void decodePath(path),
      ),
    )
  })
})

describe('A path that a person wrote', () => {
  it('is read alike, percent-encoded or not', () => {
    assert.equal(decodeLeniently('/%e7%ba%a2/红/100%/a%20b/%ff'), '/红/红/100%/a b/%ff')
  })
})
