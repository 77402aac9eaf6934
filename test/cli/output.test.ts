import assert from 'node:assert/strict'
import { makeOutput, type OutputStream } from '../../src/cli/output.js'
import { formatProblem, type Problem } from '../../src/model/problem.js'

/** A stream that keeps what is written to it. */
function makeStream(isTTY: boolean, hasColors = isTTY): OutputStream & { text: string } {
  return {
    text: '',
    isTTY,
    hasColors: () => hasColors,
    write(text) {
      this.text += text
    },
  }
}

const problem: Problem = {
  code: 'date-invalid',
  severity: 'error',
  file: '_posts/date-invalid: rain.md',
  line: 3,
  reason: '"31/01/2026" is not a date',
  hint: 'Write it as 2026-01-31.',
}

/** The text without its colours, as a terminal would show it. */
function shown(text: string): string {
  return text.replace(/\u001B\[\d+m/g, '')
}

describe('Output', () => {
  it('prints a problem in plain text if there is no terminal', () => {
    const [stdout, stderr] = [makeStream(false), makeStream(false)]
    makeOutput(stdout, stderr).problem(problem)
    assert.equal(stdout.text, `${formatProblem(problem)}\n`)
    assert.equal(stderr.text, '')
  })

  it('prints the same text in colour on a terminal', () => {
    const stdout = makeStream(true)
    makeOutput(stdout, makeStream(true)).problem(problem)
    assert.equal(shown(stdout.text), `${formatProblem(problem)}\n`)
    assert.ok(stdout.text.includes('\u001B[31mdate-invalid\u001B[39m: "31'), stdout.text)
  })

  it('distinguishes a warning from an error by colour', () => {
    const stdout = makeStream(true)
    makeOutput(stdout, makeStream(true)).problem({ ...problem, severity: 'warning' })
    assert.ok(stdout.text.includes('\u001B[33mdate-invalid\u001B[39m'), stdout.text)
  })

  it('uses no colours on a terminal that wants none', () => {
    const stdout = makeStream(true, false)
    makeOutput(stdout, makeStream(true, false)).problem(problem)
    assert.equal(stdout.text, `${formatProblem(problem)}\n`)
  })

  it('lets no name or value move the cursor, break the line or override the writing direction', () => {
    const stdout = makeStream(true)
    const hostile = { ...problem, file: 'a\u001B[2Jb\nc\u202Ed.md', reason: 'x\u0007\r' }
    makeOutput(stdout, makeStream(true)).problem(hostile)
    assert.equal(
      shown(stdout.text),
      `a\uFFFD[2Jb\uFFFDc\uFFFDd.md:3: date-invalid: x\uFFFD\uFFFD. ${problem.hint}\n`,
    )
  })

  it('prints what stopped the command to standard error, after the name of the program', () => {
    const [stdout, stderr] = [makeStream(false), makeStream(false)]
    makeOutput(stdout, stderr).fault('no such folder')
    assert.equal(stdout.text, '')
    assert.equal(stderr.text, 'feedmill: no such folder\n')
  })
})
