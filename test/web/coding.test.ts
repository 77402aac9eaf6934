import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Coding } from '../../src/publication/resource.js'
import { preferredCoding } from '../../src/web/coding.js'
import { parseQualities } from '../../src/web/quality.js'
import { latin1 } from '../support/latin1.js'

const kept: readonly Coding[] = ['br', 'gzip']

describe('Accept-Encoding (RFC 9110 §12.5.3)', () => {
  const rows: [string, string | undefined, Coding][] = [
    ['no field', undefined, 'identity'],
    ['an empty field, which means identity only', '', 'identity'],
    ['gzip', 'gzip', 'gzip'],
    ['gzip among others', 'deflate, gzip;q=1.0, zstd', 'gzip'],
    ['brotli, which is smaller than gzip', 'gzip, deflate, br', 'br'],
    ['gzip preferred to brotli', 'br;q=0.9, gzip', 'gzip'],
    ['brotli forbidden', 'br;q=0, gzip;q=0.1', 'gzip'],
    ['brotli, and gzip forbidden', 'br, gzip;q=0', 'br'],
    ['brotli and identity alike', 'br;q=0.5, identity;q=0.5', 'br'],
    ['brotli named beside anything', 'br, *', 'br'],
    ['brotli in capitals', 'BR', 'br'],
    ['gzip in capitals', 'GZIP', 'gzip'],
    ['its old name (§8.4.1.3)', 'x-gzip', 'gzip'],
    ['gzip with a low weight, as identity is not mentioned', 'gzip;q=0.1', 'gzip'],
    ['gzip and identity alike', 'gzip;q=0.5, identity;q=0.5', 'gzip'],
    ['identity preferred', 'gzip;q=0.5, identity', 'identity'],
    ['gzip forbidden', 'gzip;q=0', 'identity'],
    ['gzip forbidden with three decimals', 'gzip;q=0.000, *', 'identity'],
    ['anything, from a client that may not know brotli', '*', 'gzip'],
    ['anything but gzip', '*, gzip;q=0', 'identity'],
    ['gzip or nothing', 'gzip, identity;q=0', 'gzip'],
    ['nothing that we have, and no identity: a feed all the same', 'zstd, identity;q=0', 'identity'],
    ['nothing at all: a feed all the same', '*;q=0', 'identity'],
    ['gzip and nothing else', 'gzip, *;q=0', 'gzip'],
    ['a weight that is not a number', 'gzip;q=high', 'identity'],
    ['a weight above 1', 'gzip;q=1.5', 'identity'],
    ['a weight with four decimals', 'gzip;q=0.1234', 'identity'],
    ['white space everywhere', ' gzip ; Q=0.8 , identity\t; q=0.2', 'gzip'],
    ['gzip as a part of another name', 'gzipped, ungzip', 'identity'],
    ['names that every object has', '__proto__, constructor;q=1', 'identity'],
  ]
  for (const [what, header, coding] of rows) {
    it(`gives ${coding} for ${what}`, () => assert.equal(preferredCoding(header, kept), coding))
  }

  it('gives identity if nothing else is available', () =>
    assert.equal(preferredCoding('gzip', []), 'identity'))

  it('never throws, and never gives a coding to a client that did not ask for it', () => {
    const pieces = fc.constantFrom(
      'gzip',
      'identity',
      '*',
      'br',
      ';q=',
      '0',
      '1',
      '.5',
      ',',
      ' ',
      'Q',
      ';',
      '=',
    )
    const hostile = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(hostile, latin1), (header) => {
        if (preferredCoding(header, kept) === 'gzip') assert.ok(/gzip|\*/i.test(header), header)
        if (preferredCoding(header, kept) === 'br') assert.ok(/br/i.test(header), header)
      }),
    )
  })

  it('agrees with a literal reading of the standard', () => {
    const weight = fc.constantFrom(0, 0.001, 0.5, 0.9, 1)
    const wishes = fc.dictionary(fc.constantFrom('gzip', 'identity', '*', 'br'), weight)
    fc.assert(
      fc.property(wishes, (wanted) => {
        const header = Object.entries(wanted)
          .map(([name, q]) => `${name};q=${q}`)
          .join(', ')
        assert.equal(preferredCoding(header, kept), naive(new Map(Object.entries(wanted))), header)
      }),
    )
  })
})

function naive(wanted: Map<string, number>): Coding {
  const gzip = wanted.get('gzip') ?? wanted.get('*') ?? 0
  const br = wanted.get('br') ?? 0
  const identity = wanted.get('identity') ?? wanted.get('*') ?? 0
  if (br > 0 && br >= gzip && br >= identity) return 'br'
  return gzip > 0 && gzip >= identity ? 'gzip' : 'identity'
}

describe('A list with quality values (RFC 9110 §12.4.2)', () => {
  it('keeps the first mention of a name, and ignores other parameters', () => {
    const read = parseQualities('text/html;level=1;q=0.3, TEXT/HTML, ;q=1, a/b;q=0')
    assert.deepEqual(
      [...read],
      [
        ['text/html', 0.3],
        ['a/b', 0],
      ],
    )
  })
})
