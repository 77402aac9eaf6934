import assert from 'node:assert/strict'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readPost } from '../../src/content/read-post.js'
import type { Sync } from '../../src/live/sync.js'
import { type SyncOutcome, syncFolder } from '../../src/live/sync-folder.js'
import { postText } from '../support/open-site.js'
import { readOptions } from '../support/read-options.js'
import { noon, SyncBench } from './sync-bench.js'

const filesOf = ({ deferred }: SyncOutcome) => deferred.map(({ file }) => file)
const broken = '---\ntitle: "a "b" c"\n---\n'

describe('Bringing the catalogue up to date with the folder', () => {
  let bench: SyncBench
  beforeEach(async () => {
    bench = await SyncBench.open()
  })
  afterEach(() => bench.close())

  const sync = (changed: Partial<Sync> = {}): Promise<SyncOutcome> => syncFolder(bench.tools(changed))

  it('reads what is new, newest names first, and then nothing that has not changed', async () => {
    await bench.write('2022-01-05-a.md', postText({}))
    await bench.write('deep/2022-01-07-b.md', postText({}))
    await bench.write('2022-01-06-c.md', postText({}))
    assert.equal((await sync()).files, 3)
    assert.deepEqual(bench.reads, ['deep/2022-01-07-b.md', '2022-01-06-c.md', '2022-01-05-a.md'])
    bench.reads = []
    await sync()
    assert.deepEqual(bench.reads, [])
    assert.equal(bench.writer.status().posts, 3)
  })

  it('ingests larger batches the first time, after the newest posts', async () => {
    for (let n = 0; n < 700; n++) await bench.write(`_posts/2022-01-05-${n}.md`, postText({ title: `${n}` }))
    await sync()
    assert.deepEqual(bench.progress.splice(0), ['200/700', '600/700', '700/700'])
    for (let n = 0; n < 700; n++) await bench.write(`_posts/2022-01-05-${n}.md`, postText({ title: `${n}!` }))
    await sync()
    assert.deepEqual(bench.progress, ['200/700', '400/700', '600/700', '700/700'])
  })

  it('says which posts come after the first 2,000 before it reads any', async () => {
    for (let n = 0; n < 2001; n++) await bench.write(`2022-01-05-${1000 + n}.md`, postText({}))
    let readBefore: number | undefined
    const soon: string[] = []
    const prefetch = (files: readonly string[]) => {
      readBefore = bench.reads.length
      soon.push(...files)
    }
    await sync({ prefetch, closing: () => soon.length > 0 })
    assert.deepEqual([soon, readBefore], [['2022-01-05-1000.md'], 0])
  })

  it('reads a file whose mtime changed, and takes equal bytes for no change', async () => {
    await bench.write('a.md', postText({}))
    await sync()
    const before = bench.writer.file('a.md')
    await bench.write('a.md', postText({}), noon - 30_000)
    await sync()
    assert.deepEqual(bench.reads, ['a.md', 'a.md'])
    assert.equal(bench.writer.file('a.md')?.hash, before?.hash)
    assert.notEqual(bench.writer.file('a.md')?.mtimeMs, before?.mtimeMs)
  })

  it('removes files and whole folders that are gone', async () => {
    await bench.write('a.md', postText({}))
    await bench.write('old/b.md', postText({}))
    await bench.write('old/deep/c.png', 'x')
    await sync()
    await rm(join(bench.root, 'old'), { recursive: true })
    await sync()
    assert.equal(bench.writer.status().posts, 1)
    assert.deepEqual(bench.writer.folders(''), [''])
  })

  it('follows a folder that is renamed', async () => {
    await bench.write('a.md', postText({}))
    await bench.write('old/b.md', postText({}))
    await sync()
    await rename(join(bench.root, 'old'), join(bench.root, 'new'))
    await sync()
    assert.deepEqual(
      [bench.writer.file('old/b.md'), bench.writer.file('new/b.md')?.state],
      [undefined, 'published'],
    )
  })

  it('calls a file broken only when it has been quiet, once the folder has been read', async () => {
    await bench.write('a.md', postText({}))
    await sync()
    await bench.write('b.md', broken, noon - 500)
    assert.deepEqual(filesOf(await sync()), ['b.md'])
    assert.deepEqual(
      [bench.writer.file('b.md'), bench.appeared.map(({ code }) => code)],
      [undefined, ['category-missing']],
    )
    bench.clock.nowMs += 5_000
    assert.deepEqual(filesOf(await sync()), [])
    assert.equal(bench.writer.file('b.md')?.state, 'broken')
    assert.deepEqual(bench.appeared.at(-1), {
      ...bench.appeared.at(-1),
      code: 'yaml-syntax',
      file: 'b.md',
      line: 2,
    })
  })

  it('leaves a file that was written to a moment ago for later', async () => {
    await bench.write('a.md', postText({}))
    await sync()
    await bench.write('b.md', postText({}), noon - 200)
    assert.deepEqual(filesOf(await sync()), ['b.md'])
    assert.equal(bench.writer.file('b.md'), undefined)
    bench.clock.nowMs += 200
    await sync()
    assert.equal(bench.writer.file('b.md')?.state, 'published')
  })

  it('skips a file that watch events take care of', async () => {
    await bench.write('a.md', postText({}))
    await bench.write('b.md', postText({}))
    await sync({ isLeftToWatcher: (file) => file === 'b.md' })
    assert.deepEqual(bench.reads, ['a.md'])
  })

  it('removes nothing if the folder is missing or suddenly empty, and follows it again afterwards', async () => {
    await bench.write('a.md', postText({}))
    await sync()
    await rename(bench.root, `${bench.root}-away`)
    assert.deepEqual(await sync(), { folder: 'missing', files: 0, deferred: [] })
    await mkdir(bench.root)
    assert.equal((await sync()).folder, 'missing')
    assert.equal(bench.writer.status().posts, 1)
    assert.equal(bench.appeared.filter(({ code }) => code === 'folder-missing').length, 2)
    await rm(bench.root, { recursive: true })
    await rename(`${bench.root}-away`, bench.root)
    assert.equal((await sync()).folder, 'ok')
    assert.equal(bench.writer.status().errors, 0)
  })

  it('removes everything if the folder says that it is meant to be empty', async () => {
    await bench.write('_posts/a.md', postText({}))
    await sync()
    await rm(join(bench.root, '_posts/a.md'))
    assert.equal((await sync()).folder, 'missing')
    assert.match(bench.appeared.at(-1)?.hint ?? '', /put a file \.feedmill-empty into it/)
    await bench.write('.feedmill-empty', '')
    assert.deepEqual(await sync(), { folder: 'ok', files: 0, deferred: [] })
    assert.deepEqual([bench.writer.status().posts, bench.writer.status().errors], [0, 0])
  })

  it('accepts a folder that was empty from the beginning', async () => {
    assert.deepEqual(await sync(), { folder: 'ok', files: 0, deferred: [] })
    assert.equal(bench.writer.status().complete, true)
  })

  it('reports its progress, and stops after a whole batch when told to', async () => {
    for (let n = 0; n < 450; n++) await bench.write(`p${n}.md`, postText({}))
    let closing = false
    const stop = () => {
      closing = bench.progress.length > 0
      return closing
    }
    await sync({ closing: stop })
    assert.deepEqual(bench.progress, ['200/450'])
    assert.deepEqual([bench.writer.status().posts, bench.writer.status().complete], [200, false])
    await sync()
    assert.deepEqual(bench.progress, ['200/450', '200/250', '250/250'])
    assert.deepEqual([bench.writer.status().posts, bench.writer.status().complete], [450, true])
  })

  it('can stop in the middle of a scan, and takes nothing for gone that it has not reached', async () => {
    for (const folder of ['a', 'b', 'c']) {
      await bench.write(`${folder}/p.md`, postText({ permalink: `/${folder}.html` }))
    }
    await sync()
    await rm(join(bench.root, 'c'), { recursive: true })
    const entered: string[] = []
    await sync({ entering: (folder) => entered.push(folder), closing: () => entered.length > 1 })
    assert.deepEqual([entered, bench.writer.status().posts, bench.writer.status().errors], [['', 'a'], 3, 0])
    await sync()
    assert.equal(bench.writer.status().posts, 2)
  })

  it('skips a file that disappears while it is read', async () => {
    await bench.write('a.md', postText({}))
    await bench.write('b.md', postText({}))
    await sync({
      read: async (file) => (file === 'a.md' ? undefined : readPost(bench.root, file, readOptions)),
    })
    assert.equal(bench.writer.status().posts, 1)
  })

  it('keeps a stamp that matches the bytes that were read', async () => {
    await bench.write('a.md', postText({}))
    await sync()
    const { size, mtimeMs } = await stat(join(bench.root, 'a.md'))
    assert.deepEqual(
      [bench.writer.file('a.md')?.size, bench.writer.file('a.md')?.mtimeMs],
      [size, Math.trunc(mtimeMs)],
    )
  })
})
