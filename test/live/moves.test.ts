import assert from 'node:assert/strict'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sync } from '../../src/live/sync.js'
import { syncFolder } from '../../src/live/sync-folder.js'
import { postText } from '../support/open-site.js'
import { SyncBench } from './sync-bench.js'

describe('A post that is moved', () => {
  let bench: SyncBench
  beforeEach(async () => {
    bench = await SyncBench.open()
  })
  afterEach(() => bench.close())

  const sync = (changed: Partial<Sync> = {}) => syncFolder(bench.tools(changed))
  const move = (from: string, to: string) => rename(join(bench.root, from), join(bench.root, to))
  const posts = () => bench.writer.status().posts

  it('leaves its old place in the same moment as it appears in the new one, however many are moved', async () => {
    for (let n = 0; n < 450; n++) await bench.write(`old/p${n}.md`, postText({ permalink: `/p${n}.html` }))
    await sync()
    await move('old', 'new')
    const published: number[] = []
    await sync({ progress: () => published.push(posts()) })
    assert.deepEqual(published, [450, 450, 450])
    assert.deepEqual(bench.writer.folders(''), ['new'])
  })

  it('stays in its old place while the new file is left for later', async () => {
    await bench.write('old/a.md', postText({}))
    await bench.write('b.md', postText({}))
    await sync()
    await move('old', 'new')
    const { deferred } = await sync({ isLeftToWatcher: (file) => file === 'new/a.md' })
    assert.deepEqual([deferred.map(({ file }) => file), posts()], [['old/a.md'], 2])
    await sync()
    assert.deepEqual([bench.writer.file('old/a.md'), posts()], [undefined, 2])
  })

  it('stays in its old place if watch events are to tell where it went', async () => {
    await bench.write('a.md', postText({}))
    await bench.write('b.md', postText({}))
    await sync()
    await move('b.md', 'c.md')
    await sync({ isLeftToWatcher: (file) => file !== 'a.md' })
    assert.equal(bench.writer.file('b.md')?.state, 'published')
  })

  it('is waited for during the first scan, before that is called complete', async () => {
    await bench.write('a.md', postText({}))
    const complete: boolean[] = []
    const watchEventsIngested = async () => void complete.push(bench.writer.status().complete)
    await sync({ isLeftToWatcher: () => true, watchEventsIngested })
    assert.deepEqual([...complete, bench.writer.status().complete], [false, true])
  })
})
