import assert from 'node:assert/strict'
import { parsePost, readPost } from '../../src/content/read-post.js'
import { readOptions } from '../support/read-options.js'
import { folderForEach } from '../support/temporary-folder.js'
import { file, postOf, readHeader } from './read-header.js'

function codesOf(header: string): string[] {
  return readHeader(header).problems.map(({ code, severity, line }) => `${severity} ${code} ${line}`)
}

describe('A post', () => {
  it('has what its front matter says, and its text', () => {
    const post = postOf(
      [
        'tags: [rain, harbour]',
        'author: {name: Li Na, email: li@example.com, url: https://example.com/li}',
        'description: It <b>rained</b>.',
        'image: /img/rain.jpg',
        'enclosure: {url: rain.mp3, length: 1024, type: audio/MPEG}',
        'lang: zh_cn',
        'updated: 2022-01-06 10:00 +0800',
        'slug: harbour',
      ].join('\n'),
    )
    assert.deepEqual(post, {
      source: file,
      guid: 'https://feeds.example.com/id/2022-01-05-rain',
      permalink: '/news/2022/01/05/harbour.html',
      title: 'Rain',
      published: { instantMs: Date.UTC(2022, 0, 5, 1, 5, 6), offsetMinutes: 480 },
      updated: { instantMs: Date.UTC(2022, 0, 6, 2), offsetMinutes: 480 },
      categories: ['news'],
      tags: ['rain', 'harbour'],
      authors: [{ name: 'Li Na', email: 'li@example.com', url: 'https://example.com/li' }],
      summary: 'It rained.',
      image: '/img/rain.jpg',
      enclosure: { url: 'rain.mp3', length: 1024, type: 'audio/mpeg' },
      language: 'zh-CN',
      inFeeds: true,
      body: { kind: 'markdown', text: 'It rains.\n' },
    })
  })

  it('has nothing that its author did not write', () => {
    const keys = Object.keys(postOf(''))
    for (const key of ['summary', 'image', 'enclosure', 'language']) assert.ok(!keys.includes(key))
  })

  it('is HTML if its name says so', () => {
    assert.equal(postOf('', {}, '_posts/2022-01-05-rain.html').body.kind, 'html')
  })

  it('takes the first of description, summary and excerpt that is not empty', () => {
    assert.equal(postOf('description: " "\nsummary:\nexcerpt: x').summary, 'x')
  })

  it('belongs to its day in the zone of the site', () => {
    const text = '---\ntitle: a\ndate: 2022-01-04T16:30:00Z\ncategories: n\n---\n'
    const linkIn = (timeZone: string) => parsePost(file, text, { ...readOptions, timeZone }).post?.permalink
    assert.equal(linkIn('Asia/Shanghai'), '/n/2022/01/05/rain.html')
    assert.equal(linkIn('UTC'), '/n/2022/01/04/rain.html')
  })

  it('keeps its guid when its title, date, category and permalink change', () => {
    const guid = postOf('').guid
    const other = '---\ntitle: b\ndate: 2023-01-01\ncategories: other\npermalink: /x.html\n---\n'
    assert.equal(parsePost(file, other, readOptions).post?.guid, guid)
  })

  it('uses the guid that its author gave', () => {
    assert.equal(
      postOf('guid: "https://OLD.example/?p=1&x=e\\u0301"').guid,
      'https://OLD.example/?p=1&x=e\u0301',
    )
    assert.equal(postOf('guid:').guid, 'https://feeds.example.com/id/2022-01-05-rain')
  })

  it('can have the guid of jekyll-feed', () => {
    const guid = 'https://feeds.example.com/news/2022/01/05/rain'
    assert.equal(postOf('', { guids: 'jekyll' }).guid, guid)
  })
})

describe('A post that is not quite right', () => {
  const warnings: [string, string][] = [
    ['title: [a]', 'warning key-repeated 5'],
    ['tags: {a: b}', 'warning key-invalid 5'],
    ['tags: [a, [b]]', 'warning key-invalid 5'],
    ['feed: perhaps', 'warning key-invalid 5'],
    ['feed: {excerpt_only: true}', 'warning key-invalid 5'],
    ['author: {email: a@b.c}', 'warning key-invalid 5'],
    ['author: {name: a, email: nobody}', 'warning key-invalid 5'],
    ['author: {name: a, url: "javascript:alert(1)"}', 'warning key-invalid 5'],
    ['description: [a]', 'warning key-invalid 5'],
    ['image: "javascript:alert(1)"', 'warning key-invalid 5'],
    ['image: {alt: x}', 'warning key-invalid 5'],
    ['enclosure: "file:///etc/passwd"', 'warning enclosure-invalid 5'],
    ['enclosure: [a]', 'warning enclosure-invalid 5'],
    ['enclosure: {url: a.mp3, length: many}', 'warning enclosure-invalid 5'],
    ['enclosure: {url: a.mp3, type: music}', 'warning enclosure-invalid 5'],
    ['lang: "!"', 'warning key-invalid 5'],
    ['slug: [a]', 'warning key-invalid 5'],
    ['permalink: [a]', 'warning key-invalid 5'],
    ['updated: soon', 'warning updated-invalid 5'],
    ['updated: ""', 'warning updated-invalid 5'],
    ['lastmod: 2022-01-04', 'warning updated-before-published 5'],
    ['guid: 12345', 'warning guid-invalid 5'],
  ]
  for (const [header, expected] of warnings) {
    it(`is published with a warning: ${header}`, () => {
      assert.ok(codesOf(header).includes(expected), codesOf(header).join())
      assert.ok(readHeader(header).post)
    })
  }

  it('keeps the valid parts of an invalid value', () => {
    assert.deepEqual(readHeader('enclosure: {url: a.mp3, length: many, type: audio/mpeg}').post?.enclosure, {
      url: 'a.mp3',
      type: 'audio/mpeg',
    })
    assert.deepEqual(readHeader('tags: [a, {b: c}, d]').post?.tags, ['a', 'd'])
    assert.deepEqual(readHeader('author: {name: a, email: nobody}').post?.authors, [{ name: 'a' }])
  })

  it('counts as updated when it was published, if its update is dated earlier', () => {
    const post = readHeader('updated: 2022-01-04').post
    assert.deepEqual(post?.updated, post?.published)
  })

  it('loses characters that no feed can carry, with a warning', () => {
    const { post, problems } = parsePost(
      file,
      '---\ntitle: a\ndate: 2022-01-05\ntags: x\ncategory: n\n---\na\n\bb\n\0',
      readOptions,
    )
    assert.equal(post?.body.text, 'a\nb\n')
    assert.deepEqual(
      problems.map(({ code, line }) => ({ code, line })),
      [{ code: 'characters-removed', line: 8 }],
    )
  })
})

