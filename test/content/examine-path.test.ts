import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { examinePath } from '../../src/content/examine-path.js'
import { folderForEach } from '../support/temporary-folder.js'

describe('Examining one path', () => {
  const content = folderForEach()
  const outside = folderForEach()

  const examine = (file: string) => examinePath(content.path, file, { drafts: false })
  const kindOf = async (file: string) => (await examine(file)).kind
  const link = (target: string, name: string) => symlinkSync(target, join(content.path, name))

  it('finds posts, pictures, settings and folders', async () => {
    content.write('news/a.md', 'twelve bytes')
    content.write('news/b.jpg')
    content.write('feeds.yml')
    const found = await examine('news/a.md')
    assert.ok(found.kind === 'post')
    assert.deepEqual([found.found.file, found.found.size], ['news/a.md', 12])
    assert.deepEqual(
      [await kindOf('news/b.jpg'), await kindOf('feeds.yml'), await kindOf('news')],
      ['asset', 'feeds', 'folder'],
    )
  })

  it('finds nothing where a walk would find nothing', async () => {
    content.write('.hidden/a.md')
    content.write('news/notes.txt')
    assert.deepEqual(
      [await kindOf('.hidden/a.md'), await kindOf('news/notes.txt'), await kindOf('news/a.md')],
      ['ignored', 'gone', 'gone'],
    )
    assert.deepEqual([await kindOf('away/a.md'), await kindOf('news/notes.txt/a.md')], ['gone', 'gone'])
  })

  it('follows a link that stays within the folder', async () => {
    link(content.write('.store/real.md', 'twelve bytes'), 'a.md')
    const found = await examine('a.md')
    assert.ok(found.kind === 'post')
    assert.equal(found.found.size, 12)
    content.write('news/b.md')
    link('news', 'linked')
    assert.deepEqual([await kindOf('linked'), await kindOf('linked/b.md')], ['linked-folder', 'post'])
  })

  it('follows no link that leaves it, at the end of the path or on the way', async () => {
    outside.write('real.md')
    link(join(outside.path, 'real.md'), 'a.md')
    link(outside.path, 'news')
    link('nowhere', 'b.md')
    link('c.md', 'c.md')
    const kinds = await Promise.all(['a.md', 'news', 'news/real.md', 'b.md', 'c.md'].map(kindOf))
    assert.deepEqual(kinds, ['unsupported', 'unsupported', 'unsupported', 'unsupported', 'unsupported'])
  })

  it('reports a pipe as odd, and a folder in its place as a folder', async () => {
    execFileSync('mkfifo', [join(content.path, 'a.md')])
    assert.equal(await kindOf('a.md'), 'unsupported')
    renameSync(join(content.path, 'a.md'), join(content.path, 'b.md'))
    mkdirSync(join(content.path, 'a.md'))
    assert.equal(await kindOf('a.md'), 'folder')
  })
})
