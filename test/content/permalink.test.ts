import assert from 'node:assert/strict'
import fc from 'fast-check'
import { makePermalink } from '../../src/content/permalink.js'
import type { PermalinkParts } from '../../src/content/permalink-placeholders.js'
import { isOwnAddress } from '../../src/model/address.js'
import { decodePath, encodePath } from '../../src/model/segment.js'

const jekyll = '/:categories/:year/:month/:day/:title.html'
const parts: PermalinkParts = {
  wall: { year: 2022, month: 1, day: 5, hour: 9, minute: 5, second: 6 },
  categories: ['HongWang'],
  slug: 'Rain',
  name: 'Rain',
}

function make(written: string | undefined, pattern = jekyll, more: Partial<PermalinkParts> = {}): string {
  const made = makePermalink(written, pattern, { ...parts, ...more })
  return typeof made === 'string' ? made : made.code
}

describe('A permalink', () => {
  it('consists of the categories in lower case, the day, and the slug as it is', () => {
    assert.equal(make(undefined), '/hongwang/2022/01/05/Rain.html')
  })

  const escaped: [string, Partial<PermalinkParts>, string][] = [
    ['no category', { categories: [] }, '/2022/01/05/Rain.html'],
    ['dots that lead upwards', { categories: ['../../etc'] }, '/etc/2022/01/05/Rain.html'],
    ['a space', { categories: ['gongsi yaowen'] }, '/gongsi%20yaowen/2022/01/05/Rain.html'],
    ['an ideographic space', { categories: ['a\u3000b'] }, '/a%E3%80%80b/2022/01/05/Rain.html'],
    ['a slash', { categories: ['a/b'] }, '/a/b/2022/01/05/Rain.html'],
    ['two names that differ only in case', { categories: ['A', 'a'] }, '/a/2022/01/05/Rain.html'],
    ['a backslash', { categories: ['a\\b'] }, '/a-b/2022/01/05/Rain.html'],
    ['question mark and hash', { categories: ['a?b#c'] }, '/a%3Fb%23c/2022/01/05/Rain.html'],
    ['a colon', { categories: [':year'] }, '/:year/2022/01/05/Rain.html'],
    ['a percent sign', { categories: ['100%'] }, '/100%25/2022/01/05/Rain.html'],
    ['what looks encoded', { categories: ['%2e%2e'] }, '/%252e%252e/2022/01/05/Rain.html'],
    ['a slug in Chinese', { slug: '下雨，了！' }, '/hongwang/2022/01/05/%E4%B8%8B%E9%9B%A8-%E4%BA%86.html'],
    ['a slug that begins with a dash', { slug: '-q42-rain' }, '/hongwang/2022/01/05/q42-rain.html'],
    ['NFD', { categories: ['Cafe\u0301'] }, '/caf%C3%A9/2022/01/05/Rain.html'],
    ['parentheses', { categories: ['a(b)'] }, '/a(b)/2022/01/05/Rain.html'],
  ]
  for (const [what, more, expected] of escaped) {
    it(`is safe and unambiguous with ${what}`, () => {
      assert.equal(make(undefined, jekyll, more), expected)
    })
  }

  it('is distinct, and not that of a dotfile, for names of punctuation or emoji alone', () => {
    for (const placeholder of [':title', ':slug', ':name']) {
      const made = ['-', '😀', '——', '.', '...'].map((name) =>
        make(undefined, `/:year/${placeholder}.html`, { slug: name, name }),
      )
      assert.equal(new Set(made).size, made.length)
      for (const path of made) assert.match(path, /^\/2022\/~[0-9a-f]{8}\.html$/)
    }
    assert.equal(make('/:title', jekyll, { slug: '😀' }), '/~f0443a34')
  })

  it('may contain the placeholders of Jekyll', () => {
    const pattern =
      '/:collection/:short_year/:i_month/:i_day/:y_day/:short_month/:long_month/:short_day/:long_day/' +
      ':hour:minute:second/:slug/:name/:slugified_categories/x:output_ext'
    assert.equal(
      make(undefined, pattern, { categories: ['a b', 'C'] }),
      '/posts/22/1/5/005/Jan/January/Wed/Wednesday/090506/rain/rain/a-b/c/x.html',
    )
  })

  it('takes the longest placeholder that is known', () => {
    assert.equal(make('/:year_:title'), '/2022_Rain')
  })

  const written: [string, string][] = [
    ['/rain.html', '/rain.html'],
    [' /rain/ ', '/rain/'],
    ['/:year/:title/', '/2022/Rain/'],
    ['/红网/rain', '/%E7%BA%A2%E7%BD%91/rain'],
    ['/%e7%ba%a2%E7%BD%91/rain', '/%E7%BA%A2%E7%BD%91/rain'],
    ['/100%/rain', '/100%25/rain'],
    ['/a//b', '/a/b'],
    ['/a..b/wait...what.html', '/a..b/wait...what.html'],
    ['/a./b/.../c', '/a./b/.../c'],
    ['/100%/%e7%ba%a2/cafe\u0301', '/100%25/%E7%BA%A2/caf%C3%A9'],
    ['/a%3Fb%23c', '/a%3Fb%23c'],
  ]
  for (const [text, expected] of written) {
    it(`in the front matter wins: ${JSON.stringify(text)}`, () => {
      assert.equal(make(text), expected)
    })
  }

  it('in the front matter drops dots that lead upwards from the names that fill it', () => {
    const more = { categories: ['../../etc', '.'] }
    assert.equal(make('/:categories/./x.html', jekyll, more), 'permalink-invalid')
    assert.equal(make('/:categories/a..b/x.html', jekyll, more), '/etc/a..b/x.html')
    assert.equal(make('/:categories', jekyll, { categories: ['a', '..'] }), '/a/')
  })

  it('made by the pattern is cleaned up as in Jekyll', () => {
    assert.equal(make(undefined, '/a...b/:title.html'), '/a/.b/Rain.html')
  })

  it('is the same if the pattern is percent-encoded', () => {
    const expected = '/%E7%BA%A2%E7%BD%91/a%20b/Rain.html'
    for (const pattern of ['/红网/a%20b/:title.html', '/%e7%ba%a2%E7%BD%91/a%20b/:title.html'])
      assert.equal(make(undefined, pattern), expected)
    assert.equal(make(undefined, '/100%/:title.html'), '/100%25/Rain.html')
  })

  const bad = [
    '',
    'rain.html',
    'https://example.com/rain',
    '//example.com/rain',
    '/rain?x=1',
    '/rain#x',
    '/../rain',
    '/a/..',
    '/./rain',
    '/%2e%2E/rain',
    '/a\\b',
    '/a\nb',
    '/a%00b',
    '/x%2Fy.html',
    '/x%5cy.html',
    '/100%/x%2fy.html',
    '/:constructor/x',
    '/:wrong',
    `/${'a/'.repeat(1_500)}`,
  ]
  for (const text of bad) {
    it(`in the front matter is refused: ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.equal(make(text), 'permalink-invalid')
    })
  }

  const own = [
    '/',
    '/feed.xml',
    '/hongwang.atom',
    '/%66eed.xml',
    '/tag/x.html',
    '/category/x.json',
    '/feeds.html',
    '/theme/page.css',
    '/.well-known/x',
    '/search',
  ]
  for (const text of own) {
    it(`is not one of the site's own addresses: ${text}`, () => {
      assert.equal(make(text), 'permalink-taken')
    })
  }

  it('made by the pattern is not one of these either', () => {
    assert.equal(make(undefined, '/:title.html', { slug: 'feeds' }), 'permalink-taken')
    assert.equal(make(undefined, '/:title.xml', { slug: 'rain' }), 'permalink-taken')
  })

  it('keeps each segment short enough for the name of a file', () => {
    const made = make(undefined, jekyll, { categories: ['红'.repeat(500)] })
    assert.ok((decodePath(made) ?? '').split('/').every((segment) => Buffer.byteLength(segment) < 220))
  })

  it('keeps its suffix if the slug is too long for the name of a file', () => {
    const slugs = ['汉', '雨'].map((character) => character.repeat(72))
    for (const slug of slugs) {
      const last = make(undefined, jekyll, { slug }).split('/').at(-1) ?? ''
      assert.match(decodePath(last) ?? '', /^(.)\1{62}~[0-9a-f]{8}\.html$/u)
    }
    assert.equal(
      make(undefined, jekyll, { slug: 'a'.repeat(200) }),
      `/hongwang/2022/01/05/${'a'.repeat(200)}.html`,
    )
    assert.match(make(undefined, jekyll, { slug: 'a'.repeat(201) }), /\/a{191}~[0-9a-f]{8}\.html$/)
    assert.match(make(`/x/${'a'.repeat(201)}.htm`), /\/a{191}~[0-9a-f]{8}\.htm$/)
    assert.match(make(`/x/${'a.b'.repeat(100)}/`), /~[0-9a-f]{8}\/$/)
    assert.match(make(undefined, '/:title', { slug: `下雨3.5${'亿'.repeat(80)}` }), /~[0-9a-f]{8}$/)
  })

  it('is a path in our one spelling, whatever the names', () => {
    const names = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('..', '.', '/', '%2F', './.')),
      {
        maxLength: 3,
      },
    )
    const slug = fc.string({ unit: 'binary', maxLength: 12 })
    const written = fc.constantFrom(undefined, '/:categories', '/a..b/:categories/:title', '/.:title./x')
    fc.assert(
      fc.property(written, names, slug, (written, categories, slug) => {
        const made = makePermalink(written, jekyll, { ...parts, categories, slug })
        if (typeof made !== 'string') return
        const path = decodePath(made)
        assert.ok(path !== undefined)
        assert.equal(encodePath(path), made)
        assert.match(made, /^\/(?!\/)/)
        assert.equal(new URL(made, 'https://a.example').pathname.length, made.length)
        assert.equal(isOwnAddress(path), false)
      }),
      { numRuns: 500 },
    )
  })
})
