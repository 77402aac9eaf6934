import assert from 'node:assert/strict'
import fc from 'fast-check'
import { combinationKeys } from '../../src/model/combination.js'
import { formatNames, formats } from '../../src/model/format.js'
import { parseFeed } from '../feed/parse-documents.js'
import { shareSite } from '../support/open-site.js'
import { carried, files, idOf, indexed } from './combined-folder.js'

describe('A combination of a folder at rest', () => {
  const shared = shareSite(files)

  it('carries the posts that have one of the values of every key', async () => {
    const { site } = shared
    await indexed(site)
    for (const [query, ids] of [
      ['category=one', 'b a'],
      ['category=one&category=three', 'd b a'],
      ['category=one&tag=x', 'a'],
      ['category=one&category=two&tag=x', 'c a'],
      ['author=林岸', 'a'],
      ['not-category=two', 'd a'],
      ['category=one&not-tag=y', 'a'],
      ['not-author=林岸&not-tag=红网新闻', 'c b'],
      ['q=银行', 'd b a'],
      ['q=人民银行', 'a'],
      ['q=银行&tag=红网新闻&tag=y', 'd b'],
      ['q=银行+四', ''],
      ['category=one&category=one&_=1&utm_source=x', 'b a'],
    ] as const)
      assert.equal((await carried(site, encodeURI(query))).join(' '), ids, query)
  })

  it('has three formats that say the same, its own address and id, and a title that says what is combined', async () => {
    const { site } = shared
    const query = 'category=one&category=two&tag=x&not-author=%E6%9E%97%E5%B2%B8'
    const title = 'one / two + #x − 林岸 - Feedmill'
    const self = (suffix: string) => `https://feeds.example.com/feed.${suffix}?${query}`
    const rss = (await site.get(`/feed.xml?${query}`)).text
    assert.ok(rss.includes(`<title>${title}</title>`))
    assert.ok(rss.includes(`<atom:link href="${self('xml').replaceAll('&', '&amp;')}" rel="self"`))
    assert.ok(rss.includes('<link>https://feeds.example.com/</link>'))
    const atom = (await site.get(`/feed.atom?${query}`)).text
    assert.ok(atom.includes(`<id>https://feeds.example.com/id?${query.replaceAll('&', '&amp;')}</id>`))
    assert.ok(atom.includes(`<link rel="self" href="${self('atom').replaceAll('&', '&amp;')}"`), atom)
    const json = JSON.parse((await site.get(`/feed.json?${query}`)).text)
    assert.deepEqual([json.title, json.feed_url], [title, self('json')])
    assert.deepEqual(
      json.items.map(({ id }: { id: string }) => idOf(id)),
      ['c'],
    )
  })

  it('is one resource in every spelling: same bytes, same ETag, 304, gzip, HEAD', async () => {
    const { site } = shared
    const written = '/feed.xml?category=one&tag=x&tag=%E7%BA%A2%E7%BD%91%E6%96%B0%E9%97%BB'
    const { headers, text } = await site.get(written)
    assert.equal(headers['link'], `<https://feeds.example.com${written}>; rel="self"`)
    assert.match(headers['cache-control'] ?? '', /^public, max-age=900, s-maxage=30/)
    assert.match(headers['etag'] ?? '', /^W\//)
    assert.equal(headers['last-modified'], undefined)
    assert.equal(headers['content-encoding'], 'gzip')
    for (const spelling of [
      '/feed.xml?tag=x&tag=%e7%ba%a2%e7%bd%91%e6%96%b0%e9%97%bb&category=one',
      '/feed.xml?category=one&tag=x&tag=x&utm_source=a&tag=%E7%BA%A2%E7%BD%91%E6%96%B0%E9%97%BB',
      '/f%65ed%2Exml?tag=%E7%BA%A2%E7%BD%91%E6%96%B0%E9%97%BB&category=one&tag=x&',
    ]) {
      const other = await site.get(spelling)
      assert.deepEqual([other.text, other.headers['etag']], [text, headers['etag']], spelling)
      const found = await site.open.publication.find(targetOf(spelling))
      const canonical = await site.open.publication.find(targetOf(written))
      assert.ok(found.kind === 'resource' && canonical.kind === 'resource')
      assert.equal(found.resource, canonical.resource, 'from the same cache entry')
    }
    assert.equal((await site.get(written, { 'If-None-Match': headers['etag'] ?? '' })).status, 304)
    const since = { 'If-Modified-Since': new Date(Date.now() + 60_000).toUTCString() }
    assert.equal((await site.get(written, since)).status, 200)
  })

  it('that cannot be understood is refused, with the reason', async () => {
    const { site } = shared
    const { status, body, headers } = await site.get('/feed.xml?category=one&tag=')
    assert.deepEqual([status, body.detail], [400, 'A value of "tag" is empty'])
    assert.equal(headers['cache-control'], 'no-store')
    for (const query of ['category=%FF', 'q=%21', `tag=${'a'.repeat(201)}`, 'q=a&q=b&q=c&q=d&q=e'])
      assert.equal((await site.get(`/feed.xml?${query}`)).status, 400, query)
  })

  const anyQuery = fc
    .array(
      fc.tuple(
        fc.constantFrom(...combinationKeys, 'x', '', 'q%00', '__proto__'),
        fc.oneof(
          fc.constantFrom(
            'one',
            'two',
            'x',
            'y',
            '%E9%93%B6%E8%A1%8C',
            '银',
            '%',
            '%FF',
            '"',
            "'",
            '%00',
            '%27%29%3B--',
            'NEAR(a+b)',
          ),
          fc.string({ unit: 'binary', maxLength: 12 }).map((text) => encodeURIComponent(text.toWellFormed())),
          fc.string({ maxLength: 12 }).map((text) => text.replace(/[ #]/g, '')),
        ),
      ),
      { maxLength: 8 },
    )
    .map((pairs) => pairs.map(([key, value]) => `${key}=${value}`).join('&'))

  it('is a feed or a refusal, whatever is asked for, and never an error of ours', async () => {
    const { site } = shared
    await indexed(site)
    const property = fc.asyncProperty(fc.constantFrom(...formatNames), anyQuery, async (format, query) => {
      const { status, headers, text } = await site.get(`/feed${formats[format].suffix}?${query}`)
      assert.ok(status === 200 || status === 400, `${status} ${query}`)
      if (status === 400) return
      if (format === 'json') assert.ok(Array.isArray(JSON.parse(text).items))
      else assert.ok(parseFeed(text).items.length <= 4)
      assert.doesNotMatch(headers['link'] ?? '', /[^\x20-\x7e]/)
    })
    await fc.assert(property, { numRuns: 150 })
  })
})

function targetOf(written: string) {
  const [path = '', query = ''] = written.split('?')
  return { path, query }
}
