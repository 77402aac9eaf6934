import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { unpackBody } from '../../src/content/packed-body.js'
import { readPost } from '../../src/content/read-post.js'
import { Reader } from '../../src/content/reader.js'
import { fixtures } from '../support/fixtures.js'
import { readOptions } from '../support/read-options.js'
import { folderForEach } from '../support/temporary-folder.js'
import { testWorker } from '../support/test-worker.js'

const root = join(fixtures, 'quirks')

describe('A reader', () => {
  let reader: Reader
  const content = folderForEach()
  afterEach(async () => {
    await reader.close()
  })

  it('reads the same in its thread as without one', async () => {
    reader = new Reader(root, readOptions)
    const files = [
      '_posts/2022-01-05-q01-baseline-html.md',
      '_posts/2022-01-05-q60-not-utf8.md',
      '_posts/q43-undated-file-name.md',
    ]
    const reads = await Promise.all(files.map((file) => reader.read(file)))
    for (const [index, file] of files.entries())
      assert.deepEqual(reads[index], await readPost(root, file, readOptions))
  })

  it('packs the bodies of valid posts when asked to', async () => {
    reader = new Reader(root, readOptions)
    const file = '_posts/2022-01-05-q01-baseline-html.md'
    const [read, packed] = [await reader.read(file), await reader.readPacked(file)]
    assert.ok(read?.post && packed?.post)
    const { body, bodyBytes, ...head } = packed.post
    assert.deepEqual({ ...packed, post: { ...head, body: unpackBody(body) } }, read)
    assert.equal(bodyBytes, Buffer.byteLength(read.post.body.text))
    assert.equal(body.source.byteLength, body.source.buffer.byteLength)
    assert.equal((await reader.readPacked('_posts/2022-01-05-q60-not-utf8.md'))?.post, undefined)
  })

  it('returns undefined for a file that is gone', async () => {
    reader = new Reader(root, readOptions)
    assert.equal(await reader.read('_posts/none.md'), undefined)
  })

  it('reads files ahead in a thread of their own, unless that one is still busy', async () => {
    reader = new Reader(root, readOptions)
    const files = ['_posts/2022-01-05-q01-baseline-html.md', '_posts/none.md']
    assert.deepEqual(await Promise.all([reader.prefetch(files), reader.prefetch(files)]), [2, 0])
    const late = reader.prefetch(files)
    await reader.close()
    assert.equal(await late, 0)
  })

  it('turns a post that takes too long into a Problem, with the state of its file, and goes on', async () => {
    const text = '---\ntitle: Rain\n---\n'
    content.write('_posts/slow.md', text)
    reader = new Reader(content.path, readOptions, { module: testWorker, deadlineMs: 160 })
    const [slow, gone] = await Promise.all([reader.read('_posts/slow.md'), reader.read('_posts/gone.md')])
    assert.equal(slow?.post, undefined)
    assert.equal(slow?.size, text.length)
    assert.equal(slow?.hash, createHash('sha256').update(text).digest('hex'))
    assert.deepEqual(
      slow?.problems.map(({ code, severity, file }) => [code, severity, file]),
      [['too-slow', 'error', '_posts/slow.md']],
    )
    assert.equal(gone, undefined)
  })

  it('distinguishes a post that makes its thread fail or die from one that takes too long', async () => {
    for (const slug of ['fail', 'end']) content.write(`${slug}.md`, '---\ntitle: Rain\n---\n')
    reader = new Reader(content.path, readOptions, { module: testWorker })
    for (const file of ['fail.md', 'end.md']) {
      const problems = (await reader.read(file))?.problems ?? []
      assert.deepEqual(
        problems.map(({ code, severity }) => [code, severity]),
        [['post-failed', 'error']],
        file,
      )
      assert.doesNotMatch(problems[0]?.reason ?? '', /\n|\.js:/, 'no stack')
    }
  })

  it('rejects what is in flight when it is closed', async () => {
    reader = new Reader(root, readOptions)
    const rejected = assert.rejects(reader.read('_posts/q43-undated-file-name.md'), { why: 'closed' })
    await reader.close()
    await rejected
  })

  it('reads dozens of posts, whatever is in some of them', async () => {
    const floods = ['[', '- ', '{a: ', '"', '\n', '<div>', '*', '`', '&a ', 'k: v\n', '\0', '> ', '|']
    for (const [index, flood] of floods.entries()) {
      const body = flood.repeat(Math.ceil(200_000 / flood.length))
      content.write(`a${index}.md`, `---\ntitle: x\ndate: 2022-01-05\n---\n${body}`)
      content.write(`b${index}.md`, `---\ntitle: ${body.slice(0, 60_000)}\n---\n`)
      content.write(`c${index}.md`, body)
    }
    reader = new Reader(content.path, readOptions)
    const reads = await Promise.all(
      floods.flatMap((_, index) => ['a', 'b', 'c'].map((letter) => reader.read(`${letter}${index}.md`))),
    )
    assert.equal(reads.length, floods.length * 3)
    for (const read of reads) {
      assert.ok(
        read && (read.post !== undefined || read.problems.some(({ severity }) => severity === 'error')),
      )
      if (/^a/.test(read.file)) assert.ok(read.post, `${read.file}: ${JSON.stringify(read.problems)}`)
    }
  })
})
