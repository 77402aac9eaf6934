import assert from 'node:assert/strict'
import { Progress } from '../../src/cli/progress.js'

describe('Progress of a long reading', () => {
  it('draws one line on a terminal, at most ten times a second, and erases it', () => {
    const written: string[] = []
    let now = 0
    const stream = { write: (text: string) => written.push(text), isTTY: true, columns: 80 }
    const progress = new Progress(
      stream,
      () => assert.fail('said'),
      () => now,
    )
    progress.show(100, 1000)
    progress.show(110, 1000)
    now = 200
    progress.show(500, 1000)
    assert.equal(written.length, 2)
    assert.ok(written.every((text) => text.startsWith('\r') && !text.includes('\n')))
    assert.ok(written[1]?.includes('500 / 1000'))
    progress.clear()
    assert.equal(written.at(-1), '\r\u001B[K')
  })

  it('never wraps a narrow terminal', () => {
    let text = ''
    const stream = { write: (part: string) => (text = part), isTTY: true, columns: 30 }
    new Progress(
      stream,
      () => undefined,
      () => 0,
    ).show(1, 2)
    assert.ok(text.replace('\r\u001B[K', '').length < 30)
  })

  it('prints a line every ten seconds elsewhere, and a last one', () => {
    const said: string[] = []
    let now = 0
    const progress = new Progress(
      { write: () => assert.fail('drawn') },
      (text) => said.push(text),
      () => now,
    )
    progress.show(1, 9)
    now = 9_000
    progress.show(2, 9)
    now = 10_001
    progress.show(3, 9)
    progress.show(9, 9)
    progress.clear()
    assert.deepEqual(said, ['read 1 of 9 posts', 'read 3 of 9 posts', 'read 9 of 9 posts'])
  })
})
