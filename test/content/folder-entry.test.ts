import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { walkFolder } from '../../src/content/walk-folder.js'
import { folderForEach } from '../support/temporary-folder.js'
import { walked } from './walked-folder.js'

describe('A walk that meets links, pipes and devices', () => {
  const content = folderForEach()
  const outside = folderForEach()

  const { walk, files, problems } = walked(content)
  const link = (target: string, name: string) => symlinkSync(target, join(content.path, name))

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

  it('can begin at a content folder that is itself a link', async () => {
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

  it('is not deceived by a sibling whose name begins like that of the content folder', async () => {
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

  it('ends if links are circular', async () => {
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

  it('ends if links cross, however many paths there are', async () => {
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
})
