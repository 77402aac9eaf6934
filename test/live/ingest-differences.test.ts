import assert from 'node:assert/strict'
import { ingestDifferences } from '../../src/live/ingest-differences.js'
import type { Sync } from '../../src/live/sync.js'
import { compareFolder } from '../../src/live/sync-folder.js'
import { syncPaths } from '../../src/live/sync-paths.js'
import { postText } from '../support/open-site.js'
import { SyncBench } from './sync-bench.js'

describe('What a scan has read before a watch event brought in something newer', () => {
  let bench: SyncBench
  beforeEach(async () => {
    bench = await SyncBench.open()
  })
  afterEach(() => bench.close())

  /** Ingests what a scan finds. */
  const scan = async (changed: Partial<Sync>) => {
    const found = await compareFolder(bench.tools())
    assert.ok(found)
    return ingestDifferences(bench.tools(changed), found, 'all')
  }
  const files = ['p.png', 'feeds.yml']
  const write = (text: string) =>
    Promise.all(files.map((file) => bench.write(file, `site: { title: ${text} }`)))
  const known = () => files.map((file) => bench.writer.file(file))

  it('replaces neither pictures nor feeds.yml', async () => {
    await write('Old')
    await bench.write('a.md', postText({}))
    const superseded = new Set<string>()
    let newer: ReturnType<typeof known> = []
    // The scan has read them by the time it reads posts.
    const read = async (file: string) => {
      await write('New and longer')
      await syncPaths(
        bench.tools(),
        files.map((name) => ({ name, isComplete: true })),
      )
      newer = known()
      for (const name of files) superseded.add(name)
      return bench.tools().read(file)
    }
    await scan({ read, isLeftToWatcher: (file) => superseded.has(file) })
    assert.deepEqual(known(), newer)
    assert.equal(newer.filter((file) => file !== undefined).length, files.length)
  })

  it('is left out, however many pictures there are', async () => {
    const pictures = Array.from({ length: 201 }, (_, n) => `${n}.png`)
    for (const file of pictures) await bench.write(file, file)
    await scan({ isLeftToWatcher: () => true })
    assert.deepEqual(bench.writer.filesIn(''), [])
    await scan({ isLeftToWatcher: () => false })
    assert.equal(bench.writer.filesIn('').length, pictures.length)
  })
})

describe('A picture that is no longer as it was listed', () => {
  let bench: SyncBench
  beforeEach(async () => {
    bench = await SyncBench.open()
  })
  afterEach(() => bench.close())

  it('is known by the stamp that goes with its bytes if it was replaced', async () => {
    await bench.write('p.png', 'old')
    const found = await compareFolder(bench.tools())
    assert.ok(found)
    await bench.write('p.png', 'newer')
    await ingestDifferences(bench.tools(), found, 'all')
    assert.equal(bench.writer.file('p.png')?.size, 'newer'.length)
  })
  it('is a Problem if it cannot be read', async () => {
    const found = await compareFolder(bench.tools())
    assert.ok(found)
    // A name that is too long cannot be opened by anybody.
    const file = `${'x'.repeat(300)}.png`
    found.assets.push({ file, size: 1, mtimeMs: 1, mediaType: 'image/png' })
    await ingestDifferences(bench.tools(), found, 'all')
    assert.deepEqual(
      found.problems.map((problem) => [problem.code, problem.file]),
      [['file-unreadable', file]],
    )
    assert.equal(bench.writer.file(file), undefined)
  })
})
