import assert from 'node:assert/strict'
import fc from 'fast-check'
import { namesStrongly, namesWeakly } from '../../src/web/entity-tag.js'
import { latin1 } from '../support/latin1.js'

const ours = 'W/"rain-1"'

describe('If-None-Match (RFC 9110 §13.1.2)', () => {
  const names: Record<string, string> = {
    'the tag itself': 'W/"rain-1"',
    'the tag without its W/, by weak comparison': '"rain-1"',
    'any tag at all': '*',
    'a list that ends with it': 'W/"a", "b",W/"rain-1"',
    'a list with tabs and empty members': ',\t, W/"rain-1"\t,,',
    'a list with a comma in another tag': 'W/"a, W/", W/"rain-1"',
    "Apache's suffix within the quotes": 'W/"rain-1-gzip"',
    "old Apache's suffix after the quotes": '"rain-1"-gzip',
    'the suffix of mod_brotli': 'W/"rain-1-br"',
    'the tag without quotes': 'W/rain-1',
    'the tag after a malformed one': '"a"b, W/"rain-1"',
  }
  for (const [what, list] of Object.entries(names)) {
    it(`matches ours by ${what}`, () => assert.equal(namesWeakly(list, ours), true))
  }

  const others: Record<string, string> = {
    'another tag': 'W/"rain-2"',
    'a tag that begins like it': 'W/"rain-1x"',
    'a tag that ends like it': 'W/"xrain-1"',
    'another case': 'W/"Rain-1"',
    'a lower-case w': 'w/"rain-1"',
    'a suffix nobody adds': 'W/"rain-1-zip"',
    'the tag within another': 'W/"x, rain-1"',
    'an unterminated tag': 'W/"rain-1',
    'a star among tags': '"a", *',
    'an empty tag': '""',
    nothing: '',
  }
  for (const [what, list] of Object.entries(others)) {
    it(`does not match ours by ${what}`, () => assert.equal(namesWeakly(list, ours), false))
  }

  it('matches a tag with a comma, or an empty one, if that is ours', () => {
    assert.equal(namesWeakly('"a", W/"x,y"', 'W/"x,y"'), true)
    assert.equal(namesWeakly('"a", ""', '""'), true)
  })

  it('is parsed in linear time, whatever is in it', () => {
    // A parser in quadratic time would take minutes for these.
    for (const piece of ['"', ',', '"a,', 'W/', ' ', '\t,', 'W/"']) {
      assert.equal(namesWeakly(piece.repeat(1_000_000), ours), false)
    }
  })
})

describe('If-Match (RFC 9110 §13.1.1)', () => {
  it('compares strongly: a weak tag never matches', () => {
    assert.equal(namesStrongly('W/"a"', 'W/"a"'), false)
    assert.equal(namesStrongly('"a"', 'W/"a"'), false)
    assert.equal(namesStrongly('W/"a"', '"a"'), false)
    assert.equal(namesStrongly('"b", "a"', '"a"'), true)
  })

  it('holds for * as soon as there is anything', () => assert.equal(namesStrongly('*', ours), true))
})

describe('A list of entity tags', () => {
  const opaque = fc.string({ unit: fc.constantFrom('a', 'b', ',', '-', 'W', '/', '*', "'"), maxLength: 4 })
  const written = fc.record({
    weak: fc.boolean(),
    opaque,
    gap: fc.constantFrom(',', ', ', ' ,\t', ',,', ', ,'),
  })

  it('matches exactly the tags that were written into it', () => {
    fc.assert(
      fc.property(fc.array(written, { maxLength: 6 }), opaque, (members, wanted) => {
        const list = members.map(({ weak, opaque, gap }) => `${weak ? 'W/' : ''}"${opaque}"${gap}`).join('')
        assert.equal(
          namesWeakly(list, `W/"${wanted}"`),
          members.some((member) => member.opaque === wanted),
        )
        assert.equal(
          namesStrongly(list, `"${wanted}"`),
          members.some((member) => !member.weak && member.opaque === wanted),
        )
      }),
    )
  })

  it('never throws, and never matches a tag whose text it does not contain', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('W', '/', '"', ',', ' ', 'r', '1', '*', '-', '\\', '\xff'),
    })
    fc.assert(
      fc.property(fc.oneof(hostile, latin1), (list) => {
        if (namesWeakly(list, 'W/"r1"')) assert.ok(list.includes('r1') || list === '*', list)
        if (namesStrongly(list, '"r1"')) assert.ok(list.includes('r1') || list === '*', list)
      }),
    )
  })
})
