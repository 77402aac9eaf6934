import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type FolderListing, walkFolder } from '../../src/content/walk-folder.js'
import { TemporaryFolder } from '../support/temporary-folder.js'

describe('A walk through the content folder', () => {
  let content: TemporaryFolder
  let outside: TemporaryFolder
  beforeEach(() => {
    content = new TemporaryFolder()
    outside = new TemporaryFolder()
  })
  afterEach(() => {
    content.remove()
    outside.remove()
  })

  async function walk(drafts = false): Promise<FolderListing[]> {
    const listings: FolderListing[] = []
    for await (const listing of walkFolder(content.path, { drafts })) listings.push(listing)
    return listings
  }
  async function files(drafts = false): Promise<string[]> {
    return (await walk(drafts)).flatMap(({ posts }) => posts.map(({ file }) => file))
  }
  async function problems(): Promise<string[]> {
    return (await walk()).flatMap((listing) => listing.problems.map(({ code, file }) => `${code} ${file}`))
  }
  const link = (target: string, name: string) => symlinkSync(target, join(content.path, name))

  it('finds posts, assets and feeds.yml, with their size and time', async () => {
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

  it('takes one folder after the other, and names in the order of their bytes', async () => {
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
    // By UTF-16 the emoji would stand before the full-width tilde.
    assert.deepEqual(
      (await walk())[0]?.posts.map(({ file }) => file),
      ['z.md', '\uff5e.md', '\u{1F327}.md'],
    )
    assert.deepEqual(
      (await walk())[4]?.posts.map(({ file }) => file),
      ['b/1.md', 'b/2.md'],
    )
  })

  it('knows feeds.yml in the content folder alone', async () => {
    content.write('news/feeds.yml')
    assert.ok((await walk()).every(({ feeds }) => feeds === undefined))
  })

  it('passes over dotfiles, packages, and what Jekyll makes', async () => {
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

  it('passes over drafts unless they are asked for', async () => {
    content.write('_drafts/a.md')
    content.write('news/_drafts/b.md')
    assert.deepEqual(await files(), [])
    assert.deepEqual(await files(true), ['_drafts/a.md', 'news/_drafts/b.md'])
  })

  it('fails where there is no content folder', async () => {
    rmSync(content.path, { recursive: true })
    await assert.rejects(walk(), { code: 'ENOENT' })
  })

  it('follows links that stay within the folder, to files and to folders', async () => {
    const real = content.write('.store/real.md', 'twelve bytes')
    link(real, 'a.md')
    link(join(content.path, '.store'), 'b')
    const posts = (await walk()).flatMap((listing) => listing.posts)
    assert.deepEqual(
      posts.map(({ file, size }) => [file, size]),
      [
        ['a.md', 12],
        ['b/real.md', 12],
      ],
    )
    assert.deepEqual(await problems(), [])
  })

  it('begins at a content folder that is itself a link', async () => {
    content.write('a.md')
    link('a.md', 'b.md')
    const path = join(outside.path, 'content')
    symlinkSync(content.path, path)
    for await (const { posts } of walkFolder(path, { drafts: false })) {
      assert.deepEqual(
        posts.map(({ file }) => file),
        ['a.md', 'b.md'],
      )
    }
  })

  it('reports links that leave the folder, and follows none of them', async () => {
    outside.write('secret.md')
    link(join(outside.path, 'secret.md'), 'a.md')
    link(outside.path, 'b')
    link('/etc/passwd', 'c.md')
    link(`${content.path}/../${outside.path.split('/').at(-1)}/secret.md`, 'd.md')
    assert.deepEqual(await files(), [])
    assert.deepEqual(
      await problems(),
      ['a.md', 'b', 'c.md', 'd.md'].map((file) => `file-not-regular ${file}`),
    )
  })

  it('is not deceived by a folder whose name begins like that of the content folder', async () => {
    const beside = `${content.path}-beside`
    mkdirSync(beside)
    writeFileSync(join(beside, 'a.md'), '')
    link(beside, 'b')
    try {
      assert.deepEqual(await problems(), ['file-not-regular b'])
    } finally {
      rmSync(beside, { recursive: true })
    }
  })

  it('comes to an end where links lead in circles', async () => {
    content.write('a/b/c.md')
    link('self', 'self')
    link('two', 'one')
    link('one', 'two')
    link(content.path, 'a/top')
    link('..', 'a/b/up')
    link('.', 'here')
    link('nowhere', 'gone.md')
    assert.deepEqual(await files(), ['a/b/c.md'])
    const circles = ['gone.md', 'here', 'one', 'self', 'two', 'a/top', 'a/b/up']
    assert.deepEqual(
      await problems(),
      circles.map((file) => `file-not-regular ${file}`),
    )
  })

  it('comes to an end where links cross, however many paths there are', async () => {
    for (let level = 0; level < 20; level++) {
      content.write(`.maze/${level}/a.md`)
      if (level === 0) continue
      link(`../${level - 1}`, `.maze/${level}/x`)
      link(`../${level - 1}`, `.maze/${level}/y`)
    }
    link('.maze/19', 'maze')
    assert.equal((await files()).length, 20)
  })

  it('reports pipes, sockets and devices, and waits for none of them', async () => {
    content.write('a.md')
    execFileSync('mkfifo', [join(content.path, 'pipe.md')])
    link('/dev/zero', 'zero.md')
    link('pipe.md', 'to-pipe.md')
    const server = createServer().listen(join(content.path, 'socket.md'))
    await new Promise((resolve) => server.once('listening', resolve))
    try {
      assert.deepEqual(await files(), ['a.md'])
      assert.deepEqual(
        await problems(),
        ['pipe.md', 'socket.md', 'to-pipe.md', 'zero.md'].map((file) => `file-not-regular ${file}`),
      )
    } finally {
      server.close()
    }
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
    assert.match(listing?.problems[1]?.reason ?? '', /xc4\\\\xe3\.md/)
  })

  it('warns of names that are one where case or normal form is not told apart', async () => {
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

  it('says of a folder that cannot be read that it does not know what is in it', async function () {
    // The superuser may read everything, so there is nothing to see for it.
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

  it('passes over what goes away while it walks', async () => {
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

  it('goes as deep as folders go', async () => {
    const deep = Array.from({ length: 300 }, () => 'd').join('/')
    content.write(`${deep}/a.md`)
    assert.deepEqual(await files(), [`${deep}/a.md`])
  })
})
