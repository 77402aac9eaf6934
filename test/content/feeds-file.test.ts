import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parseFeedsFile, readFeedsFile } from '../../src/content/feeds-file.js'
import { folderForEach } from '../support/temporary-folder.js'

function problemsOf(text: string): string[] {
  return parseFeedsFile(text).problems.map(({ code, severity, line }) => `${severity} ${code} ${line}`)
}

describe('feeds.yml', () => {
  it('gives scopes their settings', () => {
    const { entries, problems } = parseFeedsFile(`
# what readers see
site:
  title: All <b>news</b>
categories:
  hongwang: {title: 红网, description: News of Hunan, image: /img/h.png, order: 2, aliases: [old, /a/b.xml], gone: no}
  163:
    order: -1.5
tags:
  "Cafe\\u0301": {aliases: coffee}
authors:
  Li Na: {gone: true}
  Wang:
`)
    assert.deepEqual(problems, [])
    assert.deepEqual(entries, [
      { scope: { kind: 'site' }, settings: { title: 'All news' } },
      {
        scope: { kind: 'category', name: 'hongwang' },
        settings: {
          title: '红网',
          description: 'News of Hunan',
          image: '/img/h.png',
          order: 2,
          aliases: ['old', '/a/b.xml'],
          gone: false,
        },
      },
      { scope: { kind: 'category', name: '163' }, settings: { order: -1.5 } },
      { scope: { kind: 'tag', name: 'Café' }, settings: { aliases: ['coffee'] } },
      { scope: { kind: 'author', name: 'Li Na' }, settings: { gone: true } },
      { scope: { kind: 'author', name: 'Wang' }, settings: {} },
    ])
  })

  it('takes the same words for true and false as posts do', () => {
    const goneOf = (word: string) => parseFeedsFile(`tags:\n  a: {gone: ${word}}`).entries?.[0]?.settings.gone
    for (const word of ['true', 'True', 'TRUE', 'yes', 'YES', 'on', 'y', '1', '" true "'])
      assert.equal(goneOf(word), true, word)
    for (const word of ['false', 'False', 'no', 'No', 'off', 'OFF', 'n', '0'])
      assert.equal(goneOf(word), false, word)
    for (const word of ['2', 'truth', '""']) assert.equal(goneOf(word), undefined, word)
  })

  it('may be empty', () => {
    for (const text of ['', '\n', '# nothing yet\n', 'categories:\n']) {
      assert.deepEqual(parseFeedsFile(text), { entries: [], problems: [] })
    }
  })

  const warned: [string, number][] = [
    ['sites: {}', 1],
    ['constructor: {}', 1],
    ['categories: [a]', 1],
    ['categories:\n  a: text', 2],
    ['categories:\n  a:\n    colour: red', 3],
    ['categories:\n  a:\n    toString: red', 3],
    ['categories:\n  a:\n    title: [x]', 3],
    ['categories:\n  a:\n    image: "javascript:alert(1)"', 3],
    ['categories:\n  a:\n    image: //example.com/x.png', 3],
    ['categories:\n  a:\n    order: first', 3],
    ['categories:\n  a:\n    aliases: {b: c}', 3],
    ['categories:\n  a:\n    gone: perhaps', 3],
    ['categories:\n  a:\n    aliases: [b, /c?d=e]', 3],
    ['categories:\n  "<b></b>": {}', 2],
    ['tags:\n  "Cafe\\u0301": {}\n  "Caf\\u00e9": {}', 3],
  ]
  for (const [text, line] of warned) {
    it(`gets a warning with its line, and the rest is read: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(problemsOf(text), [`warning feeds-file-key ${line}`])
      assert.deepEqual(parseFeedsFile(`${text}\nauthors: {ok: {order: 1}}`).entries?.at(-1), {
        scope: { kind: 'author', name: 'ok' },
        settings: { order: 1 },
      })
    })
  }

  it('says what was found, and what is wanted', () => {
    const reasonOf = (text: string) => parseFeedsFile(text).problems[0]?.reason
    const setting = (text: string) => reasonOf(`categories:\n  a:\n    ${text}`)
    assert.equal(setting('title: [x]'), 'title is a list, not text')
    assert.equal(setting('description: {x: y}'), 'description is keys and values, not text')
    assert.equal(setting('order: first'), 'order is "first", not a number')
    assert.equal(reasonOf('- a'), 'the file is a list, not keys and values')
    assert.equal(reasonOf('words'), 'the file is text, not keys and values')
  })

  const aliases: [string, string, string][] = [
    ['/old.xml?x=1', 'has a query', 'Write the path alone: "/old.xml".'],
    ['/?feed=rss2', 'has a query', 'Remove it: an alias is a path, such as /old/feed.xml, or a former name.'],
    ['银行/feed#top', 'has a fragment, which is never sent', 'Write the path alone: "/银行/feed".'],
    ['http://a.example/x/y.xml', 'is a whole address', 'Write the path alone: "/x/y.xml".'],
    ['//a.example/y.xml?x#z', 'is a whole address', 'Write the path alone: "/y.xml".'],
    [
      '/a/../b/./c.xml',
      'has "." or ".." in its path, which is resolved before it is sent',
      'Write the path alone: "/b/c.xml".',
    ],
  ]
  for (const [alias, what, hint] of aliases) {
    it(`leaves out an alias that no request can have, with a cure: ${alias}`, () => {
      const { entries, problems } = parseFeedsFile(`tags: {a: {aliases: [b, "${alias}"]}}`)
      assert.deepEqual(entries?.[0]?.settings.aliases, ['b'])
      assert.deepEqual(
        problems.map(({ code, severity, reason, hint }) => [severity, code, reason, hint]),
        [['warning', 'feeds-file-key', `the alias "${alias}" ${what}`, hint]],
      )
    })
  }

  for (const word of ['old.xml', '旧.atom', 'old.JSON', 'index.html', 'a.b.htm', 'news.rss']) {
    it(`takes an alias that ends like a feed or a page for a path, with a warning: ${word}`, () => {
      const { entries, problems } = parseFeedsFile(`tags:\n  a:\n    aliases: [${word}, /${word}]`)
      assert.deepEqual(entries?.[0]?.settings.aliases, [`/${word}`])
      assert.deepEqual(problems, [
        {
          code: 'feeds-file-key',
          severity: 'warning',
          file: 'feeds.yml',
          line: 3,
          reason: `the alias "${word}" is taken for a path, not for a former name`,
          hint: `Write it with a slash: "/${word}".`,
        },
      ])
    })
  }

  it('keeps former names and paths, whatever they look like', () => {
    const { entries, problems } = parseFeedsFile(
      'tags: {a: {aliases: ["C#", "What?", "..", "a:b", Node.js, .xml, /a%3Fb, /.x/..y]}}',
    )
    assert.deepEqual(entries?.[0]?.settings.aliases, [
      'C#',
      'What?',
      '..',
      'a:b',
      'Node.js',
      '.xml',
      '/a%3Fb',
      '/.x/..y',
    ])
    assert.deepEqual(problems, [])
  })

  it('warns of a repeated key', () => {
    assert.deepEqual(problemsOf('categories:\n  a: {order: 1}\n  a: {order: 2}'), ['warning key-repeated 3'])
  })

  it('has no entries if it cannot be parsed', () => {
    for (const [text, line] of [
      ['site: "a"b"', 1],
      ['- a', 1],
      ['words', 1],
      ['site:\n\ttitle: x', 2],
      ['a: 1\n---\nb: 2', 2],
    ] as const) {
      const { entries, problems } = parseFeedsFile(text)
      assert.equal(entries, undefined)
      assert.deepEqual(problemsOf(text), [`error feeds-file-invalid ${line}`])
      assert.doesNotMatch(problems[0]?.reason ?? '', /front matter/)
    }
  })

  it('is parsed or refused, whatever it contains', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const { entries, problems } = parseFeedsFile(`categories:\n  a: {title: x}\n${text}`)
        assert.ok(entries !== undefined || problems.some(({ severity }) => severity === 'error'))
      }),
      { numRuns: 300 },
    )
  })

  describe('on disk', () => {
    const content = folderForEach()

    it('is read with its stamp and hash', async () => {
      content.write('feeds.yml', 'site: {title: News}')
      const read = await readFeedsFile(content.path, 'feeds.yml')
      assert.equal(read?.size, 19)
      assert.match(read?.hash ?? '', /^[0-9a-f]{64}$/)
      assert.deepEqual(read?.entries, [{ scope: { kind: 'site' }, settings: { title: 'News' } }])
    })

    it('may be missing', async () => {
      assert.equal(await readFeedsFile(content.path, 'feeds.yml'), undefined)
    })

    it('is a Problem if it is not UTF-8 or too large', async () => {
      for (const bytes of [Buffer.from([0xc4, 0xe3]), Buffer.alloc(2_000_000, '#')]) {
        content.write('feeds.yml', bytes)
        const read = await readFeedsFile(content.path, 'feeds.yml')
        assert.equal(read?.entries, undefined)
        assert.equal(read?.problems[0]?.code, 'feeds-file-invalid')
      }
    })
  })
})
