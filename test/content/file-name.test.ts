import assert from 'node:assert/strict'
import { isPostName, parseFileName, toWords } from '../../src/content/file-name.js'

describe('The name of a post', () => {
  it('gives the day and the slug', () => {
    const { date, slug, categories, kind } = parseFileName('_posts/2026-01-31-rain-on-the-harbour.md')
    assert.deepEqual(
      { date, slug, categories, kind },
      {
        date: '2026-01-31',
        slug: 'rain-on-the-harbour',
        categories: [],
        kind: 'markdown',
      },
    )
  })

  const slugs: [string, string | undefined, string][] = [
    ['rain.md', undefined, 'rain'],
    ['-q42-rain.md', undefined, '-q42-rain'],
    ['2026-1-5-rain.markdown', '2026-1-5', 'rain'],
    ['2026-01-31-下雨.html', '2026-01-31', '下雨'],
    ['2026-01-31-a.b.c.htm', '2026-01-31', 'a.b.c'],
    ['2026-01-31.md', undefined, '2026-01-31'],
    ['2026-01-31-.md', undefined, '2026-01-31-'],
    ['2026-13-45-x.md', '2026-13-45', 'x'],
    ['202601310000-x.md', undefined, '202601310000-x'],
  ]
  for (const [file, date, slug] of slugs) {
    it(`is parsed: ${file}`, () => {
      const name = parseFileName(file)
      assert.deepEqual({ date: name.date, slug: name.slug }, { date, slug })
    })
  }

  it('gives the folders above _posts as categories, and none beneath it', () => {
    assert.deepEqual(parseFileName('news/hongwang/_posts/2026/rain.md').categories, ['news', 'hongwang'])
    assert.deepEqual(parseFileName('news/hongwang/rain.md').categories, [])
  })

  it('says whether it lies beneath _posts', () => {
    assert.equal(parseFileName('news/_drafts/rain.md').inPosts, false)
    assert.equal(parseFileName('_posts/rain.md').inPosts, true)
  })

  it('has a suffix of Markdown or HTML', () => {
    const names = ['a.md', 'a.MD', 'a.markdown', 'a.html', 'a.htm', 'a.txt', 'md', 'a.md.bak', 'a.xhtml']
    assert.deepEqual(names.filter(isPostName), ['a.md', 'a.MD', 'a.markdown', 'a.html', 'a.htm'])
  })

  it('is turned into words for a title', () => {
    assert.equal(toWords('q33-title-missing'), 'Q33 Title Missing')
    assert.equal(toWords('-rain_on--the iPhone-'), 'Rain On The IPhone')
    assert.equal(toWords('红网-下雨'), '红网 下雨')
    assert.equal(toWords('--'), '')
  })
})