describe('A post that is wrong', () => {
  const errors: [string, string][] = [
    ['guid: ""', 'error guid-invalid 5'],
    ['guid: [a]', 'error guid-invalid 5'],
    ['guid: "a:\\0"', 'error guid-invalid 5'],
    ['permalink: rain.html', 'error permalink-invalid 5'],
    ['permalink: ""', 'error permalink-invalid 5'],
    ['permalink: /feed.xml', 'error permalink-taken 5'],
    ['draft: perhaps', 'error key-invalid 5'],
    ['draft: [true]', 'error key-invalid 5'],
    ['draft: ""', 'error key-invalid 5'],
    ['published: never', 'error key-invalid 5'],
    ['published: {when: later}', 'error key-invalid 5'],
  ]
  for (const [header, expected] of errors) {
    it(`is an error: ${header}`, () => {
      assert.deepEqual(codesOf(header), [expected])
      assert.equal(readHeader(header).post, undefined)
    })
  }

  it('reports all its errors, in the order of reading', () => {
    const text = '---\ntitle: ""\ndate: 2022-02-30\ncategories: n\nguid: " "\n---\n'
    const codes = parsePost(file, text, readOptions).problems.map(({ code }) => code)
    assert.deepEqual(codes, ['date-invalid', 'title-empty'])
  })

  const dates = [
    '',
    '" +0800"',
    '[2022]',
    '{a: b}',
    '2022-01-05 24:00',
    '2022-01-05 10:00 CST',
    '"2022-01-05\\n"x',
  ]
  for (const date of dates) {
    it(`gets no date that its author did not write: ${JSON.stringify(date)}`, () => {
      const text = `---\ntitle: a\ndate: ${date}\n---\n`
      const { post, problems } = parsePost(file, text, readOptions)
      assert.equal(post, undefined)
      assert.ok(problems.some(({ severity }) => severity === 'error'))
    })
  }

  it('may have a file name with a day that is not in the calendar, and no date', () => {
    const { problems } = parsePost('_posts/2022-02-30-rain.md', '---\ntitle: a\n---\n', readOptions)
    assert.equal(problems[0]?.code, 'date-invalid')
  })

  it('may have no date at all', () => {
    const { problems } = parsePost('rain.md', '---\ntitle: a\ncategories: n\n---\n', readOptions)
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['date-missing'],
    )
  })
})

describe('A file without front matter', () => {
  it('is an error beneath _posts', () => {
    const { post, problems } = parsePost(file, 'It rains.', readOptions)
    assert.equal(post, undefined)
    assert.deepEqual(problems[0], { ...problems[0], code: 'front-matter-missing', severity: 'error', file })
  })

  it('is a post elsewhere, with a warning, if its name has a day', () => {
    const { post, problems } = parsePost('news/2022-01-05-rain.md', 'It rains.\n', readOptions)
    assert.equal(post?.title, 'Rain')
    assert.equal(post?.body.text, 'It rains.\n')
    assert.ok(
      problems.some(({ code, severity }) => code === 'front-matter-missing' && severity === 'warning'),
    )
  })

  it('is an error if its name has no day: no date is invented', () => {
    const { post, problems } = parsePost('README.md', '# Read me', readOptions)
    assert.equal(post, undefined)
    assert.ok(problems.some(({ code }) => code === 'date-missing'))
  })
})

describe('A file that cannot be decoded', () => {
  const content = folderForEach()

  it('is not a draft but broken, with everything that is known of it', async () => {
    content.write('a.md', Buffer.from('---\ntitle: \xd3\xea\n---\n', 'latin1'))
    const read = await readPost(content.path, 'a.md', readOptions)
    assert.deepEqual([read?.post, read?.draft, read?.size], [undefined, false, 18])
    assert.deepEqual(
      read?.problems.map(({ code, severity, file }) => [code, severity, file]),
      [['encoding', 'error', 'a.md']],
    )
  })
})
