import assert from 'node:assert/strict'
import fc from 'fast-check'
import { toPlainText } from '../../src/model/plain-text.js'
import { stripElements, stripMarkup } from '../../src/model/strip-markup.js'
import { longTexts } from '../support/long-texts.js'

describe('Stripped text', () => {
  const piece = fc.constantFrom(
    ...'<>/!-b1 ',
    '<b',
    'script',
    '<script>',
    '</script>',
    '<style ',
    '</style>',
    '<!--',
    '-->',
  )
  const markup = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''))

  it('contains no tag, however tags were nested', () => {
    fc.assert(
      fc.property(markup, (text) => {
        assert.doesNotMatch(stripMarkup(text), /<[/!?]?[a-z][^<>]*>/i)
      }),
      { numRuns: 5000 },
    )
  })

  it('is unchanged by a second pass', () => {
    fc.assert(
      fc.property(markup, (text) => {
        const once = stripMarkup(text)
        assert.equal(stripMarkup(once), once)
      }),
      { numRuns: 5000 },
    )
  })

  it('is a subsequence of what was written', () => {
    fc.assert(
      fc.property(markup, (text) => {
        let at = 0
        for (const character of stripMarkup(text)) at = text.indexOf(character, at) + 1 || assert.fail(text)
      }),
    )
  })

  it('contains nothing of a comment, whatever tags and lone < and > are in it', () => {
    const inside = fc.array(
      piece.filter((text) => !text.includes('-')),
      { maxLength: 16 },
    )
    fc.assert(
      fc.property(inside, (pieces) => {
        const text = pieces.join('')
        assert.equal(stripMarkup(`x<!-- ${text} -->y`), 'xy')
        fc.pre(!text.startsWith('>'))
        assert.equal(stripMarkup(`x<!--${text}-->y`), 'xy')
      }),
      { numRuns: 5000 },
    )
  })

  it('is the whole text if there is no >', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<b/!- ') }), (text) => stripMarkup(text) === text),
    )
  })
})

describe('A comment of a million characters that never ends', () => {
  // Looking at all of it again for each > would take minutes.
  const comment = `<!-- ${'x'.repeat(1_000_000)}>`
  for (const after of ['>', '<script>></script>', '<b>']) {
    it(`is not looked at again for each ${after} behind it`, () => {
      assert.ok(stripMarkup(comment + after.repeat(300_000)).startsWith(comment))
    })
  }
})

describe('A text of comments and scripts that never end', () => {
  // Looking for the end of each through all of it would take minutes.
  for (const piece of ['<!-- ', '<script>', '<STYLE >', '<script></style>', '<!--<script>']) {
    it(`is read once: ${piece}`, () => {
      assert.equal(stripMarkup(`题${piece.repeat(200_000)}`).slice(0, 1), '题')
    })
  }
})

describe('Text of a hundred thousand characters', () => {
  for (const [what, text] of Object.entries(longTexts(100_000))) {
    it(`${what} is turned into plain text`, () => assert.ok(toPlainText(text).length <= text.length))
  }
})

describe('A title or name without the tags of elements', () => {
  const piece = fc.constantFrom(
    ...'<>/!-b1 ',
    '<b',
    '<x',
    'script',
    '<script>',
    '</script>',
    '<String>',
    '<!--',
    '-->',
  )
  const markup = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''))

  it('contains none of them, however tags were nested', () => {
    fc.assert(
      fc.property(markup, (text) => {
        assert.doesNotMatch(
          stripElements(text),
          /<b[\s/]*>|<script(?:[\s/][^<>]*)?>|<\/(?:b|script)(?:[\s/][^<>]*)?>|<!--.*-->/i,
        )
      }),
      { numRuns: 5000 },
    )
  })

  it('is unchanged by a second pass', () => {
    fc.assert(
      fc.property(markup, (text) => {
        const once = stripElements(text)
        assert.equal(stripElements(once), once)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('A title with comparisons', () => {
  const operand = fc.constantFrom('a', 'b', 'i', 'p', 'q', 's', 'u', 'x', '1', '时间', 'time', 'table')
  const comparison = fc
    .tuple(operand, fc.constantFrom('<', ' < ', ' <', '<='), operand)
    .map((parts) => parts.join(''))
  const joined = fc.constantFrom(' then ', ' 且 ', ' && ', ' or ', '，', ' ')
  const end = fc.tuple(operand, fc.constantFrom('>', ' > ', '>='), operand).map((parts) => parts.join(''))
  const title = fc
    .tuple(fc.array(fc.tuple(comparison, joined), { minLength: 1, maxLength: 4 }), end)
    .map(([parts, last]) => parts.flat().join('') + last)

  it('loses nothing', () => {
    fc.assert(
      fc.property(title, (text) => {
        assert.equal(stripElements(text), text)
      }),
      { numRuns: 2000 },
    )
  })

  it('still loses its markup', () => {
    const attribute = fc.constantFrom('href=/x', "title='a b'", 'class="a"', 'size=+1', 'hidden', 'data-x')
    const tag = fc
      .tuple(fc.constantFrom('a', 'b', 'i', 'p', 'font', 'Span'), fc.array(attribute, { maxLength: 3 }))
      .map(([name, attributes]) => [name, ...attributes].join(' '))
    fc.assert(
      fc.property(title, tag, title, (before, inside, after) => {
        const [name = ''] = inside.split(' ')
        assert.equal(stripElements(`${before}，<${inside}>题</${name}>，${after}`), `${before}，题，${after}`)
      }),
      { numRuns: 2000 },
    )
  })
})
