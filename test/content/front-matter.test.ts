import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type FrontMatter, parseFrontMatter } from '../../src/content/front-matter.js'
import type { HeaderKey, HeaderValue } from '../../src/content/header.js'
import { type Fault, isFault } from '../../src/model/problem.js'
import { assertWellRead, hostileFile } from '../support/hostile-header.js'

function parse(text: string): FrontMatter {
  const parts = parseFrontMatter(text)
  assert.ok(!isFault(parts), JSON.stringify(parts))
  return parts
}

function fail(text: string): Fault {
  const fault = parseFrontMatter(text)
  assert.ok(isFault(fault), 'no fault')
  return fault
}

function valueIn(text: string, key: HeaderKey): HeaderValue | undefined {
  return parse(text).header.get(key)?.value
}

describe('Front matter', () => {
  const sound: [string, string][] = [
    ['YAML', '---\ntitle: Rain\n---\nbody'],
    ['YAML closed by dots', '---\ntitle: Rain\n...\nbody'],
    ['YAML with blanks after its fences', '--- \t\ntitle: Rain\n---  \nbody'],
    ['YAML by name', '---yaml\ntitle: Rain\n---\nbody'],
    ['YAML by name, with a blank', '--- YAML\ntitle: Rain\n---\nbody'],
    ['TOML', '+++\ntitle = "Rain"\n+++\nbody'],
    ['TOML by name', '---toml\ntitle = "Rain"\n---\nbody'],
    ['JSON in its braces', '{\n"title": "Rain"\n}\nbody'],
    ['JSON by name', '---json\n{"title":\n\t"Rain"}\n---\nbody'],
  ]
  for (const [what, text] of sound) {
    it(`is read from ${what}`, () => {
      const { header, body, bodyLine, found, faults } = parse(text)
      assert.equal(header.get('title')?.value, 'Rain')
      assert.deepEqual({ body, found, faults }, { body: 'body', found: true, faults: [] })
      assert.equal(text.split('\n')[bodyLine - 1], 'body')
    })
  }

  it('may follow blank lines, with a warning', () => {
    const { header, bodyLine, faults } = parse('\n \n---\ntitle: Rain\n---\nbody')
    assert.deepEqual(header.get('title'), { value: 'Rain', line: 4, written: 'title' })
    assert.equal(bodyLine, 6)
    assert.deepEqual(
      faults.map(({ code, severity, line }) => ({ code, severity, line })),
      [{ code: 'front-matter-late', severity: 'warning', line: 3 }],
    )
  })

  const none = [
    '',
    '\n\n',
    'text',
    '# Rain\n---\n',
    '----\ntitle: x\n----',
    '--- a b\n---',
    '{ }\n',
    '-- -\n',
  ]
  for (const text of none) {
    it(`is not found where there is none: ${JSON.stringify(text)}`, () => {
      const { header, found, body } = parse(text)
      assert.deepEqual({ keys: header.size, found, body }, { keys: 0, found: false, body: text })
    })
  }

  it('may be empty, or contain only comments', () => {
    for (const text of ['---\n---\n', '---\n\n---\n', '---\n# none\n---\n', '---\n~\n---\n', '+++\n+++\n']) {
      assert.deepEqual({ size: parse(text).header.size, found: parse(text).found }, { size: 0, found: true })
    }
  })

  it('ends at the first closing line, whatever the body contains', () => {
    assert.equal(parse('---\ntitle: a\n---\nx\n---\ntitle: b\n---\n').body, 'x\n---\ntitle: b\n---\n')
  })

  it('is not ended by a line that only begins like a fence', () => {
    assert.equal(valueIn('---\ntitle: |\n  a\n  ---x\n  ----\ntags: b\n---\n', 'title'), 'a\n---x\n----\n')
    assert.equal(fail('---\ntitle: a\n---x\ndate: b\n---\n').code, 'yaml-syntax')
  })

  it('keeps the blank lines of a long text', () => {
    assert.equal(valueIn('---\ndescription: |\n  a\n\n\n  b\n---\n', 'description'), 'a\n\n\nb\n')
  })

  it('knows the line of each key in the file', () => {
    const texts = [
      '---\ntitle: a\n# c\ndate: |\n  x\n  y\ntags: [a]\n---\n',
      '{\n"title": "a",\n\n"date": "x",\n\n\n"tags": []\n}\n',
    ]
    for (const text of texts) {
      const lines = [...parse(text).header].map(([key, { line }]) => [key, line])
      assert.deepEqual(lines, [
        ['title', 2],
        ['date', 4],
        ['tags', 7],
      ])
    }
  })

  it('keeps the source text of scalars that are not text', () => {
    const yaml = '---\ntags: [163, no, on, 0777, 1_000, 12:30:45, 1e3, 2022-01-05, 0x1F, .5, +1, TRUE]\n---\n'
    const texts = '163 no on 0777 1_000 12:30:45 1e3 2022-01-05 0x1F .5 +1 TRUE'.split(' ')
    assert.deepEqual(valueIn(yaml, 'tags'), texts)
    assert.equal(
      valueIn('---\ndate: 2022-01-05 09:05:06 +08:00\n---\n', 'date'),
      '2022-01-05 09:05:06 +08:00',
    )
    const json = '{\n"tags": [202201050000000005, 1.50, true, "x\\/\\ud83d\\ude80"]\n}\n'
    assert.deepEqual(valueIn(json, 'tags'), ['202201050000000005', '1.50', 'true', 'x/🚀'])
  })

  it('reads null as nothing, and a quoted null as text', () => {
    assert.deepEqual(valueIn('---\ntags: [~, null, "", "~", "null"]\n---\n', 'tags'), [
      null,
      null,
      '',
      '~',
      'null',
    ])
    assert.equal(valueIn('---\ntitle:\n---\n', 'title'), null)
    assert.equal(valueIn('{\n"title": null\n}\n', 'title'), null)
  })

  it('never rolls a TOML date over, and keeps TOML numbers as written', () => {
    const toml =
      '+++\ndate = 2022-02-30T10:00:00+08:00 # not a day\nslug = 1_000\nguid = 900719925474099312\n+++\n'
    assert.equal(valueIn(toml, 'date'), '2022-02-30T10:00:00+08:00')
    assert.equal(valueIn(toml, 'slug'), '1_000')
    assert.equal(valueIn(toml, 'guid'), '900719925474099312')
  })

  it('is not misled by a line within a multi-line string of TOML', () => {
    const toml = '+++\ndescription = """\nLong ago:\ndate = 1999-01-01\n"""\ndate = 2022-01-05\n+++\n'
    assert.deepEqual(parse(toml).header.get('date'), { value: '2022-01-05', line: 6, written: 'date' })
  })

  it('warns of a repeated key, and takes its last value', () => {
    const { header, faults } = parse('---\ntags: a\ntitle: b\ntags: c\n---\n')
    assert.equal(header.get('tags')?.value, 'c')
    assert.deepEqual(
      faults.map(({ code, line }) => ({ code, line })),
      [{ code: 'key-repeated', line: 4 }],
    )
  })

  it('warns of each repeated key once, and never of more than anybody reads', () => {
    const { faults } = parse(`---\n${'tags: a\n'.repeat(5)}${'a: b\nc: d\n'.repeat(3)}---\n`)
    assert.equal(faults.length, 3)
    const many = Array.from({ length: 100 }, (_, index) => `k${index}: x\n`).join('')
    assert.equal(parse(`---\n${many}${many}---\n`).faults.length, 20)
  })

  it('treats `__proto__` and `constructor` as mere words', () => {
    for (const text of [
      '---\n__proto__: {title: x}\nconstructor: y\ntoString: z\ntitle: a\n---\n',
      '{\n"__proto__": {"title": "x"}, "constructor": "y", "title": "a"\n}\n',
      '+++\n__proto__ = 1\nconstructor.prototype.title = "x"\ntitle = "a"\n+++\n',
    ]) {
      assert.deepEqual([...parse(text).header.keys()], ['title'])
    }
    assert.equal(Object.hasOwn(Object.prototype, 'title'), false)
  })

  const faults: [string, string, string, number][] = [
    ['is never closed', '---\ntitle: a\n', 'front-matter-unclosed', 1],
    ['is TOML and never closed', '\n+++\ntitle = "a"\n---\n', 'front-matter-unclosed', 2],
    ['is JSON and never closed', '{\n"title": "a"\n  }\n', 'front-matter-unclosed', 1],
    ['is a list', '---\n- a\n---\n', 'front-matter-not-a-map', 2],
    ['is text', '---\nonly words\n---\n', 'front-matter-not-a-map', 2],
    ['is larger than 64 KB', `---\ntitle: ${'a'.repeat(65_536)}\n---\n`, 'front-matter-too-large', 1],
    ['is JavaScript', '---js\nprocess.exit(1)\n---\n', 'front-matter-language', 1],
    ['is CoffeeScript', '---coffee\na = 1\n---\n', 'front-matter-language', 1],
    ['is in "toString"', '---toString\na\n---\n', 'front-matter-language', 1],
    ['is in "constructor"', '---constructor\na\n---\n', 'front-matter-language', 1],
    ['is in "__proto__"', '---__proto__\na\n---\n', 'front-matter-language', 1],
    ['contains NUL', '---\ntitle: a\n\0date: x\n---\n', 'yaml-syntax', 3],
    ['asks for a function', '---\ntitle: !!js/function "x"\n---\n', 'yaml-syntax', 2],
    ['asks for bytes', '---\n\ntitle: !!binary "eA=="\n---\n', 'yaml-syntax', 3],
    ['asks for a tag of its own', '---\ntags:\n- !y x\n---\n', 'yaml-syntax', 3],
    ['follows an alias', '---\na: &x [1]\ntitle: *x\n---\n', 'yaml-syntax', 3],
    ['is nested too deeply', `---\ntitle: ${'['.repeat(40)}\n---\n`, 'yaml-syntax', 2],
    ['is broken TOML', '+++\ntitle = "a"\ndate = oh\n+++\n', 'toml-syntax', 3],
    ['repeats a key in TOML', '+++\ntitle = "a"\ntitle = "b"\n+++\n', 'toml-syntax', 3],
    ['is broken JSON', '{\n"title": "a",\n}\n', 'json-syntax', 3],
    ['is JSON that ends too early', '---json\n{"title": "a"\n\n---\n', 'json-syntax', 2],
    ['is JSON nested too deeply', `{\n"a":\n${'['.repeat(40)}${']'.repeat(40)}\n}\n`, 'json-syntax', 3],
  ]
  for (const [what, text, code, line] of faults) {
    it(`is refused if it ${what}`, () => {
      const fault = fail(text)
      assert.deepEqual(
        { code: fault.code, severity: fault.severity, line: fault.line },
        { code, severity: 'error', line },
      )
    })
  }

  it('is refused with the message of its parser, in one line', () => {
    const { reason } = fail('+++\ntitle = "a"\ntitle = "b"\n+++\n')
    assert.match(reason, /^the front matter is not valid TOML: [a-z][^\n]+$/)
  })

  it('is refused with what it is instead of keys and values', () => {
    assert.match(fail('---\n- a\n---\n').reason, /is a list, not/)
    assert.match(fail('---\nonly words\n---\n').reason, /is text, not/)
  })

  it('fails the second time just as it failed the first', () => {
    const broken = '---\ntitle: "a"b"\n---\n'
    assert.deepEqual(fail(broken), fail(broken))
  })

  it('gives a post or a Problem, whatever a megabyte of it contains', () => {
    const floods = [...' \n\t-[{"\'!\\', '- ', '# \n', ': ', '&a ', '*a ', '? ', '|\n', 'a: b\n', '%\n']
    for (const fence of ['---\n', '+++\n', '{\n']) {
      for (const flood of floods) {
        const text = flood.repeat(Math.ceil(1_000_000 / flood.length))
        assertWellRead(fence + text)
        assertWellRead(`${fence}title: ${text.slice(0, 60_000)}\n---\n+++\n}\n`)
      }
    }
  })

  it('gives a header or a Fault with a line of the file, whatever the text', () => {
    fc.assert(fc.property(hostileFile, assertWellRead), { numRuns: 400 })
  })
})
