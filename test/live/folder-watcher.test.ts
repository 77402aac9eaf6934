import assert from 'node:assert/strict'
import { type FSWatcher, mkdirSync, rmSync, statSync, watch } from 'node:fs'
import { FolderWatcher } from '../../src/live/folder-watcher.js'
import { folderForEach } from '../support/temporary-folder.js'

describe('Watching folders', () => {
  const folder = folderForEach()
  let told: string[]
  /** How many more watches the system allows. */
  let room: number
  let refusal: string
  let watcher: FolderWatcher

  beforeEach(() => {
    for (const name of ['a', 'b', 'c']) folder.write(`${name}/x.md`)
    told = []
    room = Number.POSITIVE_INFINITY
    refusal = 'ENOSPC'
    watcher = new FolderWatcher(
      { event: () => {}, limited: (reason) => told.push(reason), unlimited: () => told.push('all') },
      (path, listener): FSWatcher => {
        if (room <= 0) throw Object.assign(new Error('no room'), { code: refusal })
        room -= 1
        return watch(path, { persistent: false, encoding: 'buffer' }, listener)
      },
    )
  })
  afterEach(() => {
    watcher.close()
  })

  const scan = (...names: string[]) => {
    const isOver = watcher.beginScan()
    for (const name of names) watcher.ensure(name, `${folder.path}/${name}`)
    isOver()
  }

  it('reports once that not all can be watched, and once that all are again', () => {
    room = 1
    scan('a', 'b', 'c')
    assert.deepEqual([watcher.isLimited, told], [true, ['no room']])
    room = 1
    scan('a', 'b', 'c')
    assert.deepEqual([watcher.isLimited, told], [true, ['no room']])
    room = 1
    scan('a', 'b', 'c')
    assert.deepEqual([watcher.isLimited, told], [false, ['no room', 'all']])
  })

  it('stops watching folders that are gone, and does not count them as missing', () => {
    room = 2
    scan('a', 'b', 'c')
    assert.deepEqual([watcher.isLimited, watcher.size], [true, 2])
    scan('a')
    assert.deepEqual([watcher.isLimited, watcher.size], [false, 1])
  })

  it('does not take an unreadable folder for a limit: the walk reports what is wrong', () => {
    refusal = 'EACCES'
    room = 2
    scan('a', 'b', 'c')
    assert.deepEqual([watcher.isLimited, told, watcher.size], [false, [], 2])
  })

  it('keeps only the folders that were seen during the last scan', () => {
    const isOver = watcher.beginScan()
    watcher.ensure('a', `${folder.path}/a`)
    isOver()
    const isOverAgain = watcher.beginScan()
    watcher.ensure('b', `${folder.path}/b`)
    isOverAgain()
    assert.equal(watcher.size, 1)
  })
})

describe('A watched folder that is removed and made again', () => {
  const folder = folderForEach()
  let watcher: FolderWatcher
  let told: string[]
  let wake = () => {}

  beforeEach(() => {
    told = []
    mkdirSync(news())
    const event = (at: string, name: string) => {
      told.push(`${at}/${name}`)
      wake()
    }
    watcher = new FolderWatcher({ event, limited: () => {}, unlimited: () => {} })
    watcher.ensure('news', news())
  })
  afterEach(() => {
    watcher.close()
  })

  const news = () => `${folder.path}/news`
  const untilTold = async (what: string) => {
    while (!told.includes(what)) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }

  it('is watched again, although ext4 gives the new one the old inode number', async () => {
    rmSync(news(), { recursive: true })
    mkdirSync(news())
    await untilTold('news/news') // The system's word that the watched folder itself is gone.
    watcher.ensure('news', news())
    folder.write('news/b.md')
    await untilTold('news/b.md')
  })

  it('is watched again even if its removal was not heard of', async function () {
    const { ino, birthtimeNs } = statSync(news(), { bigint: true })
    if (birthtimeNs === 0n) this.skip()
    for (let now = { ino, birthtimeNs }; now.ino === ino && now.birthtimeNs === birthtimeNs; ) {
      rmSync(news(), { recursive: true })
      mkdirSync(news())
      now = statSync(news(), { bigint: true })
    }
    watcher.ensure('news', news())
    folder.write('news/b.md')
    await untilTold('news/b.md')
  })
})
