import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { withOwnBuffer } from '../../src/publication/with-own-buffer.js'

describe('Bytes that are kept', () => {
  it('keep no memory alive but their own', () => {
    for (const bytes of [
      gzipSync('a'.repeat(50_000)),
      Buffer.from('short'),
      Buffer.alloc(5000).subarray(9),
    ]) {
      const kept = withOwnBuffer(bytes)
      assert.deepEqual(kept, bytes)
      assert.ok(kept.buffer.byteLength <= kept.byteLength + 64)
    }
  })

  it('are not copied if they have their memory to themselves', () => {
    const bytes = new Uint8Array(1000).fill(7)
    const kept = withOwnBuffer(bytes)
    assert.ok(Buffer.isBuffer(kept))
    assert.equal(kept.buffer, bytes.buffer)
  })
})
