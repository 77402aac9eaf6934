import assert from 'node:assert/strict'
import { prefetch } from '../../src/content/prefetch.js'
import { folderForEach } from '../support/temporary-folder.js'

describe('Reading files ahead', () => {
  const content = folderForEach()
  const files = Array.from({ length: 120 }, (_, n) => `${n}.md`)

  /** A clock on which reading one file takes this long. */
  const clock = (msPerFile: number) => {
    let ms = -msPerFile
    return () => {
      ms += msPerFile
      return ms
    }
  }

  beforeEach(() => {
    for (const file of files) content.write(file, file)
  })

  it('reads all of them from a disk', async () => {
    assert.equal(await prefetch(content.path, files, 1000, clock(0.1)), 120)
  })

  it('stops early if they are in memory already', async () => {
    assert.equal(await prefetch(content.path, files, 1000, clock(0.01)), 50)
  })

  it('stops after a second if the disk is slow', async () => {
    assert.equal(await prefetch(content.path, files, 1000, clock(30)), 34)
  })

  it('passes over files that are gone, too large, or no files', async () => {
    content.write('folder/a.md', 'a')
    const odd = ['none.md', 'folder', '../outside.md', '1.md']
    assert.equal(await prefetch(content.path, odd, 1, clock(0.1)), 4)
  })
})
