import assert from 'node:assert/strict'
import { closeSites, openSite, postText } from '../support/open-site.js'

describe('A post of a million marks', () => {
  afterEach(closeSites)

  // Sorting them would take minutes, and nothing can interrupt it.
  const marks = `a${'\u0301\u0327'.repeat(500_000)}`

  it('holds up neither its own pages and searches nor those of others', async () => {
    const site = await openSite(
      {
        'marks.html': postText({ title: '记号', category: 'news' }, `<p>青禾新材</p><p>${marks}</p>`),
        'rain.html': postText({ title: '雨', category: 'news' }, '<p>青禾新材投产</p>'),
      },
      { SEARCH: 'full' },
    )
    const found = async () =>
      (await site.get(`/feed.json?q=${encodeURIComponent('青禾新')}`)).body.items ?? []
    await site.until(async () => (await found()).length === 2)
    const titles = (await found()).map(({ title }: { title: string }) => title)
    assert.deepEqual(titles.toSorted(), ['记号', '雨'])
    for (const path of ['/news.xml', '/', '/feed.atom'])
      assert.equal((await site.get(path)).status, 200, path)
  })
})
