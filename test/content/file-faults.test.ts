import assert from 'node:assert/strict'
import { isGone, patiently } from '../../src/content/file-faults.js'

const systemError = (code: string) => Object.assign(new Error(code), { code })

describe('Work with files', () => {
  /** Fails so often, and gives how often it was tried. */
  const failing = (times: number, error: Error) => {
    let tried = 0
    return async () => {
      tried++
      if (tried <= times) throw error
      return tried
    }
  }

  it('is tried again where there is no free descriptor', async () => {
    for (const code of ['EMFILE', 'ENFILE'])
      assert.equal(await patiently(failing(5, systemError(code)), 0), 6, code)
  })

  it('is given up after the sixth time', async () => {
    await assert.rejects(patiently(failing(6, systemError('EMFILE')), 0), { code: 'EMFILE' })
  })

  it('is given up at once for anything else', async () => {
    for (const error of [systemError('EACCES'), new Error('EMFILE')])
      await assert.rejects(patiently(failing(1, error), 0), error)
  })
})

describe('A file', () => {
  it('is gone where it, or a folder above it, is not there', () => {
    assert.deepEqual(
      ['ENOENT', 'ENOTDIR', 'EACCES'].map((code) => isGone(systemError(code))),
      [true, true, false],
    )
  })
})
