import assert from 'node:assert/strict'
import { isGone, retryWithoutDescriptors } from '../../src/content/file-faults.js'

const systemError = (code: string) => Object.assign(new Error(code), { code })

describe('Work with files', () => {
  /** Fails this many times, then returns the number of attempts. */
  const failing = (times: number, error: Error) => {
    let tried = 0
    return async () => {
      tried++
      if (tried <= times) throw error
      return tried
    }
  }

  it('is retried if there is no free descriptor', async () => {
    for (const code of ['EMFILE', 'ENFILE'])
      assert.equal(await retryWithoutDescriptors(failing(5, systemError(code)), 0), 6, code)
  })

  it('is given up after the sixth attempt', async () => {
    await assert.rejects(retryWithoutDescriptors(failing(6, systemError('EMFILE')), 0), { code: 'EMFILE' })
  })

  it('is given up at once for any other error', async () => {
    for (const error of [systemError('EACCES'), new Error('EMFILE')])
      await assert.rejects(retryWithoutDescriptors(failing(1, error), 0), error)
  })
})

describe('A file', () => {
  it('is gone if it, or a folder above it, does not exist', () => {
    assert.deepEqual(
      ['ENOENT', 'ENOTDIR', 'EACCES'].map((code) => isGone(systemError(code))),
      [true, true, false],
    )
  })
})
