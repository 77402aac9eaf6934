import assert from 'node:assert/strict'
import { Superseded } from '../../src/live/superseded.js'

describe('What a scan has read', () => {
  it('is older than what watch events brought in meanwhile, for the file or a folder above it', () => {
    const superseded = new Superseded()
    for (const path of ['a.md', 'news/old', '']) superseded.add(path)
    const older = (...files: string[]) => files.filter((file) => superseded.has(file))
    assert.deepEqual(older('a.md', 'news/old/b.md', 'news/old/deep/c.md'), [
      'a.md',
      'news/old/b.md',
      'news/old/deep/c.md',
    ])
    assert.deepEqual(older('b.md', 'news/a.md', 'news/older/b.md', 'old/b.md'), [])
    superseded.clear()
    assert.deepEqual(older('a.md', 'news/old/b.md'), [])
  })
})
