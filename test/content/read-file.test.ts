import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { hashFile, openAsset, readFile, stampOf } from '../../src/content/read-file.js'
import { folderForEach } from '../support/temporary-folder.js'

describe('A file of the content folder', () => {
  const content = folderForEach()
  const outside = folderForEach()

  const link = (target: string, name: string) => symlinkSync(target, join(content.path, name))
  async function codeOf(file: string, bytesMax = 1_000): Promise<string | undefined> {
    const read = await readFile(content.path, file, bytesMax)
    return read === undefined ? 'gone' : 'fault' in read ? read.fault.code : undefined
  }
  async function textOf(parts: AsyncIterable<Uint8Array>): Promise<string> {
    const chunks: Uint8Array[] = []
    for await (const chunk of parts) chunks.push(chunk)
    return Buffer.concat(chunks).toString()
  }

  it('is read with its size and mtime', async () => {
    const path = content.write('news/rain.md', 'It rains.')
    const read = await readFile(content.path, 'news/rain.md', 1_000)
    assert.deepEqual(read, { ...stampOf(statSync(path)), bytes: Buffer.from('It rains.') })
    assert.equal(read?.mtimeMs, Math.trunc(read?.mtimeMs ?? 0.5))
  })

  it('may be empty', async () => {
    content.write('a.md')
    const read = await readFile(content.path, 'a.md', 1_000)
    assert.ok(read && 'bytes' in read && read.bytes.length === 0)
  })

  it('may be gone, which is not a fault', async () => {
    assert.equal(await codeOf('a.md'), 'gone')
    assert.equal(await codeOf('a/b.md'), 'gone')
    assert.equal(await hashFile(content.path, 'a.jpg'), undefined)
  })

  it('is read through a link that stays within the folder', async () => {
    content.write('.store/1/a.md', 'x')
    link('1', '.store/current')
    link('.store/current/a.md', 'a.md')
    assert.equal(await codeOf('a.md'), undefined)
  })

  it('is not read through a link that leaves the folder, nor beneath one', async () => {
    outside.write('secret.md', 'secret')
    link(join(outside.path, 'secret.md'), 'a.md')
    link(outside.path, 'b')
    for (const file of [
      'a.md',
      'b/secret.md',
      `../${outside.path.split('/').at(-1)}/secret.md`,
      '../../etc/passwd',
    ]) {
      assert.equal(await codeOf(file), 'file-not-regular', file)
      const hashed = await hashFile(content.path, file)
      assert.equal(hashed && 'fault' in hashed && hashed.fault.code, 'file-not-regular', file)
    }
  })

  it('is refused if it is a folder, a pipe, a device or a circular link', async () => {
    mkdirSync(join(content.path, 'folder.md'))
    execFileSync('mkfifo', [join(content.path, 'pipe.md')])
    link('b', 'a')
    link('a', 'b')
    link('/dev/zero', 'zero.md')
    for (const file of ['folder.md', 'pipe.md', 'a', 'zero.md', '']) {
      assert.equal(await codeOf(file), 'file-not-regular', file)
    }
  })

  it('is not read if it is too large', async () => {
    const path = content.write('a.md', 'x'.repeat(1_001))
    const read = await readFile(content.path, 'a.md', 1_000)
    assert.ok(read && 'fault' in read)
    assert.equal(read.fault.code, 'file-too-large')
    assert.equal(read.size, statSync(path).size)
    content.write('a.md', 'x'.repeat(1_000))
    assert.equal(await codeOf('a.md'), undefined)
  })

  it('gets a stamp that no file has if it may not be read', async function () {
    if (process.getuid?.() === 0) this.skip()
    chmodSync(content.write('a.md', 'x'), 0)
    const read = await readFile(content.path, 'a.md', 1_000)
    assert.ok(read && 'fault' in read)
    assert.deepEqual({ code: read.fault.code, size: read.size }, { code: 'file-unreadable', size: -1 })
  })

  it('has the hash of its bytes, and the size and mtime that go with them', async () => {
    const bytes = Buffer.alloc(1_000_000, 'rain')
    const path = content.write('a.jpg', bytes)
    const hash = createHash('sha256').update(bytes).digest('hex')
    assert.deepEqual(await hashFile(content.path, 'a.jpg'), { ...stampOf(statSync(path)), hash })
  })

  it('has no hash if it changes meanwhile', async () => {
    const path = content.write('a.jpg', 'rain')
    const hashed = hashFile(content.path, 'a.jpg')
    appendFileSync(path, 'snow')
    assert.equal(await hashed, undefined)
  })

  it('is streamed if it matches its stamp', async () => {
    const path = content.write('a.mp3', 'x'.repeat(700_000))
    const parts = await openAsset(content.path, 'a.mp3', stampOf(statSync(path)))
    assert.equal((await textOf(parts)).length, 700_000)
  })

  it('is streamed in part, both ends included, even if it grows meanwhile', async () => {
    const path = content.write('a.mp3', 'abcdef')
    const parts = await openAsset(content.path, 'a.mp3', stampOf(statSync(path)), { first: 2, last: 4 })
    appendFileSync(path, 'ghi')
    assert.equal(await textOf(parts), 'cde')
  })

  it('is not streamed once it has changed', async () => {
    const path = content.write('a.mp3', 'abc')
    const stamp = stampOf(statSync(path))
    utimesSync(path, 1_000, 1_000)
    await assert.rejects(openAsset(content.path, 'a.mp3', stamp), /has changed/)
    await assert.rejects(openAsset(content.path, 'gone.mp3', stamp), /is gone/)
    await assert.rejects(openAsset(content.path, '../a.mp3', stamp))
  })

  it('is streamed with the length that was promised, even if it grows meanwhile', async () => {
    const path = content.write('a.mp3', 'abc')
    const parts = await openAsset(content.path, 'a.mp3', stampOf(statSync(path)))
    appendFileSync(path, 'def')
    assert.equal(await textOf(parts), 'abc')
  })

  it('leaves no descriptor open, however reading ends', async function () {
    const descriptors = () => {
      try {
        return readdirSync('/proc/self/fd').length
      } catch {
        return this.skip()
      }
    }
    const path = content.write('a.md', 'abc')
    content.write('large.md', 'x'.repeat(2_000))
    execFileSync('mkfifo', [join(content.path, 'pipe.md')])
    const before = descriptors()
    for (let turn = 0; turn < 50; turn++) {
      for (const file of ['a.md', 'large.md', 'pipe.md', 'gone.md']) await readFile(content.path, file, 1_000)
      await hashFile(content.path, 'a.md')
      await openAsset(content.path, 'a.md', { size: 0, mtimeMs: 0 }).catch(() => {})
      for await (const _ of await openAsset(content.path, 'a.md', stampOf(statSync(path)))) break
    }
    await new Promise(setImmediate)
    assert.ok(descriptors() - before < 5, `${before} before, ${descriptors()} after`)
  })
})
