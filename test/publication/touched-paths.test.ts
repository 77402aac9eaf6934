import assert from 'node:assert/strict'
import { touchedPaths } from '../../src/publication/touched-paths.js'
import { closeSites, openSite, postText, type TestSite } from '../support/open-site.js'
import { changedBetween, validators } from '../support/validators.js'

const dated = (day: number, header: Record<string, string>, body?: string) =>
  postText({ date: `2022-01-0${day} 09:00:00 +0800`, ...header }, body)

const files = {
  'a.md': dated(1, { categories: 'one', tags: 'x' }),
  'b.md': dated(2, { categories: 'two', tags: 'y', author: '周砚' }),
  'c.md': dated(3, { categories: 'two', tags: 'y', permalink: '/same.html' }),
  'd.md': dated(4, { categories: 'three', permalink: '/same.html' }),
  'e.md': dated(5, { categories: 'two', feed: 'false' }),
}

type Change = readonly [what: string, file: string, change: (site: TestSite) => Promise<void>]
const write = (file: string, text: string) => (site: TestSite) => site.write(file, text)
const remove = (file: string) => (site: TestSite) => site.remove(file)

const changes: Change[] = [
  ['is new', 'f.md', write('f.md', dated(3, { categories: 'one new', tags: 'z' }))],
  ['gets another title', 'b.md', write('b.md', dated(2, { title: '新', categories: 'two', author: '周砚' }))],
  ['moves to another category', 'b.md', write('b.md', dated(2, { categories: 'one', tags: 'y' }))],
  ['moves to another day', 'a.md', write('a.md', dated(6, { categories: 'one', tags: 'x' }))],
  [
    'moves to another permalink',
    'b.md',
    write('b.md', dated(2, { categories: 'two', permalink: '/b.html' })),
  ],
  ['is deleted', 'b.md', remove('b.md')],
  ['is withdrawn', 'b.md', write('b.md', dated(2, { published: 'false', categories: 'five' }))],
  ['leaves the feeds', 'b.md', write('b.md', dated(2, { categories: 'two', feed: 'false' }))],
  ['comes into the feeds', 'e.md', write('e.md', dated(5, { categories: 'two' }))],
  ['leaves its address to another', 'c.md', remove('c.md')],
  ['takes its address from another', 'b.md', write('b.md', dated(2, { permalink: '/same.html' }))],
]

describe('What a file touches', () => {
  afterEach(closeSites)

  for (const [what, file, change] of changes) {
    it(`is every document that changes when it ${what}`, async () => {
      const site = await openSite(files)
      const before = await validators(site)
      await change(site)
      await site.rescan()
      const changed = changedBetween(before, await validators(site))
      const touched = new Set(touchedPaths(site.open.catalogue, site.open.site, file))
      assert.ok(changed.length > 0)
      assert.deepEqual(
        changed.filter((path) => !touched.has(path)),
        [],
      )
      const untouched =
        file === 'b.md' && what !== 'takes its address from another' ? ['/three.xml', '/e.html'] : []
      for (const path of untouched) assert.ok(!touched.has(path), path)
    })
  }

  it('is remembered over several changes, and after a restart', async () => {
    const site = await openSite(files)
    for (const categories of ['six', 'seven']) {
      await site.write('b.md', dated(2, { categories }))
      await site.rescan()
    }
    await site.remove('b.md')
    await site.rescan()
    const again = await site.reopen()
    const touched = touchedPaths(again.open.catalogue, again.open.site, 'b.md')
    for (const path of ['/two.xml', '/six.atom', '/seven.json', '/', '/feeds.html', '/category/six.html'])
      assert.ok(touched?.includes(path), path)
  })

  it('is its own address for a picture, everything for feeds.yml, and nothing for an unknown file', async () => {
    const site = await openSite({
      ...files,
      'img/雨.png': 'x',
      'feeds.yml': 'site: {}\n',
      'bad.md': '---\ntitle: x\n',
    })
    const { catalogue, site: own } = site.open
    assert.deepEqual(touchedPaths(catalogue, own, 'img/雨.png'), ['/img/%E9%9B%A8.png'])
    assert.equal(touchedPaths(catalogue, own, 'feeds.yml'), undefined)
    assert.equal(touchedPaths(catalogue, own, 'nothing.md'), undefined)
    assert.deepEqual(touchedPaths(catalogue, own, 'bad.md'), [])
  })

  it('is only the page of a post that no feed carries', async () => {
    const site = await openSite(files)
    assert.deepEqual(touchedPaths(site.open.catalogue, site.open.site, 'e.md'), ['/two/2022/01/05/e.html'])
  })

  it('includes the archives that show a post and those beside them, if they were ever sent', async () => {
    const site = await openSite({
      'old.md': postText({ date: '2019-05-01 09:00:00 +0800', categories: 'c' }),
      'middle.md': postText({ date: '2020-05-01 09:00:00 +0800', categories: 'c' }),
      'next.md': postText({ date: '2021-05-01 09:00:00 +0800', categories: 'c' }),
      'new.md': postText({ date: '2022-05-01 09:00:00 +0800', categories: 'c' }),
    })
    const archives = () =>
      touchedPaths(site.open.catalogue, site.open.site, 'old.md')?.filter((path) => path.includes('archive'))
    assert.deepEqual(archives(), [])
    for (const path of [
      '/c/archive/2019.xml',
      '/c/archive/2020.xml',
      '/c/archive/2021.xml',
      '/archive/2019.html',
    ])
      assert.equal((await site.get(path)).status, 200)
    const shown = ['/archive/2019.html', '/c/archive/2019.xml', '/c/archive/2020.xml']
    assert.deepEqual(archives()?.sort(), shown)
    await site.remove('old.md')
    await site.rescan()
    assert.equal((await site.get('/c/archive/2019.xml')).status, 404)
    assert.deepEqual(archives()?.sort(), shown)
  })

  it('includes every part of an hour that was split, even once all of its posts are gone', async () => {
    const crowded = Array.from({ length: 101 }, (_, n) => `${n}.md`)
    const site = await openSite({
      ...Object.fromEntries(crowded.map((name) => [name, postText({ date: '2021-05-01 09:00:00 +0800' })])),
      'new.md': postText({ date: '2022-05-01 09:00:00 +0800' }),
    })
    const parts = ['/archive/2021-05-01T09.1.xml', '/archive/2021-05-01T09.2.xml']
    for (const path of parts) assert.equal((await site.get(path)).status, 200)
    for (const name of crowded) await site.remove(name)
    await site.rescan()
    const touched = touchedPaths(site.open.catalogue, site.open.site, '0.md') ?? []
    assert.deepEqual(touched.filter((path) => path.startsWith('/archive/')).sort(), parts)
  })
})
