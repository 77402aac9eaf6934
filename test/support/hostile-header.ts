import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parsePost } from '../../src/content/read-post.js'
import { readOptions } from './read-options.js'

/**
 * A post with a valid header into which pieces were inserted, and from which some were cut: what a script makes that
 * concatenates texts, and what an attacker makes.
 */
export const hostileFile = fc
  .tuple(
    fc.constantFrom(
      '---\nlayout: post\ntitle: "青禾新材：投产"\ndate: 2022-01-05 09:05:06 +0800\ncategories: [a, b]\ntags:\n  - x\n---\nbody\n',
      '+++\ntitle = "青禾"\ndate = 2022-01-05T09:05:06+08:00\ntags = ["a"]\n[extra]\nx = 1\n+++\nbody\n',
      '{\n"title": "青禾",\n"date": "2022-01-05",\n"tags": ["a", 1]\n}\nbody\n',
    ),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat({ max: 6 }),
        fc.oneof(
          fc.constantFrom(
            ...'\n"\':\t[]{}*|>#%@=\0\ufeff?\\',
            ': ',
            '---\n',
            '...\n',
            '&a ',
            '!!',
            '- ',
            '__proto__: ',
          ),
          fc.string({ unit: 'binary', maxLength: 8 }),
        ),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce<string>((mutated, [at, cut, piece]) => {
      const place = at % (mutated.length + 1)
      return mutated.slice(0, place) + piece + mutated.slice(place + cut)
    }, text),
  )

/**
 * Reads a text as a post, and asserts what must always hold: it gives a post or an error, and each Problem has its file,
 * a line that exists in it, and a cure.
 */
export function assertWellRead(text: string): void {
  const { post, problems } = parsePost('_posts/2022-01-05-rain.md', text, readOptions)
  const lines = text.split('\n').length
  for (const { file, line, reason, hint } of problems) {
    assert.equal(file, '_posts/2022-01-05-rain.md')
    assert.ok(line === undefined || (line >= 1 && line <= lines), `line ${line} of ${lines}`)
    assert.ok(reason.length > 0 && reason.length < 500 && !/[\n\0]/.test(reason), JSON.stringify(reason))
    assert.match(hint, /\.$/)
  }
  assert.equal(
    post === undefined,
    problems.some(({ severity }) => severity === 'error'),
  )
  if (post === undefined) return
  assert.match(post.permalink, /^\/[!-~]*$/)
  assert.notEqual(post.title, '')
  assert.ok(
    [...post.categories, ...post.tags, ...post.authors.map(({ name }) => name)].every((name) => name !== ''),
  )
  assert.ok(post.updated.instantMs >= post.published.instantMs)
}
