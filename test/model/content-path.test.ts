import assert from 'node:assert/strict'
import { isBeneath, joinPath, splitPath } from '../../src/model/content-path.js'

describe('A path beneath the content folder', () => {
  it('is split into its folder and its name, and joined again', () => {
    for (const [path, folder, name] of [
      ['a/b/c.md', 'a/b', 'c.md'],
      ['c.md', '', 'c.md'],
      ['', '', ''],
    ] as const) {
      assert.deepEqual(splitPath(path), [folder, name])
      assert.equal(joinPath(folder, name), path)
    }
  })

  it('is that of the folder if there is no name', () => {
    assert.equal(joinPath('a/b', ''), 'a/b')
  })

  it('is beneath its folders, itself and the content folder, but not beneath a folder whose name begins alike', () => {
    for (const folder of ['', 'a', 'a/b', 'a/b/c.md']) assert.ok(isBeneath('a/b/c.md', folder), folder)
    for (const folder of ['a/', 'a/b/c', 'b', 'a/b/c.md/d']) assert.ok(!isBeneath('a/b/c.md', folder), folder)
  })
})
