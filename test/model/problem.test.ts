import assert from 'node:assert/strict'
import { FeedmillError, formatProblem, isFault, type Problem, problemCodes } from '../../src/model/problem.js'

const problem: Problem = {
  code: 'date-invalid',
  severity: 'error',
  file: 'posts/rain.md',
  line: 3,
  reason: '"31/01/2026" is not a date',
  hint: 'Write it as 2026-01-31.',
}

describe('A problem', () => {
  it('is one line with file, line, code, reason and cure', () => {
    const text = 'posts/rain.md:3: date-invalid: "31/01/2026" is not a date. Write it as 2026-01-31.'
    assert.equal(formatProblem(problem), text)
  })

  it('names no line if the whole file is meant', () => {
    const { line: _, ...whole } = problem
    assert.match(formatProblem(whole), /^posts\/rain\.md: date-invalid: /)
  })

  it('can be thrown, with its cause, and then says the same', () => {
    const cause = new Error('why')
    const error = new FeedmillError(problem, { cause })
    assert.deepEqual(
      [error.name, error.message, error.cause],
      ['FeedmillError', formatProblem(problem), cause],
    )
    assert.equal(error.problem, problem)
  })

  it('is distinguished from a value by its fields', () => {
    assert.ok(isFault(problem))
    assert.ok(!isFault({ instantMs: 0, offsetMinutes: 0 }))
    assert.ok(!isFault({ code: 1 }))
  })

  it('has a code in lower case, and each code has a short meaning without a full stop', () => {
    for (const [code, words] of Object.entries(problemCodes)) {
      assert.match(code, /^[a-z]+(?:-[a-z0-9]+)*$/)
      assert.match(words, /^[a-z].{10,80}[^.]$/)
    }
  })
})
