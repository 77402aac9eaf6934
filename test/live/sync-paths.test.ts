import assert from 'node:assert/strict'
import { syncFolder } from '../../src/live/sync-folder.js'
import { syncPaths } from '../../src/live/sync-paths.js'
import { postText } from '../support/open-site.js'
import { noon, SyncBench } from './sync-bench.js'

describe('Checking the paths that watch events named', () => {
  let bench: SyncBench
  beforeEach(async () => {
    bench = await SyncBench.open()
    await syncFolder(bench.tools())
  })
  afterEach(() => bench.close())

  const justNow = noon - 30
  const moved = (name: string) => ({ name, isComplete: true })

  it('ingests a file that was moved into place at once, however new it is', async () => {
    await bench.write('a.md', postText({}), justNow)
    assert.deepEqual(await syncPaths(bench.tools(), [moved('a.md')]), { needsScan: false, deferred: [] })
    assert.equal(bench.writer.file('a.md')?.state, 'published')
  })

  it('leaves a file that is being written, or was only just created, for later', async () => {
    await bench.write('a.md', postText({}), justNow)
    await bench.write('2022-01-05-b.md', '', justNow)
    const told = [{ name: 'a.md', isComplete: false }, moved('2022-01-05-b.md')]
    assert.equal((await syncPaths(bench.tools(), told)).deferred.length, told.length)
    assert.deepEqual(
      [bench.writer.file('a.md'), bench.writer.file('2022-01-05-b.md')],
      [undefined, undefined],
    )
  })

  it('leaves a file that was moved into place and is written to while it is read', async () => {
    await bench.write('a.md', postText({}), justNow)
    let isTold = false
    const read = async (file: string) => {
      setImmediate(() => {
        isTold = true
      })
      return bench.tools().read(file)
    }
    await syncPaths(bench.tools({ read, isLeftToWatcher: () => isTold }), [moved('a.md')])
    assert.equal(bench.writer.file('a.md'), undefined)
  })

  it('leaves a file that changed every time it was read', async () => {
    await bench.write('a.md', postText({}), justNow)
    const read = async (file: string) => {
      const result = await bench.tools().read(file)
      return result && { ...result, size: -1 }
    }
    const told = [moved('a.md')]
    assert.equal((await syncPaths(bench.tools({ read }), told)).deferred.length, 1)
    assert.equal(bench.writer.file('a.md'), undefined)
  })

  it('gives a file with an error more time, even if it was moved into place', async () => {
    await bench.write('a.md', '---\ntitle: "a "b" c"\n---\n', justNow)
    const told = [moved('a.md')]
    assert.equal((await syncPaths(bench.tools(), told)).deferred.length, told.length)
    assert.equal(bench.writer.file('a.md'), undefined)
  })

  it('leaves feeds.yml while it is being written, and ingests one that was moved into place', async () => {
    await bench.write('feeds.yml', 'site:\n  title: 红网\n', justNow)
    const { deferred } = await syncPaths(bench.tools(), [{ name: 'feeds.yml', isComplete: false }])
    assert.deepEqual([deferred.length, bench.writer.file('feeds.yml')], [1, undefined])
    await syncPaths(bench.tools({ isLeftToWatcher: () => true }), [moved('feeds.yml')])
    assert.equal(bench.writer.file('feeds.yml'), undefined)
    await syncPaths(bench.tools(), [moved('feeds.yml')])
    assert.equal(bench.writer.file('feeds.yml')?.state, 'settings')
  })

  it('gives feeds.yml with an error more time, even if it was moved into place', async () => {
    await bench.write('feeds.yml', 'site: [\n', justNow)
    assert.equal((await syncPaths(bench.tools(), [moved('feeds.yml')])).deferred.length, 1)
    assert.equal(bench.writer.file('feeds.yml'), undefined)
    bench.clock.nowMs += 2_000
    await syncFolder(bench.tools())
    assert.deepEqual(
      bench.appeared.map(({ code }) => code),
      ['feeds-file-invalid'],
    )
  })

  it('notices different bytes with the same size and mtime', async () => {
    await bench.write('a.md', postText({}, '<p>雨</p>'))
    await syncFolder(bench.tools())
    const before = bench.writer.file('a.md')
    await bench.write('a.md', postText({}, '<p>雪</p>'))
    await syncPaths(bench.tools(), [moved('a.md')])
    const after = bench.writer.file('a.md')
    assert.deepEqual([after?.size, after?.mtimeMs], [before?.size, before?.mtimeMs])
    assert.notEqual(after?.hash, before?.hash)
  })
})
