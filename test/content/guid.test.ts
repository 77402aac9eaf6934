import assert from 'node:assert/strict'
import { checkGuid, makeGuid } from '../../src/content/guid.js'

const path = { guidBase: 'https://old.example', guids: 'path' } as const
const jekyll = { guidBase: 'https://old.example', guids: 'jekyll' } as const

describe('A guid', () => {
  const files: [string, string][] = [
    ['_posts/2022-01-05-rain.md', 'https://old.example/id/2022-01-05-rain'],
    ['news/_posts/2022-01-05-rain.md', 'https://old.example/id/news/2022-01-05-rain'],
    ['news/rain.html', 'https://old.example/id/news/rain'],
    ['红网/下 雨.md', 'https://old.example/id/%E7%BA%A2%E7%BD%91/%E4%B8%8B%20%E9%9B%A8'],
    ['cafe\u0301.md', 'https://old.example/id/caf%C3%A9'],
    ['_posts.md', 'https://old.example/id/_posts'],
    ['x/_posts.md', 'https://old.example/id/x/_posts'],
    ['a.b.markdown', 'https://old.example/id/a.b'],
  ]
  for (const [file, guid] of files) {
    it(`is made from the path alone: ${file}`, () => {
      assert.equal(makeGuid(path, { file, permalink: '/x.html', slug: 'y' }), guid)
    })
  }

  it('can be what jekyll-feed wrote: the folder of the permalink and the slug', () => {
    const file = '_posts/2022-01-05-rain.md'
    const idOf = (permalink: string, slug = 'rain') => makeGuid(jekyll, { file, permalink, slug })
    assert.equal(idOf('/news/2022/01/05/rain.html'), 'https://old.example/news/2022/01/05/rain')
    assert.equal(idOf('/news/rain/'), 'https://old.example/news/rain')
    assert.equal(idOf('/rain.html', '下雨'), 'https://old.example/%E4%B8%8B%E9%9B%A8')
  })

  it('from the front matter is used verbatim', () => {
    for (const guid of [
      'https://example.com/?p=123',
      'tag:example.com,2022:1',
      'urn:uuid:1',
      'https://例子.example/é',
    ]) {
      assert.equal(checkGuid(guid), undefined)
    }
  })

  it('is accepted with a warning if it is not the address that Atom wants', () => {
    for (const guid of ['12345', 'post 42', '红网:1 2']) assert.equal(checkGuid(guid)?.severity, 'warning')
  })

  it('is refused if it is a list or a map, and the reason says so', () => {
    assert.equal(checkGuid(['a:b'])?.reason, 'the guid is a list, not text')
    assert.equal(checkGuid(new Map())?.reason, 'the guid is keys and values, not text')
    assert.equal(checkGuid([])?.severity, 'error')
  })

  it('is refused if it would not survive XML and JSON unchanged', () => {
    for (const guid of [
      '',
      ' ',
      ' a:b',
      'a:b ',
      'a:\nb',
      'a:\0',
      'a:\uffff',
      'a:\ud800',
      `a:${'b'.repeat(3_000)}`,
    ]) {
      const fault = checkGuid(guid)
      assert.deepEqual(
        { code: fault?.code, severity: fault?.severity },
        { code: 'guid-invalid', severity: 'error' },
      )
    }
  })
})
