import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { HeaderValue } from '../../src/content/header.js'
import { isMap } from '../../src/content/header.js'
import { parseToml } from '../../src/content/toml.js'
import { isFault } from '../../src/model/problem.js'

/** Maps become plain objects, lines are left out. */
function plain(value: HeaderValue): unknown {
  if (value === null || typeof value === 'string') return value
  if (!isMap(value)) return value.map(plain)
  return Object.fromEntries([...value].map(([key, entry]) => [key, plain(entry.value)]))
}

function read(text: string): { values: unknown; lines: Map<string, number> } {
  const parsed = parseToml(text, 1)
  assert.ok(!isFault(parsed), `${JSON.stringify(parsed)}\n${text}`)
  const { value } = parsed
  assert.ok(value !== null && isMap(value))
  return {
    values: plain(value),
    lines: new Map([...value].map(([key, { line }]) => [key, line])),
  }
}

describe('TOML', () => {
  it('keeps a date as it is written, whatever stands before it', () => {
    const date = '2022-02-30T10:00:00+08:00'
    const before = [
      'weights = [\n  [1, 2],\n]',
      'tags = ["""\ndate = 1999-01-01\n"""]',
      "tags = ['''\n[x]\n''', '[', \"]\", # ]\n]",
      'x = { y = { z = [1] }, w = "}" } # {',
      'x = "#\\"[" # "',
      'x = """a \\""" [ """""\n"a=b" = \'[\'',
      "x = 'C:\\' # '",
      'x = ["""a"""", "[", """a""""", "["]',
      "x = ['''a'''', '[', '''a''''', '[']",
      'x = {1.2 = 3, 4.5 = [1.5], a.b = 6}',
    ]
    for (const text of before) {
      const { values, lines } = read(`${text}\ndate = ${date} # day\n`)
      assert.equal((values as { date: string }).date, date, text)
      assert.equal(lines.get('date'), text.split('\n').length + 1, text)
    }
  })

  it('keeps dates, numbers and booleans in lists and tables as they are written', () => {
    const { values } = read(
      'tags = [2022-02-30, 1_000, true, 07:30:00, -inf]\nx = {a = 2022-02-30 10:00:00Z,b=0x1F,c.d=0.50}\n[y]\nz = +1.50e3\n',
    )
    assert.deepEqual(values, {
      tags: ['2022-02-30', '1_000', 'true', '07:30:00', '-inf'],
      x: { a: '2022-02-30 10:00:00Z', b: '0x1F', c: { d: '0.50' } },
      y: { z: '+1.50e3' },
    })
  })

  it('knows the lines of its keys and tables, however they are written', () => {
    const { lines } = read(
      '"d\\u0061te" = 2022-01-05\n\'a b\'.c = 1\nx.y = 2\nx.z = 3\n[author]\nname = "n"\ntitle = 1\n[[e.f]]\n',
    )
    assert.deepEqual(Object.fromEntries(lines), { date: 1, 'a b': 2, x: 3, author: 5, e: 8 })
  })

  it('takes no key of a table for one of its own', () => {
    const { values, lines } = read('[extra]\ndate = 2022-01-05\n[date]\n')
    assert.deepEqual(values, { extra: { date: '2022-01-05' }, date: {} })
    assert.equal(lines.get('date'), 3)
  })

  it('has each value as its source text, whatever the document', () => {
    fc.assert(
      fc.property(document, ({ text, values, lines }) => {
        assert.deepEqual(read(text), { values, lines })
      }),
      { numRuns: 500 },
    )
  })
})

/** A piece of TOML, and what it must be read as. */
interface Written {
  readonly text: string
  readonly value: unknown
}

const bare = fc
  .constantFrom(
    ...'0 -17 1_000 0xdead_beef 0o17 0b1 3.14 1e10 -2.5E-3 inf -nan true false 2022-02-30 2022-01-05T10:00:00Z'.split(
      ' ',
    ),
    '2022-02-30T10:00:00.5+08:00',
    '2022-02-31 10:00:00-05:00',
    '2021-02-29 23:59:59',
    '07:32:00',
  )
  .map((text): Written => ({ text, value: text }))

const confusing = fc.string({
  unit: fc.constantFrom(...'[]{}#=,.\'"\n \\a1', 'date = 1999-01-01', '银'),
  maxLength: 8,
})

const basic = confusing.map((value): Written => ({ text: JSON.stringify(value), value }))

const literal = confusing.map((text): Written => {
  const value = text.replace(/['\n]/g, '')
  return { text: `'${value}'`, value }
})

const longBasic = confusing.map((value): Written => {
  return {
    text: `"""\n${value
      .replace(/\\/g, '\\\\')
      .replace(/"(?="")/g, '\\"')
      .replace(/"$/, '\\"')}"""`,
    value,
  }
})

const longLiteral = confusing.map((text): Written => {
  const value = text.replace(/''+/g, "'")
  return { text: `'''\n${value}'''`, value }
})

const gap = fc.constantFrom('', ' ', '\t', '\n', " # ] } \" ''' [\n", '\n# date = 1999-01-01\n')

const key = fc.constantFrom<[string, string]>(
  ['a', 'a'],
  ['date', 'date'],
  ['2022-01-05', '2022-01-05'],
  ['"t[="', 't[='],
  ["'#\"'", '#"'],
  ['"\\u0062"', 'b'],
  ['1', '1'],
)

const keys = fc.uniqueArray(key, { selector: ([, name]) => name, maxLength: 4 })

const { value: anyValue } = fc.letrec<{ value: Written; list: Written; table: Written }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, bare, basic, literal, longBasic, longLiteral, tie('list'), tie('table')),
  list: fc.array(fc.tuple(gap, tie('value'), gap), { maxLength: 3 }).map((items) => ({
    text: `[${items.map(([before, { text }, after]) => before + text + after).join(',')}]`,
    value: items.map(([, { value }]) => value),
  })),
  table: fc.tuple(keys, fc.array(tie('value'), { minLength: 4, maxLength: 4 })).map(([names, values]) => ({
    text: `{ ${names.map(([written], index) => `${written} = ${values[index]?.text}`).join(', ')} }`,
    value: Object.fromEntries(names.map(([, name], index) => [name, values[index]?.value])),
  })),
}))

/** Keys before the first table, a table with the same keys, and an array of tables. */
const document = fc
  .tuple(keys, fc.array(fc.tuple(anyValue, gap), { minLength: 8, maxLength: 8 }), fc.boolean())
  .map(([names, values, hasTables]) => {
    let text = ''
    const lines = new Map<string, number>()
    const line = () => text.split('\n').length
    const write = (from: number) =>
      names.map(([written, name], index): [string, unknown] => {
        const [{ text: source, value }, after] = values[from + index] ?? [{ text: '0', value: '0' }, '']
        if (from === 0) lines.set(name, line())
        text += `${written}=${source}${after}\n`
        return [name, value]
      })
    const top = Object.fromEntries(write(0))
    if (!hasTables) return { text, values: top, lines }
    lines.set('extra', line())
    text += '[ extra . "in[ner" ] # [\n'
    const inner = Object.fromEntries(write(4))
    lines.set('list', line())
    text += '[[list]]\nx = 2022-02-30\n'
    return { text, values: { ...top, extra: { 'in[ner': inner }, list: [{ x: '2022-02-30' }] }, lines }
  })
