import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { FileStream } from '../../src/cli/standard-stream.js'
import { program } from '../support/run-program.js'
import { folderForEach } from '../support/temporary-folder.js'

/** A file on a disk that has room for so many bytes. */
class SmallDisk {
  content = ''

  constructor(public room: number) {}

  readonly write = (_fd: number, bytes: Uint8Array): number => {
    if (this.room === 0)
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    const part = bytes.subarray(0, this.room)
    this.content += Buffer.from(part).toString('latin1')
    this.room -= part.length
    return part.length
  }
}

describe('A log in a file', () => {
  it('goes on, in lines of their own, when a disk that was full has room again', () => {
    const disk = new SmallDisk(10)
    const lost: unknown[] = []
    const stream = new FileStream(2, (error) => lost.push(error), disk.write)
    for (const line of ['first\n', 'second\n', 'third\n']) stream.write(line)
    disk.room = 100
    for (const line of ['fourth\n', 'fifth\n']) stream.write(line)
    assert.equal(disk.content, 'first\nseco\nfourth\nfifth\n')
    assert.equal(lost.length, 2)
  })
})

/** A file that behaves as if on a full disk, on Linux. */
const full = '/dev/full'

describe('A program whose output cannot be written', () => {
  const content = folderForEach()

  before(function () {
    if (process.platform !== 'linux') this.skip()
  })

  beforeEach(() => {
    mkdirSync(join(content.path, '_posts'))
    writeFileSync(
      join(content.path, '_posts', '2021-12-30-rain.md'),
      '---\ntitle: 雨\ncategories: news\n---\n雨。\n',
    )
  })

  /** Runs it with a file for each of standard output and standard error, or pipes. */
  function run(words: readonly string[], stdout: string, stderr: string, env: Record<string, string> = {}) {
    const open = (path: string) => (path === 'pipe' ? 'pipe' : openSync(path, 'w'))
    const stdio = ['ignore', open(stdout), open(stderr)] as const
    const child = spawn(process.execPath, [program, ...words], { env, stdio: [...stdio] })
    for (const part of stdio) if (typeof part === 'number') closeSync(part)
    return child
  }

  it('goes on serving, and ends with 0 when it is told to', async () => {
    const data = join(content.path, '.feedmill')
    const child = run(['serve', content.path], 'pipe', full, { PORT: '0', DATA_DIR: data })
    assert.ok(child.stdout)
    let address: string | undefined
    for await (const line of createInterface(child.stdout)) {
      address = /(http:\S+?)\/\s+pages/.exec(line)?.[1]
      if (address !== undefined) break
    }
    for (let asked = 0; asked < 3; asked++) {
      const response = await fetch(`${address}/feed.xml`)
      await response.text()
      assert.equal(response.status, 200)
    }
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'close'), [0, null])
  })

  it('fails if it is what was asked for, and says why', async () => {
    const child = run(['check', content.path], full, 'pipe')
    assert.ok(child.stderr)
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
    assert.equal(said, 'feedmill: standard output: ENOSPC: no space left on device, write\n')
    assert.equal(code, 1)
  })
})
