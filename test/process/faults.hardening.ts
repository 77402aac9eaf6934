import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findCatalogueFile } from '../../src/catalogue/data-files.js'
import { openDatabase } from '../../src/catalogue/database.js'
import { CountedFolder } from './counted-folder.js'
import { countedText, versionsIn } from './counted-post.js'
import { type Answer, ServerProcess } from './server-process.js'

const isRoot = process.getuid?.() === 0
/** A user that may not write what root owns. */
const somebody = 65_534

describe('A server whose environment fails', function () {
  this.slow(60_000)
  let folder: CountedFolder
  let server: ServerProcess
  beforeEach(() => {
    folder = new CountedFolder(60)
  })
  afterEach(async () => {
    await server.kill()
    folder.clear()
  })

  const start = async (options: { readonly dataDir?: string; readonly uid?: number } = {}) => {
    server = await ServerProcess.start({ folder: folder.path, dataDir: folder.dataDir, ...options })
    await server.hasScanned()
  }
  const carries = ({ status, text }: Answer) => {
    if (status !== 200) return false
    const carried = new Map(versionsIn(text).map(({ post, version }) => [post, version]))
    const expected = folder.expected()
    return carried.size === expected.size && [...expected].every(([post, v]) => carried.get(post) === v)
  }
  const followed = (what: string) => server.until('/feed.json', what, carries)

  it('serves what it knows while the disk is full, logs it, and recovers by itself', async function () {
    if (!isRoot) this.skip()
    mkdirSync(folder.dataDir)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder.dataDir], { stdio: 'ignore' })
    } catch {
      this.skip() // In some containers not even root may mount.
    }
    try {
      await start()
      const before = await server.get('/feed.json')
      fill(join(folder.dataDir, 'filler'))
      for (let n = 0; n < 60; n++) folder.correct(n)
      await server.until('/healthz', 'nothing is said', () => server.said.includes('data-unwritable'))
      const meanwhile = await server.get('/feed.json')
      assert.deepEqual([meanwhile.status, meanwhile.text], [200, before.text])
      rmSync(join(folder.dataDir, 'filler'))
      await followed('not after the disk has room')
      assert.equal(await server.stop(), 0)
    } finally {
      await server.kill()
      execFileSync('umount', [folder.dataDir])
    }
  })

  it('starts on a read-only data folder, serves what is known, and catches up once it may write', async function () {
    if (!isRoot) this.skip()
    chmodSync(folder.base, 0o755)
    await start()
    const before = await server.get('/feed.json')
    assert.equal(await server.stop(), 0)
    chmodSync(folder.dataDir, 0o555)
    server = await ServerProcess.start({ folder: folder.path, dataDir: folder.dataDir, uid: somebody })
    await server.until('/feed.json', 'nothing is served', ({ text }) => text === before.text)
    await server.until('/readyz', 'it is not said', () => server.said.includes('data-unwritable'))
    await wait(500)
    assert.equal((await server.get('/feed.json')).text, before.text)
    folder.correct(1)
    for (const name of readdirSync(folder.dataDir)) chownSync(join(folder.dataDir, name), somebody, somebody)
    chownSync(folder.dataDir, somebody, somebody)
    chmodSync(folder.dataDir, 0o755)
    await followed('not after it may write')
  })

  it('refuses a data folder that another server uses, and does not disturb that one', async () => {
    await start()
    const second = await ServerProcess.start({ folder: folder.path, dataDir: folder.dataDir })
    assert.equal(await second.ended(), 1)
    assert.match(second.said, /data-in-use/)
    folder.correct(1)
    await followed('the first does not go on')
  })

  it('answers while another program locks its catalogue, and catches up once the lock is released', async () => {
    await start()
    const other = openDatabase(findCatalogueFile(folder.dataDir) ?? assert.fail())
    other.exec('BEGIN IMMEDIATE')
    folder.correct(1)
    await server.until('/feed.json', 'no answer', ({ text, status }) => {
      assert.ok(status === 200 && !text.includes('title:1:1'))
      return server.said.includes('data-in-use')
    })
    other.exec('ROLLBACK')
    other.close()
    await followed('not after it was let go')
  })

  it('keeps everything while its content folder is missing or empty, and then picks up what changed', async () => {
    await start()
    const away = `${folder.path}-away`
    renameSync(folder.path, away)
    await server.until('/readyz', 'not missed', ({ text }) => text.includes('"folder":"missing"'))
    mkdirSync(folder.path) // The place where a volume is mounted.
    await wait(1_500)
    await followed('something is lost')
    rmSync(folder.path, { recursive: true })
    renameSync(away, folder.path)
    folder.correct(1)
    folder.add()
    await followed('not when it is back')
    await server.until('/readyz', 'still missed', ({ text }) => text.includes('"folder":"ok"'))
  })

  it('follows a content folder that is replaced by another one of the same name', async () => {
    await start()
    const other = `${folder.path}-other`
    cpSync(folder.path, other, { recursive: true, preserveTimestamps: true })
    const path = folder.path
    renameSync(path, `${path}-old`)
    renameSync(other, path)
    folder.remove(3)
    folder.correct(4)
    await followed('the other folder is not followed')
    folder.correct(5)
    await followed('it is not watched')
  })

  it('follows 5,000 files that change at once, whose folder changes case, or moves elsewhere', async () => {
    for (let n = 0; n < 440; n++) folder.add()
    // Beside the counted posts, which fill one feed.
    const many = join(folder.path, 'many')
    mkdirSync(many)
    const write = (post: number, version: number) =>
      writeFileSync(
        join(many, `q${post}.md`),
        countedText({ post: 10_000 + post, version }, { category: `m${post % 25}` }),
      )
    for (let n = 0; n < 5_000; n++) write(n, 0)
    await start()
    const all = async (what: string, version: number) => {
      for (let n = 0; n < 25; n++) {
        await server.until(`/m${n}.json`, `${what}, m${n}`, ({ status, text }) => {
          const versions = status === 200 ? versionsIn(text) : []
          assert.equal(versions.length, 200, `m${n} has ${versions.length} of 200 posts`)
          return versions.every((found) => found.version === version)
        })
      }
    }
    await all('at first', 0)
    for (let n = 0; n < 5_000; n++) write(n, 1)
    await all('changed in place', 1)
    renameSync(many, join(folder.path, 'Many'))
    await server.until('/m0.json', 'in other case', ({ text }) => text.includes('/id/Many/'))
    renameSync(join(folder.path, 'Many'), join(folder.path, 'a', 'elsewhere'))
    await server.until('/m24.json', 'elsewhere', ({ text }) => text.split('/id/a/elsewhere/').length === 201)
    await all('elsewhere', 1)
  })
})

/** Writes to a file until the disk is full. */
function fill(file: string): void {
  for (let bytes = 1 << 20; bytes >= 512; bytes >>= 1) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' })
    } catch {
      // No room for this much: perhaps for half of it.
    }
  }
}
