import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openCatalogueWriter } from '../../src/catalogue/sqlite-writer.js'
import type { CatalogueWriter } from '../../src/catalogue/writer.js'
import { readPost } from '../../src/content/read-post.js'
import type { ReadOptions } from '../../src/content/read-result.js'
import type { Sync } from '../../src/live/sync.js'
import { type SyncOutcome, syncFolder } from '../../src/live/sync-folder.js'
import type { Problem } from '../../src/model/problem.js'
import { postText } from '../support/open-site.js'

const options: ReadOptions = {
  timeZone: 'Asia/Shanghai',
  permalink: '/:categories/:year/:month/:day/:title.html',
  guidBase: 'https://feeds.example.com',
  guids: 'path',
  postBytesMax: 5_000_000,
}
const noon = Date.UTC(2022, 0, 10, 12)
const filesOf = ({ unquiet }: SyncOutcome) => unquiet.map(({ file }) => file)
const broken = '---\ntitle: "a "b" c"\n---\n'

describe('Bringing the catalogue up to date with the folder', () => {
  let base = ''
  let root = ''
  let writer: CatalogueWriter
  let reads: string[] = []
  let appeared: Problem[] = []
  let progress: string[] = []
  let nowMs = noon

  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'feedmill-sync-'))
    root = join(base, 'content')
    await mkdir(root)
    const settings = {
      readFingerprint: 'r',
      renderFingerprint: 'd',
      documentBytesMax: 1_000_000,
      guidBase: options.guidBase,
      guids: options.guids,
      future: false,
      search: 'full' as const,
    }
    nowMs = noon
    writer = openCatalogueWriter({ ...settings, dataDir: join(base, 'data'), now: () => nowMs })
    reads = []
    appeared = []
    progress = []
  })
  afterEach(async () => {
    writer.close()
    await rm(base, { recursive: true })
  })

  function sync(changed: Partial<Sync> = {}): Promise<SyncOutcome> {
    return syncFolder({
      root,
      drafts: false,
      writer,
      read: (file) => {
        reads.push(file)
        return readPost(root, file, options)
      },
      now: () => nowMs,
      closing: () => false,
      progress: (done, total) => progress.push(`${done}/${total}`),
      appeared: (problems) => appeared.push(...problems),
      ...changed,
    })
  }

  async function write(file: string, text: string, atMs: number = noon - 60_000): Promise<void> {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), text)
    await utimes(join(root, file), new Date(atMs), new Date(atMs))
  }

  it('reads what is new, newest names first, and then nothing that has not moved', async () => {
    await write('2022-01-05-a.md', postText({}))
    await write('deep/2022-01-07-b.md', postText({}))
    await write('2022-01-06-c.md', postText({}))
    assert.equal((await sync()).files, 3)
    assert.deepEqual(reads, ['deep/2022-01-07-b.md', '2022-01-06-c.md', '2022-01-05-a.md'])
    reads = []
    await sync()
    assert.deepEqual(reads, [])
    assert.equal(writer.status().posts, 3)
  })

  it('looks into a file whose time moved, and takes equal bytes for no change', async () => {
    await write('a.md', postText({}))
    await sync()
    const before = writer.file('a.md')
    await write('a.md', postText({}), noon - 30_000)
    await sync()
    assert.deepEqual(reads, ['a.md', 'a.md'])
    assert.equal(writer.file('a.md')?.hash, before?.hash)
    assert.notEqual(writer.file('a.md')?.mtimeMs, before?.mtimeMs)
  })

  it('forgets files and whole folders that are gone', async () => {
    await write('a.md', postText({}))
    await write('old/b.md', postText({}))
    await write('old/deep/c.png', 'x')
    await sync()
    await rm(join(root, 'old'), { recursive: true })
    await sync()
    assert.equal(writer.status().posts, 1)
    assert.deepEqual(writer.folders(), [''])
  })

  it('follows a folder that is renamed', async () => {
    await write('a.md', postText({}))
    await write('old/b.md', postText({}))
    await sync()
    await rename(join(root, 'old'), join(root, 'new'))
    await sync()
    assert.deepEqual([writer.file('old/b.md'), writer.file('new/b.md')?.state], [undefined, 'published'])
  })

  it('calls a file broken only when it has been quiet, once the folder was read', async () => {
    await write('a.md', postText({}))
    await sync()
    await write('b.md', broken, noon - 500)
    assert.deepEqual(filesOf(await sync()), ['b.md'])
    assert.deepEqual(
      [writer.file('b.md'), appeared.map(({ code }) => code)],
      [undefined, ['category-missing']],
    )
    nowMs += 5_000
    assert.deepEqual(filesOf(await sync()), [])
    assert.equal(writer.file('b.md')?.state, 'broken')
    assert.deepEqual(appeared.at(-1), { ...appeared.at(-1), code: 'yaml-syntax', file: 'b.md', line: 2 })
  })

  it('leaves a file that was written to a moment ago for a moment later', async () => {
    await write('a.md', postText({}))
    await sync()
    await write('b.md', postText({}), noon - 200)
    assert.deepEqual(filesOf(await sync()), ['b.md'])
    assert.equal(writer.file('b.md'), undefined)
    nowMs += 200
    await sync()
    assert.equal(writer.file('b.md')?.state, 'published')
  })

  it('leaves a file to whoever knows more of it', async () => {
    await write('a.md', postText({}))
    await write('b.md', postText({}))
    await sync({ isLeft: (file) => file === 'b.md' })
    assert.deepEqual(reads, ['a.md'])
  })

  it('removes nothing where the folder is missing or all at once empty, and takes it up again', async () => {
    await write('a.md', postText({}))
    await sync()
    await rename(root, `${root}-away`)
    assert.deepEqual(await sync(), { folder: 'missing', files: 0, unquiet: [] })
    await mkdir(root)
    assert.equal((await sync()).folder, 'missing')
    assert.equal(writer.status().posts, 1)
    assert.equal(appeared.filter(({ code }) => code === 'folder-missing').length, 2)
    await rm(root, { recursive: true })
    await rename(`${root}-away`, root)
    assert.equal((await sync()).folder, 'ok')
    assert.equal(writer.status().errors, 0)
  })

  it('removes everything where the emptied folder says that it is meant to be empty', async () => {
    await write('_posts/a.md', postText({}))
    await sync()
    await rm(join(root, '_posts/a.md'))
    assert.equal((await sync()).folder, 'missing')
    assert.match(appeared.at(-1)?.hint ?? '', /put a file \.feedmill-empty into it/)
    await write('.feedmill-empty', '')
    assert.deepEqual(await sync(), { folder: 'ok', files: 0, unquiet: [] })
    assert.deepEqual([writer.status().posts, writer.status().errors], [0, 0])
  })

  it('is well with a folder that was empty from the beginning', async () => {
    assert.deepEqual(await sync(), { folder: 'ok', files: 0, unquiet: [] })
    assert.equal(writer.status().complete, true)
  })

  it('tells how far it is, and ends at a whole batch when it is told to', async () => {
    for (let n = 0; n < 450; n++) await write(`p${n}.md`, postText({}))
    let closing = false
    const stop = () => {
      closing = progress.length > 0
      return closing
    }
    await sync({ closing: stop })
    assert.deepEqual(progress, ['200/450'])
    assert.deepEqual([writer.status().posts, writer.status().complete], [200, false])
    await sync()
    assert.deepEqual(progress, ['200/450', '200/250', '250/250'])
    assert.deepEqual([writer.status().posts, writer.status().complete], [450, true])
  })

  it('ends in the middle of a look, and takes nothing for gone that it had not come to', async () => {
    for (const folder of ['a', 'b', 'c']) {
      await write(`${folder}/p.md`, postText({ permalink: `/${folder}.html` }))
    }
    await sync()
    await rm(join(root, 'c'), { recursive: true })
    const entered: string[] = []
    await sync({ entering: (folder) => entered.push(folder), closing: () => entered.length > 1 })
    assert.deepEqual([entered, writer.status().posts, writer.status().errors], [['', 'a'], 3, 0])
    await sync()
    assert.equal(writer.status().posts, 2)
  })

  it('passes over a file that goes while it is read', async () => {
    await write('a.md', postText({}))
    await write('b.md', postText({}))
    await sync({ read: async (file) => (file === 'a.md' ? undefined : readPost(root, file, options)) })
    assert.equal(writer.status().posts, 1)
  })

  it('keeps a stamp that matches the bytes that were read', async () => {
    await write('a.md', postText({}))
    await sync()
    const { size, mtimeMs } = await stat(join(root, 'a.md'))
    assert.deepEqual([writer.file('a.md')?.size, writer.file('a.md')?.mtimeMs], [size, Math.trunc(mtimeMs)])
  })
})
