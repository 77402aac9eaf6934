import assert from 'node:assert/strict'
import { ByteCache } from '../../src/publication/byte-cache.js'

describe('A cache bounded by bytes', () => {
  it('evicts first what nobody asked for', () => {
    const cache = new ByteCache<string>(30)
    for (const key of ['a', 'b', 'c']) cache.set(key, key.toUpperCase(), 10)
    cache.get('a')
    cache.set('d', 'D', 10)
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((key) => cache.get(key)),
      ['A', undefined, 'C', 'D'],
    )
  })

  it('evicts a value that was last asked for long ago', () => {
    const cache = new ByteCache<string>(20)
    for (const key of ['a', 'b']) cache.set(key, key.toUpperCase(), 10)
    cache.get('a')
    for (const key of ['c', 'd']) cache.set(key, key.toUpperCase(), 10)
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((key) => cache.get(key)),
      [undefined, undefined, 'C', 'D'],
    )
  })

  it('makes room even if every value was asked for', () => {
    const cache = new ByteCache<string>(20)
    for (const key of ['a', 'b']) cache.set(key, key.toUpperCase(), 10)
    for (const key of ['b', 'a']) cache.get(key)
    cache.set('c', 'C', 10)
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c'), cache.bytes], [undefined, 'B', 'C', 20])
  })

  it('never holds more than its bound, whatever is added', () => {
    const cache = new ByteCache<number>(100)
    for (let n = 0; n < 1000; n++) {
      cache.set(`k${n % 37}`, n, (n * 7) % 45)
      assert.ok(cache.bytes <= 100)
    }
  })

  it('refuses a value larger than itself, and keeps the rest', () => {
    const cache = new ByteCache<string>(10)
    cache.set('a', 'A', 5)
    cache.set('b', 'B', 11)
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.bytes], ['A', undefined, 5])
  })

  it('evicts others for a value that grows', () => {
    const cache = new ByteCache<string>(30)
    for (const key of ['a', 'b', 'c']) cache.set(key, key.toUpperCase(), 10)
    cache.reweigh('c', 'C', 15)
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c'), cache.bytes], [undefined, 'B', 'C', 25])
  })

  it('evicts a value that outgrows it, and no other', () => {
    const cache = new ByteCache<string>(30)
    for (const key of ['a', 'b']) cache.set(key, key.toUpperCase(), 10)
    cache.reweigh('b', 'B', 31)
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.bytes], ['A', undefined, 10])
  })

  it('evicts what no longer fits when its bound is lowered', () => {
    const cache = new ByteCache<string>(30)
    for (const key of ['a', 'b', 'c']) cache.set(key, key.toUpperCase(), 10)
    cache.limit(20)
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c'), cache.bytes], [undefined, 'B', 'C', 20])
    cache.set('d', 'D', 10)
    assert.equal(cache.bytes, 20)
  })

  it('ignores a new size of a value that was replaced', () => {
    const cache = new ByteCache<string>(30)
    cache.set('a', 'old', 10)
    cache.set('a', 'new', 10)
    cache.reweigh('a', 'old', 20)
    cache.reweigh('gone', 'old', 20)
    assert.equal(cache.bytes, 10)
  })

  it('counts the new size when a value is replaced', () => {
    const cache = new ByteCache<string>(10)
    cache.set('a', 'A', 9)
    cache.set('a', 'a', 2)
    assert.deepEqual([cache.get('a'), cache.bytes], ['a', 2])
  })
})
