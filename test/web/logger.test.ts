import assert from 'node:assert/strict'
import { makeLogger } from '../../src/web/logger.js'

/** The one line that is logged for a value. */
function lineOf(value: object, text?: string): string {
  const lines: string[] = []
  makeLogger('info', { write: (line) => lines.push(line) }).warn(value, text)
  assert.equal(lines.length, 1)
  return lines[0] ?? ''
}

describe('A line of the log', () => {
  const file = '\u009b32mgreen\u007f\u0085\u2028\u202e.md'

  it('contains no character that a terminal would obey, or take for the end of a line', () => {
    const line = lineOf({ problem: { file }, [file]: file }, file)
    assert.match(line, /^[^\p{Cc}\u2028-\u202e\u2066-\u2069]+\n$/u)
  })

  it('is JSON that still holds every character', () => {
    const { problem, msg } = JSON.parse(lineOf({ problem: { file } }, file))
    assert.deepEqual([problem.file, msg], [file, file])
  })

  it('leaves all other text readable', () => {
    assert.ok(lineOf({ path: '/红网/\u00a0é👩‍🔬' }).includes('"path":"/红网/\u00a0é👩‍🔬"'))
  })
})
