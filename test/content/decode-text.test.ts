import assert from 'node:assert/strict'
import { decodeText } from '../../src/content/decode-text.js'
import { isFault } from '../../src/model/problem.js'

const gbk = Buffer.from([0xc4, 0xe3, 0xba, 0xc3])

describe('A text', () => {
  it('loses its byte order mark, and gets one kind of line ending', () => {
    assert.equal(decodeText(Buffer.from('\ufeffa\r\nb\rc\n\r\n')), 'a\nb\nc\n\n')
    assert.equal(decodeText(Buffer.from('')), '')
  })

  const places: [string, Buffer, number][] = [
    ['on the first line', gbk, 1],
    ['on a later line', Buffer.concat([Buffer.from('红\n网\n\n'), gbk, Buffer.from('\nmore\n')]), 4],
    ['cut off at the end', Buffer.from('红\n网').subarray(0, -1), 2],
    ['far down', Buffer.concat([Buffer.from('红网新闻\n'.repeat(50_000)), gbk]), 50_001],
    ['after a very long line', Buffer.concat([Buffer.from(`${'红'.repeat(200_000)}\n\n`), gbk]), 3],
    ['as half of a surrogate pair', Buffer.from([0x61, 0x0a, 0xed, 0xa0, 0x80]), 2],
    [
      'after nothing but a million line endings',
      Buffer.concat([Buffer.alloc(1_000_000, '\n'), gbk]),
      1_000_001,
    ],
  ]
  for (const [what, bytes, line] of places) {
    it(`that is not UTF-8 ${what} is refused, with the line`, () => {
      const fault = decodeText(bytes)
      assert.ok(typeof fault !== 'string' && isFault(fault))
      assert.deepEqual({ code: fault.code, line: fault.line }, { code: 'encoding', line })
    })
  }

  it('may contain U+FFFD, which is not an encoding error', () => {
    assert.equal(decodeText(Buffer.from('a\ufffdb')), 'a\ufffdb')
  })
})
