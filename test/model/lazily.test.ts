import assert from 'node:assert/strict'
import { lazily } from '../../src/model/lazily.js'

describe('What is loaded lazily', () => {
  it('is loaded at the first call, and once', async () => {
    let loaded = 0
    const get = lazily(async () => ++loaded)
    assert.equal(loaded, 0)
    assert.deepEqual(await Promise.all([get(), get()]), [1, 1])
    assert.equal(await get(), 1)
  })

  it('is loaded again by the call after a failure', async () => {
    let loaded = 0
    const get = lazily(() => {
      if (++loaded === 1) throw new Error('too many open files')
      return loaded
    })
    const first = [get(), get()]
    for (const call of first) await assert.rejects(call, /too many open files/)
    assert.equal(await get(), 2)
    assert.equal(await get(), 2)
  })
})
