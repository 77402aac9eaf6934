import assert from 'node:assert/strict'
import { timeTag } from '../../src/page/time-tag.js'
import { readHtml } from './html-reader.js'

describe('A time on a page', () => {
  const instantMs = Date.UTC(2021, 11, 30, 7, 26, 20)
  const read = (offsetMinutes: number) => readHtml(String(timeTag({ instantMs, offsetMinutes })))[0]

  for (const [offsetMinutes, text, datetime] of [
    [480, '2021-12-30 15:26 +0800', '2021-12-30T15:26:20+08:00'],
    [-210, '2021-12-30 03:56 -0330', '2021-12-30T03:56:20-03:30'],
    [1020, '2021-12-31 00:26 +1700', '2021-12-31T00:26:20+17:00'],
  ] as const) {
    it(`shows the offset that its author wrote: ${text}`, () => {
      assert.equal(read(offsetMinutes)?.text, text)
      assert.equal(read(offsetMinutes)?.attributes.get('datetime'), datetime)
    })
  }

  it('shows UTC as an offset too', () => {
    assert.equal(read(0)?.text, '2021-12-30 07:26 +0000')
  })
})
