import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FolderListing, walkFolder } from '../../src/content/walk-folder.js'
import { folderForEach } from '../support/temporary-folder.js'
import { walked } from './walked-folder.js'

describe('A walk through the content folder', () => {
  const content = folderForEach()

  const { walk, files, problems } = walked(content)

  it('finds posts, assets and feeds.yml, with their size and mtime', async () => {
    for (const file of ['a.md', 'b.markdown', 'c.html', 'd.htm', 'rain.jpg', 'x.txt', 'y.MP3', 'feeds.yml']) {
      content.write(file, file)
    }
    const [listing] = await walk()
    assert.ok(listing)
    const { mtimeMs } = statSync(join(content.path, 'a.md'))
    assert.deepEqual(listing.posts[0], { file: 'a.md', size: 4, mtimeMs: Math.trunc(mtimeMs) })
    assert.deepEqual(
      listing.posts.map(({ file }) => file),
      ['a.md', 'b.markdown', 'c.html', 'd.htm'],
    )
    assert.deepEqual(
      listing.assets.map(({ file, mediaType }) => [file, mediaType]),
      [
        ['rain.jpg', 'image/jpeg'],
        ['y.MP3', 'audio/mpeg'],
      ],
    )
    assert.equal(listing.feeds?.file, 'feeds.yml')
    assert.deepEqual(listing.problems, [])
    assert.equal(listing.complete, true)
  })

  it('takes one folder after another, and names in the order of their bytes', async () => {
    for (const file of [
      'b/2.md',
      'b/1.md',
      'a/x/1.md',
      'a/1.md',
      'B/1.md',
      '红/1.md',
      '\u{1F327}.md',
      '\uff5e.md',
      'z.md',
    ]) {
      content.write(file)
    }
    assert.deepEqual(
      (await walk()).map(({ folder }) => folder),
      ['', 'B', 'a', 'a/x', 'b', '红'],
    )
    // Sorted by UTF-16, the emoji would come before the full-width tilde.
    assert.deepEqual(
      (await walk())[0]?.posts.map(({ file }) => file),
      ['z.md', '\uff5e.md', '\u{1F327}.md'],
    )
    assert.deepEqual(
      (await walk())[4]?.posts.map(({ file }) => file),
      ['b/1.md', 'b/2.md'],
    )
  })

  it('finds feeds.yml only in the content folder itself', async () => {
    content.write('news/feeds.yml')
    assert.ok((await walk()).every(({ feeds }) => feeds === undefined))
  })

  it('skips dotfiles, packages, and what Jekyll generates', async () => {
    for (const file of [
      '.a.md',
      '.git/a.md',
      'node_modules/x/a.md',
      '_site/a.html',
      '_layouts/a.html',
      'a.md',
    ]) {
      content.write(file)
    }
    assert.deepEqual(await files(), ['a.md'])
    assert.deepEqual(await problems(), [])
  })

  it('skips drafts unless they are asked for', async () => {
    content.write('_drafts/a.md')
    content.write('news/_drafts/b.md')
    assert.deepEqual(await files(), [])
    assert.deepEqual(await files(true), ['_drafts/a.md', 'news/_drafts/b.md'])
  })

  it('fails if there is no content folder', async () => {
    rmSync(content.path, { recursive: true })
    await assert.rejects(walk(), { code: 'ENOENT' })
  })

  it('reports names that are not UTF-8, of files and of folders', async () => {
    const bytes = (text: string) =>
      Buffer.concat([Buffer.from(`${content.path}/`), Buffer.from(text, 'latin1')])
    writeFileSync(bytes('\xc4\xe3.md'), '')
    mkdirSync(bytes('\xba\xc3'))
    content.write('a.md')
    assert.deepEqual(await files(), ['a.md'])
    const [listing] = await walk()
    assert.deepEqual(
      listing?.problems.map(({ code, severity }) => `${severity} ${code}`),
      ['error file-name-encoding', 'error file-name-encoding'],
    )
    assert.match(listing?.problems[1]?.reason ?? '', /"[^"]*\\xc4\\xe3\.md"/)
  })

  it('warns of names that differ only in case or normal form', async () => {
    for (const file of ['Rain.md', 'rain.md', 'caf\u00e9.md', 'cafe\u0301.md', 'x/Rain.md', 'y/rain.md'])
      content.write(file)
    const found = (await walk()).flatMap((listing) => listing.problems)
    assert.deepEqual(
      found.map(({ code, severity, file }) => [code, severity, file]),
      [
        ['names-collide', 'warning', 'caf\u00e9.md'],
        ['names-collide', 'warning', 'rain.md'],
      ],
    )
    assert.equal((await files()).length, 6)
  })

  it('marks a folder that cannot be read as incomplete', async function () {
    // The superuser may read everything, so there is nothing to test.
    if (process.getuid?.() === 0) this.skip()
    content.write('closed/a.md')
    content.write('open/a.md')
    chmodSync(join(content.path, 'closed'), 0)
    try {
      const closed = (await walk()).find(({ folder }) => folder === 'closed')
      assert.equal(closed?.complete, false)
      assert.deepEqual(
        closed?.problems.map(({ code, file }) => [code, file]),
        [['file-unreadable', 'closed']],
      )
      assert.deepEqual(await files(), ['open/a.md'])
    } finally {
      chmodSync(join(content.path, 'closed'), 0o755)
    }
  })

  it('skips what disappears while it walks', async () => {
    content.write('a/1.md')
    content.write('b/1.md')
    const walking = walkFolder(content.path, { drafts: false })
    await walking.next()
    rmSync(join(content.path, 'a'), { recursive: true })
    const rest: FolderListing[] = []
    for await (const listing of walking) rest.push(listing)
    assert.deepEqual(
      rest.map(({ folder, posts, complete, problems }) => [folder, posts.length, complete, problems.length]),
      [
        ['a', 0, true, 0],
        ['b', 1, true, 0],
      ],
    )
  })

  it('can be stopped in the middle of a folder, and then lists none that it has not finished', async () => {
    for (let n = 0; n < 200; n++) content.write(`a/${n}.md`, '')
    let asked = 0
    const listings: FolderListing[] = []
    const stopped = () => ++asked > 50
    for await (const listing of walkFolder(content.path, { drafts: false, stopped })) listings.push(listing)
    assert.deepEqual([listings.map(({ folder }) => folder), asked < 100], [[''], true])
  })

  it('examines no post whose stamp nobody needs, but everything else', async () => {
    for (const file of ['a/1.md', 'a/2.md', 'a/rain.jpg']) content.write(file, file)
    symlinkSync('1.md', join(content.path, 'a', '3.md'))
    const needsStamps = (folder: string) => (name: string) => `${folder}/${name}` === 'a/2.md'
    const sizes: [string, number][] = []
    for await (const { posts, assets } of walkFolder(content.path, { drafts: false, needsStamps })) {
      for (const { file, size } of [...posts, ...assets]) sizes.push([file, size])
    }
    assert.deepEqual(sizes, [
      ['a/1.md', -1],
      ['a/2.md', 6],
      ['a/3.md', 6],
      ['a/rain.jpg', 10],
    ])
  })

  it('goes as deep as folders go', async () => {
    const deep = Array.from({ length: 300 }, () => 'd').join('/')
    content.write(`${deep}/a.md`)
    assert.deepEqual(await files(), [`${deep}/a.md`])
  })
})
