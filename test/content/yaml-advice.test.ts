import assert from 'node:assert/strict'
import { parseFrontMatter } from '../../src/content/front-matter.js'
import { isFault } from '../../src/model/problem.js'

/** Common slips: what is wrong, the lines of the header, the line at fault, what the reason and the hint say. */
const slips: [string, string, number, RegExp, RegExp][] = [
  ['quotes within quotes', 'title: "青禾新材："双碳"产线"', 3, /double quotes inside/, /single quotes/],
  ['words after the quote', 'title: "Rain" on the harbour', 3, /double quotes inside/, /single quotes/],
  ['an apostrophe within quotes', "title: 'It's raining'", 3, /apostrophe/, /double quotes/],
  ['a colon in an unquoted title', 'title: 云岭电气: 一季度净利: 三亿元', 3, /colon/, /title: "…"/],
  ['an @ at the start', 'title: @云岭电气 回应', 3, /may not begin with/, /quotes/],
  ['a star at the start', 'title: *ST云岭', 3, /may not begin with/, /quotes/],
  ['a percent sign at the start', 'title: %5 more', 3, /may not begin with/, /quotes/],
  ['a backtick at the start', 'title: `rm`', 3, /may not begin with/, /quotes/],
  ['an ampersand at the start', 'title: & more', 3, /may not begin with/, /quotes/],
  ['a tag', 'title: !important news', 3, /may not begin with "!"/, /quotes/],
  ['a tab', 'tags:\n\t- rain', 4, /tab/, /spaces/],
  ['an unknown escape', String.raw`title: "C:\data"`, 3, /backslash/, /single quotes/],
  ['a control character', 'title: "a\bb"', 3, /control characters/, /again by hand/],
  ['a quote that is never closed', 'title: "Rain\ndate: 2022-01-05', 3, /not closed/, /End the value/],
  [
    'the same, noticed at a later quote',
    'title: "Rain\ndate: 2022-01-05\ntags: "a"',
    3,
    /not closed/,
    /End the value/,
  ],
  ['a bracket that is never closed', 'title: [Rain\ndate: 2022-01-05', 3, /bracket/, /quotes/],
  ['words after a bracket', 'title: [update] Rain', 3, /bracket/, /quotes/],
  ['no space after the colon', 'title:Rain\ndate: 2022-01-05', 3, /space is missing/, /after the colon/],
  ['the same on the last line', 'date: 2022-01-05\ntitle:Rain', 4, /space is missing/, /after the colon/],
  ['a line that is no key', 'Rain\ndate: 2022-01-05', 3, /not of the form "key: value"/, /indent/],
]

describe('The advice on a slip in YAML', () => {
  for (const [what, header, line, reason, hint] of slips) {
    it(`names the line and the cure of ${what}`, () => {
      const fault = parseFrontMatter(`---\nlayout: post\n${header}\n---\nbody\n`)
      assert.ok(isFault(fault))
      assert.equal(fault.code, 'yaml-syntax')
      assert.equal(fault.line, line)
      assert.match(fault.reason, reason)
      assert.match(fault.hint, hint)
    })
  }

  it('quotes the line if it knows no better', () => {
    const fault = parseFrontMatter('---\ntitle: a\n b: c\n---\n')
    assert.ok(isFault(fault))
    assert.match(fault.reason, /"b: c"/)
  })
})
